package detectors

import "bytes"

var privateKeyKind = Kind{
	Name:     "private_key",
	Summary:  "PEM and PGP private key blocks, line by line or in one string; BEGIN and END lines stay",
	CWE:      []int{321, 522, 532},
	Severity: SeverityCritical,
	Triggers: []Trigger{{Literal: "-----BEGIN ", Shape: pemShape}},
	Judge:    func(judged) Reason { return MaskedPEM },
}

const (
	// maxPEMLabel is the longest label between BEGIN and the dashes (RFC 7468 §3).
	maxPEMLabel = 64
	// maxPEMLine is the longest line that a block may have; RFC 7468 writes 64
	// characters, others put a whole key in one line.
	maxPEMLine = 4 << 10
)

var (
	pemDashes  = []byte("-----")
	pemPrivate = []byte("PRIVATE KEY")
	pemEnd     = []byte("-----END ")
)

// pemShape is called at a BEGIN line. A block in one string is one value; of a
// block of lines each line is one, since a mask holds no line end.
func pemShape(s *Scanner, at int) {
	label := at + len("-----BEGIN ")
	n := bytes.Index(s.src[label:min(len(s.src), label+maxPEMLabel)], pemDashes)
	if n < 0 || at >= s.hi || !bytes.Contains(s.src[label:label+n], pemPrivate) || bytes.IndexByte(s.src[label:label+n], '\n') >= 0 {
		s.missBlock(at)
		return
	}
	i := label + n + len(pemDashes)
	for i < len(s.src) && (isSpace(s.src[i]) || s.src[i] == '\r') && i-label < maxPEMLabel*2 {
		i++
	}
	switch {
	case i == len(s.src):
	case s.src[i] == '\n':
		s.beginBlock(at, i+1)
	case escapedQuote(s.src, i):
	case endsLogged(s.src, i):
		if n := bytes.IndexByte(s.src[i:min(len(s.src), i+maxPEMPrefix)], '\n'); n >= 0 {
			s.beginBlock(at, i+n+1)
		}
	case beginsPEMBody(s.src[i:]):
		v := value{lo: i, end: delimiter{form: endPEM}, key: keyEntry{kind: kindPrivateKey}, quoted: true}
		if end := s.take(v); end >= 0 && !s.stopped {
			s.afterPEM(end)
		}
	}
}

// afterPEM goes on with the lines of a block whose body began in the line of
// its BEGIN.
func (s *Scanner) afterPEM(end int) {
	if end < len(s.src) && s.src[end] == '\r' {
		end++
	}
	if end < len(s.src) && s.src[end] == '\n' {
		s.pem, s.prefix, s.cursor = true, 0, end+1
		s.pemLines(end + 1)
	}
}

// beginBlock begins a block of lines whose BEGIN stands at src[at]; the next
// line begins at src[next]. What stands before BEGIN, such as the prefix of a
// container's log, stands before the other lines too.
func (s *Scanner) beginBlock(at, next int) {
	begin := max(0, at-maxPEMPrefix)
	begin += bytes.LastIndexByte(s.src[begin:at], '\n') + 1
	s.pem, s.prefix, s.cursor = true, 0, next
	if len(bytes.TrimLeft(s.src[begin:at], " \t")) > 0 && endsPrefix(s.src[at-1]) && (isSpace(s.src[at-1]) || at > 1 && s.src[at-2] == ':') {
		s.prefix = int16(at - begin)
	}
	s.pemLines(next)
}

// maxPEMPrefix is the longest text before the lines of a block.
const maxPEMPrefix = 512

// endsPrefix tells whether c may be the last byte of what a logger writes before
// a line.
func endsPrefix(c byte) bool { return isSpace(c) || c == '"' || c == '\'' }

// endsLogged tells whether an escaped line end and a quote stand at src[i], as
// in {"log":"-----BEGIN PRIVATE KEY-----\n","stream":"stderr"}.
func endsLogged(src []byte, i int) bool {
	next := lineEndAt(src, i)
	if next == 0 || src[i] != '\\' || next >= len(src) {
		return false
	}
	c := unitAt(src, next).char
	return c == '"' || c == '\''
}

