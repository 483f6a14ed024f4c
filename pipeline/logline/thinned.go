package logline

// thinned is a text without what keeps it from being read: colours, or the
// backslashes of a string that holds a whole line.
type thinned struct {
	text []byte
	// at is where each byte of text stands in what it was made of.
	at []int32
	// reading says that text is being read: what is found in it is not thinned
	// the same way again.
	reading bool
}

func (t *thinned) reset() { t.text, t.at = t.text[:0], t.at[:0] }

func (t *thinned) keep(c byte, at int) {
	t.text = append(t.text, c)
	t.at = append(t.at, int32(at))
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
	for i, part := range r.line.MoreSetCookies {
		r.line.MoreSetCookies[i] = t.origin(source, part)
	}
}

// origin is the part of source that a part of the text was made of.
func (t *thinned) origin(source, part []byte) []byte {
	if len(part) == 0 {
		return nil
	}
	lo := Offset(t.text, part)
	return source[t.at[lo] : t.at[lo+len(part)-1]+1]
}

// parts are all texts of the line.
func (l *Line) parts() [19]*[]byte {
	return [...]*[]byte{
		&l.Logger, &l.Level, &l.Method, &l.Target, &l.Protocol, &l.Query, &l.Scheme, &l.Host, &l.Address, &l.UserAgent, &l.Referer,
		&l.Authorization, &l.Cookie, &l.SetCookie, &l.User, &l.Request, &l.Message, &l.arguments, &l.forwarded,
	}
}
