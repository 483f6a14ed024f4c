package logline

import "bytes"

// maxDictBegin is how much of a dict in a message is looked at to tell whether it is a request, in bytes.
const maxDictBegin = 4 << 10

// roomOfDict is what a dict in a message is: the record itself where the message is nothing
// else, a request where it says how and what was asked for, as "handled request {'method': 'GET', 'path': '/x'}".
func roomOfDict(s []byte, at int) room {
	if at == 0 {
		return inTop
	}
	begin := s[at:min(len(s), at+maxDictBegin)]
	if hasName(begin, "method") && (hasName(begin, "path") || hasName(begin, "url") || hasName(begin, "uri") || hasName(begin, "target")) {
		return inRequest
	}
	return inPayload
}

// hasName tells whether a name in quotes ends with this word.
func hasName(s []byte, word string) bool {
	for {
		n := bytes.Index(s, []byte(word))
		if n < 0 {
			return false
		}
		if s = s[n+len(word):]; len(s) > 0 && (s[0] == '\'' || s[0] == '"') {
			return true
		}
	}
}

// readTold reads a text that a record holds, a message or a dict in a string: what it says of a
// request becomes the record's.
func (r *Reader) readTold(s []byte) {
	// Fast path: nothing in it was escaped.
	if bytes.IndexByte(s, '\\') < 0 {
		r.readMessage(s)
		return
	}
	t := &r.told
	t.unescape(s)
	before, cookies := r.line, len(r.setCookies)
	r.readMessage(t.text)
	r.line.escapes++
	was := before.parts()
	for i, part := range r.line.parts() {
		if !isSame(*part, *was[i]) {
			*part = t.origin(s, *part)
		}
	}
	for i := cookies; i < len(r.setCookies); i++ {
		r.setCookies[i] = t.origin(s, r.setCookies[i])
	}
}

// isSame tells whether two parts are one and the same piece of memory.
func isSame(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// unescape keeps s without the backslashes before quotes and before other backslashes.
func (t *thinned) unescape(s []byte) {
	t.reset()
	from := 0
	for i := 0; i+1 < len(s); i++ {
		if s[i] != '\\' {
			continue
		}
		switch s[i+1] {
		case '"', '\\', '/':
			t.keep(s, from, i)
			from = i + 1
		}
		i++
	}
	t.keep(s, from, len(s))
}

// flatDict is the dict that begins at s[at] up to its first closing bracket: the names and values of a query string.
func flatDict(s []byte, at int) []byte {
	if end := bytes.IndexByte(s[at:], '}'); end >= 0 {
		return s[at : at+end+1]
	}
	return s[at:]
}