// maxPrefixShift is by how much the prefix of a line may differ from the one of
// BEGIN: times without the zeros at their end are shorter.
const maxPrefixShift = 9

// pemBody is what a line of a block, which begins at src[at], holds: all of it, or what stands behind its
// prefix. hi is less than 0 if the line belongs to no block.
func (s *Scanner) pemBody(line []byte, at int) (lo, hi int) {
	line = bytes.TrimRight(line, "\r \t")
	if s.prefix == 0 {
		if !isPEMBody(line) {
			return 0, -1
		}
		return 0, len(line)
	}
	n := int(s.prefix)
	if hi = s.prefixedBody(line, n, at); hi >= 0 {
		return n, hi
	}
	n = bytes.LastIndexByte(line, ' ') + 1
	if d := n - int(s.prefix); n == 0 || d > maxPrefixShift || d < -maxPrefixShift {
		return 0, -1
	}
	return n, s.prefixedBody(line, n, at)
}

// prefixedBody is the end of the base64, or the mask, that is the rest of a line
// from n on, or of the string there; -1 if something else is.
func (s *Scanner) prefixedBody(line []byte, n, at int) int {
	if n > len(line) || !endsPrefix(line[n-1]) {
		return -1
	}
	hi := n
	for hi < len(line) && (base64Values[line[hi]] != 0 || line[hi] == '=') {
		hi++
	}
	if hi == n {
		hi += s.maskAt(at + n)
	}
	for hi < len(line) && line[hi] == '*' {
		hi++
	}
	if hi == len(line) || endsLogged(line, hi) && hi > n {
		return hi
	}
	return -1
}

// minPEMBody is how much base64 tells a body from a sentence about a key.
const minPEMBody = 12

// beginsPEMBody tells whether what follows BEGIN in its line is the body: an
// escaped line end, or base64.
func beginsPEMBody(rest []byte) bool {
	if rest[0] == '\\' || rest[0] == '%' || rest[0] == '&' {
		return true
	}
	for i, c := range rest[:min(len(rest), minPEMBody)] {
		if base64Values[c] == 0 && c != '=' {
			return i > 0 && (c == '\\' || c == '%')
		}
	}
	return len(rest) >= minPEMBody
}

// pemLines masks lines of a block up to its END line, or to the first line
// that cannot belong to one.
func (s *Scanner) pemLines(i int) {
	for i < s.hi && s.pem {
		line := s.src[i:min(len(s.src), i+maxPEMLine)]
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line = line[:n]
		}
		lo, hi := s.pemBody(line, i)
		if hi < 0 {
			s.pem = false
			return
		}
		if body := line[lo:hi]; hi > lo && !s.isMask(i+lo, i+hi) {
			f := Finding{Lo: i + lo, Hi: i + hi, Kind: kindPrivateKey, Place: PlaceText, Reason: MaskedPEM, enclosed: true}
			if isJSONWord(bytes.TrimLeft(body, " \t")) {
				f.Quote = '"' // a line of its own that was JSON
			}
			s.emit(f)
		}
		if i += len(line) + 1; len(line) == maxPEMLine {
			s.pem = false
			return
		}
		s.cursor = max(s.cursor, min(i, len(s.src)))
	}
}

// isJSONWord tells whether base64 is also a number, true, false or null.
func isJSONWord(text []byte) bool {
	switch string(text) {
	case "true", "false", "null":
		return true
	}
	for _, c := range text {
		if !isDigit(c) && c != '-' && c != '+' && c|0x20 != 'e' {
			return false
		}
	}
	return len(text) > 0 && text[0] != '+'
}

// isPEMBody tells whether a line can stand inside a block: base64, a header of
// RFC 1421 or OpenPGP, nothing, or a mask.
func isPEMBody(line []byte) bool {
	if bytes.HasPrefix(line, pemEnd) {
		return false
	}
	if i := bytes.IndexByte(line, ':'); i > 0 && i < 20 && isLetter(line[0]) {
		return bytes.IndexByte(line[:i], ' ') < 0
	}
	line = bytes.TrimLeft(line, " \t")
	for _, c := range line {
		if base64Values[c] == 0 && c != '=' {
			return len(line) > 2 && line[0] == '[' && line[len(line)-1] == ']' || allOf(line, '*')
		}
	}
	return true
}
