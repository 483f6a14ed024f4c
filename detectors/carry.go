package detectors

// Carry is what a lane remembers between two calls of Scan. It is small, holds
// no pointers and can be compared, which is how the stream notices that a
// worker guessed the beginning of its batch wrongly. The zero Carry stands at
// the beginning of a lane.
type Carry struct {
	// cursor is meaningful inside a line only: where the last finding ended,
	// relative to the end of what was owned.
	cursor    int32
	next      int32 // where the region goes on
	hidden    int32 // how many bytes after the owned part are masked already
	region    region
	announced bool    // the last line ended in a word that announces a token
	pem       bool    // between the BEGIN and END lines of a PEM block
	prefixed  bool    // of pem: something stands before BEGIN, so perhaps before the other lines
	pending   pending // a pair's name whose value has not come yet
	clear     int32   // up to where obscured text was looked at, inside a line only
	// statement is meaningful inside a line only.
	statement statement
	line      lineCarry
}

// region is an unfinished construct that the cursor is inside of: a value
// that is swallowed to its end, a list under a key, a cookie header.
type region struct {
	mode    regionMode
	inside  bool  // the cursor is inside a value, not between two
	depth   uint8 // of brackets in a list
	slashes uint8 // backslashes just before the cursor, see delimiter.find
	value   delimiter
	outer   delimiter // of what is around the values
	keep    bool      // that value stays
	row     row       // of regionRow
	waiting waiting   // of those that wait for a line
	number  bool      // the mask of what is swallowed is a string for a bare number
	key     keyEntry
	finding KindID
	place   Place
	reason  Reason
	quote   byte // what a bare number is to be quoted with, if it is masked
	escape  uint8
}

type regionMode uint8

const (
	regionNone   regionMode = iota
	regionValue             // one value
	regionList              // the elements of a list under a key
	regionCrumbs            // the crumbs of a cookie header
	regionBlock             // the value of a YAML key in the next line
	regionMarkup            // the text after a tag or a cell
	regionPart              // a part of a multipart body
	regionSoft              // a token that the end of a mail's line broke
	regionFolded            // a cookie header that may go on in the next line
	regionRow               // the rows of an INSERT, or the args of a statement
)

// pending is the key that a "name" member announced for the "value" member
// that follows on one of the next lines.
type pending struct {
	key   keyEntry
	gone  int16 // bytes since the name
	lines int8  // line ends since then
	live  bool
}

// AfterLoss is what to carry past a record on which detection failed. It may
// have begun a PEM block, so that the lines after it are looked at as if it
// had: the first one that cannot belong to a block ends that.
func AfterLoss() Carry { return Carry{pem: true} }
