package logline

import "bytes"

// readDocker reads a line of Docker's json-file, {"log":"…\n","stream":"stdout","time":"…"}:
// what the process wrote is a string in it. It tells whether the line is one.
func (r *Reader) readDocker(s []byte) bool {
	const begin = `{"log":"`
	if len(s) < len(begin) || s[2] != 'l' || string(s[:len(begin)]) != begin {
		return false
	}
	end := closingQuote(s, len(begin)-1)
	if end == len(s) {
		return false
	}
	if r.wrapped++; r.wrapped > maxWrapped {
		return true
	}
	inner := bytes.TrimSuffix(bytes.TrimSuffix(s[len(begin):end], []byte(`\n`)), []byte(`\r`))
	if bytes.IndexByte(inner, '\\') < 0 || r.unescaped.reading {
		r.read(inner)
	} else {
		r.readEscaped(inner)
	}
	if time := bytes.Index(s[end:], []byte(`"time":"`)); time >= 0 && !r.hasOwnTime() {
		r.takeTime(s[end+time+len(`"time":"`):])
	}
	return true
}

// readEscaped reads a line that is written in a JSON string.
func (r *Reader) readEscaped(s []byte) {
	t := &r.unescaped
	t.reset()
	from := 0
	for i := 0; i+1 < len(s); {
		next := bytes.IndexByte(s[i:len(s)-1], '\\')
		if next < 0 {
			break
		}
		i += next
		switch s[i+1] {
		case '"', '\\', '/':
			t.keep(s, from, i)
			from = i + 1
		default:
			if n := colourLength(s[i:]); n > 0 {
				t.keep(s, from, i)
				i += n
				from = i
				continue
			}
		}
		i += 2
	}
	t.keep(s, from, len(s))
	r.line.escapes++
	r.readThinned(t, s)
}

// readContainer reads what a container runtime puts before a line,
// "2026-11-22T10:00:00.123456789Z stdout F ", where after is where its time ends.
func (r *Reader) readContainer(s []byte, after int) bool {
	rest := s[after:]
	if len(rest) < len(" stdout F ") || string(rest[:4]) != " std" || rest[7] != ' ' || rest[8] != 'F' && rest[8] != 'P' || rest[9] != ' ' {
		return false
	}
	if r.wrapped++; r.wrapped <= maxWrapped {
		r.read(rest[len(" stdout F "):])
	}
	return true
}

// readSyslog reads what syslog puts before a line, "Nov 22 10:00:00 host app[1]: " or "<13>1 2026-11-22T10:00:00Z
// host app 1 - - ", and tells whether it is there.
func (r *Reader) readSyslog(s []byte) bool {
	i := 0
	version := false
	if s[0] == '<' {
		i = bytes.IndexByte(s[:min(len(s), len("<191>"))], '>') + 1
		if i == 0 {
			return false
		}
		if i+1 < len(s) && s[i] == '1' && s[i+1] == ' ' {
			version = true
			i += 2
		}
	}
	at, length := readTime(s[i:], r.Year)
	if length == 0 || i == 0 && monthNumber(s) == 0 {
		return false
	}
	end := tagEnd(s, i+length, version)
	if end == 0 {
		return false
	}
	if r.wrapped++; r.wrapped > maxWrapped {
		return true
	}
	r.read(s[end:])
	if !r.hasOwnTime() && at != 0 {
		r.line.Time = at
	}
	return true
}

// tagEnd is where the message begins after host and application, or 0.
func tagEnd(s []byte, i int, version bool) int {
	words := 2
	if version {
		words = 4
	}
	for ; words > 0; words-- {
		if i >= len(s) || s[i] != ' ' {
			return 0
		}
		space := bytes.IndexByte(s[i+1:], ' ')
		if space <= 0 {
			return 0
		}
		i += 1 + space
	}
	switch {
	case version:
		// Structured data is none, or in brackets.
		if i+2 < len(s) && s[i+1] == '-' {
			return i + 3
		}
		if end := bytes.Index(s[i:], []byte("] ")); i+1 < len(s) && s[i+1] == '[' && end > 0 {
			return i + end + 2
		}
		return 0
	case s[i-1] != ':':
		return 0
	}
	return i + 1
}

// readCompose reads what docker compose puts before a line, "web-1  | ", and
// tells whether it is there.
func (r *Reader) readCompose(s []byte) bool {
	bar := bytes.Index(s[:min(len(s), maxComposeName)], []byte(" | "))
	if bar <= 0 {
		return false
	}
	for i, c := range bytes.TrimRight(s[:bar], " ") {
		if folding[c] == 0 && (i == 0 || c != '-' && c != '_' && c != '.') || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	if r.wrapped++; r.wrapped <= maxWrapped {
		r.read(s[bar+len(" | "):])
	}
	return true
}

// maxComposeName is how long the name of a service may be with what pads it, in bytes.
const maxComposeName = 64
