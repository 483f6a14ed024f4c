package leaks

import "bytes"

// marks are what tells of the values that come after it in a line. They are looked
// for once, however many values the line has.
type marks struct {
	// fault is where the text of an error begins, as an offset in the line; its length
	// if there is none.
	fault int
	// entities says that quotes are written as HTML does.
	entities bool
}

// mark is what marks the line.
func (l *line) mark() *marks {
	if !l.marked {
		text := l.window.Data[l.lo:l.end]
		l.marked, l.marks = true, marks{fault: faultIn(text)}
		l.marks.entities = bytes.IndexByte(text, '&') >= 0 && (bytes.Contains(text, []byte("&#")) || bytes.Contains(text, []byte("&quot;")))
	}
	return &l.marks
}

// verbs are how statements begin that have values in them, and what comes before
// the values, which databases and libraries write in capitals and prose does not;
// and how PostgreSQL and SQLAlchemy write the values in a line of their own.
var verbs = [...]struct{ begin, then []byte }{
	{[]byte("INSERT INTO "), nil}, {[]byte("DELETE FROM "), nil}, {[]byte("arameters: $1 = "), nil},
	{[]byte("[generated in "), []byte("s] ")}, {[]byte("[cached since "), []byte("s ago] ")},
	{[]byte("UPDATE "), []byte(" SET ")}, {[]byte("SELECT "), []byte(" FROM ")}, {[]byte("SELECT "), []byte(" WHERE ")},
}

// statementIn is where the values of a statement begin in a line.
func statementIn(line []byte) int {
	first := len(line)
	for _, v := range verbs {
		at := bytes.Index(line[:first], v.begin)
		if at < 0 {
			continue
		}
		then := bytes.Index(line[at:first], v.then)
		if then >= 0 {
			first = at + then
		}
	}
	return first
}

// faults are what the text of an error follows: in Django's reports, in its page
// and in Werkzeug's.
var faults = [...]struct{ begin, then []byte }{
	{[]byte(`class="exception_value">`), nil}, {[]byte(`class="errormsg">`), nil}, {[]byte("<title>"), []byte("Error: ")}, {[]byte("<blockquote>"), []byte("Error: ")},
}

// faultIn is where the text of an error begins in a line.
func faultIn(line []byte) int {
	if bytes.HasPrefix(line, []byte("Exception Value: ")) {
		return 0
	}
	if bytes.IndexByte(line, '<') < 0 {
		return len(line) // fast path: no page
	}
	for _, f := range faults {
		if at := bytes.Index(line, f.begin); at >= 0 && bytes.Contains(line[at:], f.then) {
			return at
		}
	}
	return len(line)
}
