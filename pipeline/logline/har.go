package logline

import (
	"bytes"
	"fmt"
	"io"
)

// maxHARNested is how deep a HAR's values are told apart; deeper ones are passed over.
const maxHARNested = 32

// harBlock is how much of a HAR is read at a time, in bytes.
const harBlock = 64 << 10

// ReadHAR reads a HAR, an archive of HTTP exchanges in JSON, and gives each exchange to visit, which
// must not keep it. It needs a bounded amount of memory however long the archive is. Whatever is wrong in
// the JSON is passed over; the error is the reader's.
func ReadHAR(from io.Reader, visit func(*Request)) error {
	h := harReader{visit: visit, line: 1}
	block := make([]byte, harBlock)
	for {
		n, err := from.Read(block)
		h.feed(block[:n])
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("cannot read the archive: %w", err)
		}
	}
}

// IsHAR tells from the beginning of a file, the more of it the surer, whether it is a HAR.
func IsHAR(begin []byte) bool {
	const space = " \n\r\t"
	rest := bytes.TrimLeft(begin, space)
	for _, next := range [...]string{"{", `"log"`, ":", "{", `"`} {
		if !bytes.HasPrefix(rest, []byte(next)) {
			return false
		}
		rest = bytes.TrimLeft(rest[len(next):], space)
	}
	return true
}

// isHAR tells whether a line is a whole HAR. Docker's lines begin with the
// same name, with a string after it.
func isHAR(line []byte) bool {
	return len(line) > len(`{"log":{"`) && line[0] == '{' && line[2] == 'l' && IsHAR(line) && bytes.Contains(line, []byte(`"entries"`))
}

// role is what a value of a HAR is.
type role uint8

const (
	otherRole role = iota
	entriesRole
	entryRole
	requestRole
	responseRole
	requestHeadersRole
	responseHeadersRole
	requestHeaderRole
	responseHeaderRole
)

// harReader reads a HAR that comes in pieces, cut anywhere.
type harReader struct {
	visit   func(*Request)
	request Request
	line    int

	roles [maxHARNested]role
	depth int
	// lost counts containers that are too deep.
	lost int

	// text is the string or number that is being read, without quotes; wanted says that it is kept.
	text             []byte
	inText, inNumber bool
	wanted           bool
	backslash        bool
	// colon says that a name was read, name is that name.
	colon bool
	name  []byte
	// headerName and headerValue are of the header that is being read.
	headerName, headerValue []byte
	// reader turns a header into a field.
	reader Reader
}

// reset forgets the archive before.
func (h *harReader) reset() {
	h.request.reset()
	h.depth, h.lost, h.line = 0, 0, 0
	h.text, h.name = h.text[:0], h.name[:0]
	h.inText, h.inNumber, h.backslash, h.colon = false, false, false, false
}

// feed reads the next piece.
func (h *harReader) feed(s []byte) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if h.inText {
			i = h.inString(s, i)
			continue
		}
		if h.inNumber {
			if c == '.' || c == '-' || c == '+' || folding[c] != 0 {
				h.keepByte(c)
				continue
			}
			h.inNumber = false
			h.value()
		}
		switch c {
		case '\n':
			h.line++
		case '"':
			h.inText, h.wanted, h.backslash = true, h.wants(), false
			h.text = h.text[:0]
		case ':':
			h.name = append(h.name[:0], h.text...)
			h.colon = true
		case '{', '[':
			h.open(c)
		case '}', ']':
			h.close()
		case ',':
			h.colon = false
		case ' ', '\t', '\r':
		default:
			h.inNumber, h.wanted = true, h.wants()
			h.text = h.text[:0]
			h.keepByte(c)
		}
	}
}

// wants tells whether the next value may say something.
func (h *harReader) wants() bool { return h.lost == 0 && (!h.colon || h.role() >= entryRole) }

func (h *harReader) role() role {
	if h.depth == 0 {
		return otherRole
	}
	return h.roles[h.depth-1]
}

func (h *harReader) keepByte(c byte) {
	if h.wanted && len(h.text) < maxKept {
		h.text = append(h.text, c)
	}
}

// inString reads on in a string from s[i] and returns the last byte that it read.
func (h *harReader) inString(s []byte, i int) int {
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case h.backslash:
			h.backslash = false
			h.keepByte(c)
		case c == '\\':
			h.backslash = true
			h.keepByte(c)
		case c == '"':
			h.inText = false
			if h.colon {
				h.value()
			}
			return i
		default:
			h.keepByte(c)
		}
	}
	return i
}

// open enters an object or a list.
func (h *harReader) open(c byte) {
	if h.lost > 0 || h.depth == maxHARNested {
		h.lost++
		return
	}
	next := otherRole
	switch around := h.role(); {
	case c == '[' && h.colon && string(h.name) == "entries":
		next = entriesRole
	case c == '{' && around == entriesRole:
		next = entryRole
		h.request.reset()
		h.request.Line = h.line
	case c == '{' && around == entryRole && h.colon:
		switch string(h.name) {
		case "request":
			next = requestRole
		case "response":
			next = responseRole
		}
	case c == '[' && h.colon && string(h.name) == "headers" && around == requestRole:
		next = requestHeadersRole
	case c == '[' && h.colon && string(h.name) == "headers" && around == responseRole:
		next = responseHeadersRole
	case c == '{' && (around == requestHeadersRole || around == responseHeadersRole):
		next = around + requestHeaderRole - requestHeadersRole
		h.headerName, h.headerValue = h.headerName[:0], h.headerValue[:0]
	}
	h.roles[h.depth] = next
	h.depth++
	h.colon = false
}

// close leaves an object or a list.
func (h *harReader) close() {
	h.colon = false
	if h.lost > 0 {
		h.lost--
		return
	}
	if h.depth == 0 {
		return
	}
	switch role := h.role(); role {
	case entryRole:
		h.request.LastLine = h.line
		h.visit(&h.request)
	case requestHeaderRole, responseHeaderRole:
		h.header(role == responseHeaderRole)
	}
	h.depth--
}

// value takes over a value that has a name.
func (h *harReader) value() {
	if !h.colon || !h.wanted {
		return
	}
	h.colon = false
	q := &h.request
	switch h.role() {
	case entryRole:
		if string(h.name) == "startedDateTime" {
			q.Time, _ = readTime(h.text, 0)
		}
	case requestRole:
		h.requestValue()
	case responseRole:
		if status, ok := digits(h.text, 0, 3); ok && string(h.name) == "status" && len(h.text) == 3 {
			q.Status = status
		}
	case requestHeaderRole, responseHeaderRole:
		switch string(h.name) {
		case "name":
			h.headerName = append(h.headerName[:0], h.text...)
		case "value":
			h.headerValue = append(h.headerValue[:0], h.text...)
		}
	}
}

func (h *harReader) requestValue() {
	switch string(h.name) {
	case "method":
		h.take(methodField, h.text)
	case "url":
		h.take(targetField, h.text)
	}
}

// header takes over a header.
func (h *harReader) header(ofResponse bool) {
	m := meaningOf(h.headerName)
	if m.field == noField || m.rooms&inHeaders == 0 || ofResponse != (m.field == setCookieField) {
		return
	}
	h.take(m.field, h.headerValue)
}

// take takes over one field.
func (h *harReader) take(f field, text []byte) {
	h.reader.begin(text)
	h.reader.say(meaning{f, 1, everywhere}, text)
	h.reader.finish()
	h.request.add(h.request.Line, &h.reader)
}
