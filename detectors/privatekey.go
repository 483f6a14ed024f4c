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
		s.pem, s.prefixed, s.cursor = true, false, end+1
		s.pemLines(end + 1)
	}
}

// beginBlock begins a block of lines whose BEGIN stands at src[at]; the next
// line begins at src[next]. What stands before BEGIN, such as the prefix of a
// container's log, stands before the other lines too.
func (s *Scanner) beginBlock(at, next int) {
	begin := max(0, at-maxPEMPrefix)
	begin += bytes.LastIndexByte(s.src[begin:at], '\n') + 1
	s.pem, s.cursor = true, next
	s.prefixed = len(bytes.TrimLeft(s.src[begin:at], " \t")) > 0
	s.pemLines(next)
}

// maxPEMPrefix is the longest text before the lines of a block.
const maxPEMPrefix = 512

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

// minPrefixedBody is how much base64 behind a prefix is a line of a block; the
// last line may be shorter if it is padded.
const minPrefixedBody = 16

// pemBody is what a line of a block holds: all of it, or the last word behind a
// prefix, or the string there. hi is less than 0 if the line belongs to no
// block: a mask ends it too, since what follows was masked with it.
func (s *Scanner) pemBody(line []byte) (lo, hi int) {
	line = bytes.TrimRight(line, "\r \t")
	if !s.prefixed || isBase64Line(line) {
		s.prefixed = false
		if !isPEMBody(line) {
			return 0, -1
		}
		return 0, len(line)
	}
	lo = bytes.LastIndexByte(line, ' ') + 1
	if !isPrefixedBody(line[lo:]) {
		const member = `{"log":"`
		if !bytes.HasPrefix(line, []byte(member)) {
			return 0, -1
		}
		lo = len(member)
		end := lo + base64Length(line[lo:])
		if !isPrefixedBody(line[lo:end]) || !endsLogged(line, end) {
			return 0, -1
		}
		return lo, end
	}
	return lo, len(line)
}

func isPrefixedBody(word []byte) bool {
	n := base64Length(word)
	return n == len(word) && (n >= minPrefixedBody || n > 0 && word[n-1] == '=')
}

// isBase64Line tells whether a line is base64 and nothing else.
func isBase64Line(line []byte) bool { return len(line) > 0 && base64Length(line) == len(line) }

// base64Length is how many bytes of base64, padding included, begin text.
func base64Length(text []byte) int {
	n := 0
	for n < len(text) && (base64Values[text[n]] != 0 && text[n] != '-' && text[n] != '_' || text[n] == '=') {
		n++
	}
	return n
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
		lo, hi := s.pemBody(line)
		if hi < 0 {
			s.pem = false
			return
		}
		if body := line[lo:hi]; hi > lo && !s.isMask(i+lo, i+hi) {
			f := Finding{Lo: i + lo, Hi: i + hi, Kind: kindPrivateKey, Place: PlaceText, Reason: MaskedPEM, enclosed: true}
			if isJSONWord(bytes.TrimLeft(body, " \t")) {
				f.Quote = '"' // a line of its own that was JSON
			}
			if s.emit(f); s.stopped {
				return // the value begins in the next window
			}
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
	return len(text) > 0 && (isDigit(text[0]) || text[0] == '-')
}

// isPEMBody tells whether a line can stand inside a block: base64, a header of
// RFC 1421 or OpenPGP, nothing, or a mask.
func isPEMBody(line []byte) bool {
	if bytes.HasPrefix(line, pemEnd) {
		return false
	}
	if i := bytes.IndexByte(line, ':'); i > 0 && i < 20 && isLetter(line[0]) {
		return bytes.IndexFunc(line[:i], func(r rune) bool { return r >= 0x80 || !isAlnum(byte(r)) && r != '-' }) < 0
	}
	line = bytes.TrimLeft(line, " \t")
	for _, c := range line {
		if base64Values[c] == 0 && c != '=' {
			return len(line) > 2 && line[0] == '[' && line[len(line)-1] == ']' || allOf(line, '*')
		}
	}
	return true
}
