package logline

import "bytes"

// maxItems is of how many items what stands before a message may be made: time,
// level, logger, process, thread and what separates them.
const maxItems = 10

// prefix is what was read before a message.
type prefix struct {
	time, level, logger bool
	// bracketed says that the level was in brackets, as structlog's console writes it.
	bracketed bool
	// padded says that spaces followed the level in its brackets, where structlog's console writes an event next.
	padded bool
	// together says that time and level were in one pair of brackets, as Celery writes them.
	together bool
	// separated says that " - " or " | " stands between the items.
	separated bool
	numbers   int
}

// readText reads a line of text: what Python's formatters put before a message,
// then the message.
func (r *Reader) readText(s []byte) {
	switch c := s[0]; {
	case c == '[' && r.readUWSGI(s):
		return
	case c == '<' || c >= 'A' && c <= 'S':
		if r.readSyslog(s) {
			return
		}
	case c >= 'a' && c <= 'z':
		if r.readBalancer(s) || r.readCompose(s) {
			return
		}
	}
	if isDigit(s[0]) && r.readCloudFront(s) || s[0] != '[' && (r.readHeader(s) || r.readFlow(s)) {
		return
	}
	var p prefix
	i := skipSpaces(s, 0)
	for range maxItems {
		next := r.readItem(&p, s, i)
		if next == i {
			break
		}
		if next < 0 {
			return
		}
		i = skipSpaces(s, next)
	}
	if i >= len(s) {
		return
	}
	if p.time && p.bracketed && r.readConsole(s[i:], p.logger) {
		return
	}
	message := s[i:]
	if (p.level || p.logger) && r.readCombined(message) {
		return
	}
	if p.bracketed && p.time && r.readNginxError(message) {
		return
	}
	if message[0] != '{' || !p.time && !p.level {
		r.say(meaning{messageField, 1, everywhere}, bytes.TrimRight(message, " "))
	}
	r.readMessage(message)
}

