package logline

import "slices"

// thinned is a text without what keeps it from being read: colours, or the
// backslashes of a string that holds a whole line.
type thinned struct {
	text []byte
	runs []run
	// reading says that text is being read: what is found in it is not thinned
	// the same way again.
	reading bool
}

// run is a piece of a thinned text that stands in its source as it is: where it begins in
// both.
type run struct{ text, source int }

func (t *thinned) reset() { t.text, t.runs = t.text[:0], t.runs[:0] }

// keep appends the piece of the source from lo to hi.
func (t *thinned) keep(source []byte, lo, hi int) {
	if lo == hi {
		return
	}
	t.runs = append(t.runs, run{len(t.text), lo})
	t.text = append(t.text, source[lo:hi]...)
}

// readThinned reads a text that was made of source, and makes what was found in it parts of source.
// No text of the line may be set before.
func (r *Reader) readThinned(t *thinned, source []byte) {
	t.reading = true
	r.read(t.text)
	t.reading = false
	for _, part := range r.line.parts() {
		*part = t.origin(source, *part)
	}
	for i, part := range r.setCookies {
		r.setCookies[i] = t.origin(source, part)
	}
}

// origin is the part of source that a part of the text was made of.
func (t *thinned) origin(source, part []byte) []byte {
	if len(part) == 0 {
		return nil
	}
	lo := Offset(t.text, part)
	return source[t.sourceOf(lo) : t.sourceOf(lo+len(part)-1)+1]
}

// sourceOf is where the byte of the text at at stands in its source.
func (t *thinned) sourceOf(at int) int {
	i, found := slices.BinarySearchFunc(t.runs, at, func(r run, at int) int { return r.text - at })
	if !found {
		i--
	}
	return t.runs[i].source + at - t.runs[i].text
}

// parts are all texts of the line.
func (l *Line) parts() [22]*[]byte {
	return [...]*[]byte{
		&l.Logger, &l.Level, &l.Method, &l.Target, &l.Protocol, &l.Query, &l.Scheme, &l.Host, &l.Address, &l.UserAgent, &l.Referer,
		&l.Authorization, &l.Cookie, &l.SetCookie, &l.setCookies, &l.User, &l.Request, &l.Message, &l.Token, &l.arguments, &l.forwarded, &l.told,
	}
}
