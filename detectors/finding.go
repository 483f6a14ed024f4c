package detectors

// KindID numbers the kinds of an engine: an index into Engine.Kinds.
type KindID uint16

// Place says where a value stood, which is independent of what it is.
type Place uint8

// The places that the engine tells apart.
const (
	PlaceText   Place = iota // prose, logfmt, anything else
	PlaceHeader              // an HTTP header, in a dump or under its name
	PlaceQuery               // a query string, a fragment or a form body
	PlaceCookie              // one name and value of a cookie header
	PlaceBody                // JSON, a dict, any quoted key
	PlacePath                // a segment of a URL's path
	PlaceSQL                 // a row of an INSERT or the args of a statement
)

var placeNames = [...]string{"text", "header", "query", "cookie", "body", "path", "sql"}

// String returns the place's name as reports print it.
func (p Place) String() string { return placeNames[p] }

// Finding is one value to mask: the bytes Data[Lo:Hi] of the window that it
// was found in. Hi may lie past the part of the window that is owned, when the
// value goes on in the next window.
type Finding struct {
	Lo, Hi int
	Kind   KindID
	Place  Place
	Reason Reason
	// Trigger is the offset at which the look began that found the value.
	Trigger int
	// Continued marks the rest of a value whose mask was already written.
	Continued bool
	// Quote makes the mask a string where a bare number stood, so that valid
	// JSON stays valid; it is the quote character, or 0.
	Quote byte
	// Escape is how many backslashes go before Quote.
	Escape   uint8
	enclosed bool // quotes, or the ends of a line, tell where the value was
	number   bool // of a Continued finding: its mask is already closed by a quote
}
