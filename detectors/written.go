package detectors

import (
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"
)

// written is how a value is written, as the bytes in it and around it show.
type written struct {
	obscured, html, repr bool
	percent              int // how many times percent-encoded
	json                 int // how many JSON strings, one in the other, it is in
}

// viewOf names the view of the value src[lo:hi]: "raw", "html", "percent",
// "percent twice", "json", "json×2" for JSON in a string of
// JSON, "repr" for a literal of Python, "obscured" for characters without width
// and full-width forms; several of them are joined by a plus.
// It looks at the value's first maxRecognise bytes, and at what opens and ends
// it: a value without anything to escape is written as its surroundings are.
func viewOf(src []byte, lo, hi int) string {
	var w written
	opened := false
	if lo > 0 {
		u := unitBefore(src, lo, max(0, lo-maxEscape))
		w.encoded(src, u)
		opened = w.quoted(src, u, beginsLiteral(src, u.lo))
	}
	if hi < len(src) {
		u := unitAt(src, hi)
		if isQuoteUnit(u) {
			w.encoded(src, u)
		}
		if !opened {
			w.quoted(src, u, goesOn(src, u.hi) || u.char == '\'' && hasPrefixAt(src, u.hi, ")"))
		}
	}
	for i := lo; i < min(hi, lo+maxRecognise); {
		u := unitAt(src, i)
		if u.hi <= hi {
			w.encoded(src, u)
		}
		i = u.hi
	}
	return w.String()
}

func isQuoteUnit(u unit) bool { return u.char == '"' || u.char == '\'' }

// encoded adds what one character shows by how it is written.
func (w *written) encoded(src []byte, u unit) {
	if !u.encoded() {
		return // fast path
	}
	switch c := src[u.lo]; {
	case c >= utf8.RuneSelf:
		w.obscured = true
	case c == '%':
		w.percent = max(w.percent, int(percentLevel(u, src)))
	case c == '&':
		w.html = true
	case c == '\\':
		slashes := 0
		for src[u.lo+slashes] == '\\' && u.lo+slashes < u.hi-1 {
			slashes++
		}
		if c := src[u.lo+slashes]; c == 'x' || c == '\'' {
			w.repr = true
			return
		}
		w.json = max(w.json, bits.Len(uint(slashes))) // every level doubles them
	}
}

// quoted adds what a quote that opens or ends the value shows, if it stands
// where a literal may. It reports whether it is a quote.
func (w *written) quoted(src []byte, u unit, literal bool) bool {
	if !isQuoteUnit(u) {
		return false
	}
	switch {
	case src[u.hi-1] != byte(u.char): // &quot; and %22 are told by encoded
	case u.encoded() && u.char == '"':
		w.json = max(w.json, bits.Len(uint(slashesOf(u, src)))+1)
	case literal && u.char == '"':
		w.json = max(w.json, 1)
	case literal:
		w.repr = true
	}
	return true
}

// beginsLiteral tells whether a string of JSON or Python may be opened by the
// quote at src[i]: after a colon, a comma, a bracket, or the letter of b'…'.
func beginsLiteral(src []byte, i int) bool {
	if i > 1 && (src[i-1] == 'b' || src[i-1] == 'u') && !isAlnum(src[i-2]) {
		return true
	}
	for i > 0 && isSpace(src[i-1]) {
		i--
	}
	return i > 0 && strings.IndexByte(":,[({", src[i-1]) >= 0
}

// String joins the names of the views, the one that is likely outermost first.
func (w *written) String() string {
	var names []string
	add := func(is bool, name string) {
		if is {
			names = append(names, name)
		}
	}
	add(w.obscured, "obscured")
	add(w.html, "html")
	add(w.percent > 0, times("percent", w.percent))
	add(w.json > 0, times("json", w.json))
	add(w.repr, "repr")
	if len(names) == 0 {
		return "raw"
	}
	return strings.Join(names, "+")
}

// times names a view that was applied n times.
func times(name string, n int) string {
	switch {
	case n < 2:
		return name
	case n == 2 && name == "percent":
		return name + " twice"
	}
	return name + "×" + strconv.Itoa(n)
}