func skipSpaces(s []byte, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

// readItem reads one item at s[i] and returns where it ends, or i if there is none. It is negative if
// the rest of the line was read as a line of its own.
func (r *Reader) readItem(p *prefix, s []byte, i int) int {
	if i >= len(s) {
		return i
	}
	switch c := s[i]; {
	case c == '[' || c == '(':
		return r.readBracket(p, s, i)
	case isDigit(c):
		return r.readNumber(p, s, i)
	case c == '-' || c == '|' || c == ':':
		if (p.time || p.level) && i+1 < len(s) && s[i+1] == ' ' {
			p.separated = true
			return i + 1
		}
	case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_':
		return r.readWord(p, s, i)
	}
	return i
}

// readNumber reads a time, or the numbers of process and thread.
func (r *Reader) readNumber(p *prefix, s []byte, i int) int {
	if !p.time {
		at, length := readTime(s[i:], r.Year)
		if length == 0 {
			return i
		}
		p.time = true
		r.line.Time = at
		if i == 0 && r.readContainer(s, length) {
			if !r.hasOwnTime() {
				r.line.Time = at
			}
			return -1
		}
		r.ranks[timeField] = max(r.ranks[timeField], 1)
		return i + length
	}
	end := i
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	if !p.level || !p.logger || p.numbers == 2 || p.separated || end == len(s) || s[end] != ' ' {
		return i
	}
	if next := end + 1; p.numbers == 0 && end-i < len("1000") && (next >= len(s) || !isDigit(s[next])) {
		// A small number is a process where a thread follows.
		return i
	}
	p.numbers++
	return end
}

// maxBracket is how long an item in brackets may be, in bytes.
const maxBracket = 80

// readBracket reads an item in brackets: a time, a level, a process, a logger, or
// what Celery writes, [2026-11-22 10:00:00,123: INFO/MainProcess].
func (r *Reader) readBracket(p *prefix, s []byte, i int) int {
	closing := byte(']')
	if s[i] == '(' {
		closing = ')'
	}
	n := bytes.IndexByte(s[i:min(len(s), i+maxBracket)], closing)
	if n < 2 {
		return i
	}
	end := i + n + 1
	inner := s[i+1 : end-1]
	before := p.time
	if !p.time {
		if at, length := readTime(inner, r.Year); length > 0 {
			p.time = true
			r.line.Time = at
			r.ranks[timeField] = 1
			inner = bytes.TrimLeft(inner[length:], ": ")
			if len(inner) == 0 {
				return end
			}
		}
	}
	word, _, _ := bytes.Cut(bytes.TrimSpace(inner), []byte("/"))
	switch {
	case !p.level && isLevel(word, true):
		p.level, p.bracketed, p.together = true, s[i] == '[', before != p.time
		p.padded = p.bracketed && word[0] >= 'a' && word[0] <= 'z'
		r.say(meaning{levelField, 2, everywhere}, word)
	case isNumber(inner):
	case !p.logger && p.time && s[i] == '[' && isLogger(inner):
		p.logger = true
		r.say(meaning{loggerField, 2, everywhere}, inner)
	default:
		return i
	}
	return end
}

// readWord reads a level or a logger.
func (r *Reader) readWord(p *prefix, s []byte, i int) int {
	end := i
	for end < len(s) && (folding[s[end]] != 0 || s[end] == '.' || s[end] == '_') {
		end++
	}
	word := s[i:end]
	if !p.level && isLevel(word, p.time || p.separated) && endsLevel(s[end:]) {
		p.level = true
		r.say(meaning{levelField, 2, everywhere}, word)
		if end < len(s) && s[end] == ':' {
			// logging.basicConfig's LEVEL:logger:message.
			return r.readLoggerAt(p, s, end+1, end+1)
		}
		return end
	}
	if p.level && !p.logger && string(word) == "in" && end+1 < len(s) && s[end] == ' ' {
		// Flask's "INFO in views: ".
		return r.readLoggerAt(p, s, end+1, i)
	}
	if !p.time {
		if at, length := readNamed(s[i:], r.Year); length > 0 {
			p.time = true
			r.line.Time = at
			r.ranks[timeField] = 1
			return i + length
		}
	}
	if p.logger || !p.time || !isLogger(word) || end == len(s) || !r.promisesLogger(p, s, word, end) {
		return i
	}
	p.logger = true
	r.say(meaning{loggerField, 2, everywhere}, word)
	if p.separated && s[end] == ':' {
		// Loguru adds function and line: shop.views:logout:42.
		end = next(s, end, ' ')
	} else if s[end] == ':' {
		end++
	}
	return end
}

// endsLevel tells whether a level ends where rest begins. "DEBUG = False" is a setting.
func endsLevel(rest []byte) bool {
	if len(rest) == 0 {
		return true
	}
	return (rest[0] == ' ' || rest[0] == ':' || rest[0] == '\t') && (len(rest) == 1 || rest[1] != '=')
}

// readLoggerAt reads the logger at s[at], with a colon after it, and returns where it ends; where none stands it
// is without.
func (r *Reader) readLoggerAt(p *prefix, s []byte, at, without int) int {
	n := bytes.IndexByte(s[at:min(len(s), at+maxBracket)], ':')
	if n <= 0 || !isLogger(s[at:at+n]) {
		return without
	}
	p.logger = true
	r.say(meaning{loggerField, 2, everywhere}, s[at:at+n])
	return at + n + 1
}

// promisesLogger tells whether a word after a time is a logger and not the
// first word of a message.
func (r *Reader) promisesLogger(p *prefix, s, word []byte, end int) bool {
	if s[end] != ' ' && s[end] != ':' && s[end] != '\t' {
		return false
	}
	next := skipSpaces(s, end+1)
	switch {
	case bytes.IndexByte(word, '.') > 0, p.separated:
		return true
	case next >= len(s):
		return false
	case isDigit(s[next]) && p.level && !p.bracketed, s[end] == ':' && next == end+2 && p.level && !p.together && !p.padded:
		return true
	case s[next] == '-' || s[next] == '|' || s[next] == '[':
		return next+1 < len(s) && s[next+1] == ' '
	case !p.level:
		after := next
		for after < len(s) && s[after] >= 'A' && s[after] <= 'Z' {
			after++
		}
		return isLevel(s[next:after], false)
	}
	return false
}

// isLogger tells whether s can be the name of a logger: a module.
func isLogger(s []byte) bool {
	return len(s) > 0 && !isDigit(s[0]) && s[0] != '.' && s[len(s)-1] != '.' && isDotted(s)
}

// isDotted tells whether s has no other bytes than names of modules, products and cookies have.
func isDotted(s []byte) bool {
	for _, c := range s {
		if folding[c] == 0 && c != '.' && c != '_' && c != '-' {
			return false
		}
	}
	return true
}

func isNumber(s []byte) bool {
	for _, c := range s {
		if !isDigit(c) && c != '#' {
			return false
		}
	}
	return true
}

// isLevel tells whether s is a level, in capitals or, where small letters can be
// none but a level, in those.
func isLevel(s []byte, small bool) bool {
	if len(s) < len("info") || len(s) > len("exception") || !small && s[0] > 'Z' {
		return false
	}
	var folded [maxName]byte
	switch string(folded[:fold(&folded, s)]) {
	case "debug", "info", "warning", "warn", "error", "critical", "fatal", "trace", "notice", "exception", "crit", "alert", "emerg", "notset", "success":
		return small || s[1] < 'a'
	}
	return false
}
