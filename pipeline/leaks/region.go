package leaks

import "bytes"

// traceHead is how a traceback begins. In JSON it stands in one line with what
// follows.
var traceHead = []byte("Traceback (most recent call last)")

// tracesInLine tells whether a value comes after the beginning of a traceback in
// its line, and in the same string if it began in one.
func tracesInLine(before []byte) bool {
	at := bytes.LastIndex(before, traceHead)
	if at < 0 {
		return false
	}
	quote, depth := quoteBefore(before[:at])
	return quote == 0 || !closes(before[at:], quote, depth)
}

// maxTraceText is how much may stand in a string before the traceback.
const maxTraceText = 512

// quoteBefore is the quote that opened the string that before ends in, and how many
// backslashes escape it; 0 if there is none.
func quoteBefore(before []byte) (quote byte, depth int) {
	for i := len(before) - 1; i >= max(0, len(before)-maxTraceText); i-- {
		if before[i] != '"' && before[i] != '\'' {
			continue
		}
		depth = 0
		for i-depth > 0 && before[i-depth-1] == '\\' {
			depth++
		}
		switch opener := i - depth - 1; {
		case opener < 0:
			return before[i], depth
		case bytes.IndexByte([]byte(" :=,([{"), before[opener]) >= 0:
			return before[i], depth
		}
	}
	return 0, 0
}

// closes tells whether a string ends in s.
func closes(s []byte, quote byte, depth int) bool {
	escapes := 0
	for _, c := range s {
		switch c {
		case '\\':
			escapes++
			continue
		case quote:
			if escapes == depth {
				return true
			}
		}
		escapes = 0
	}
	return false
}

// style is a way in which lines belong to a line before them, which says where
// their values stand.
type style uint8

const (
	styleTrace   style = iota // a traceback
	styleDetail               // what a database says more, in the lines after a traceback's last
	styleReport               // Django's report of an error as text: "META:", then a pair in each line
	styleArchive              // JSON over many lines: "headers": [
	stylePage                 // a page of Django's: a table for each part of the request
	styles
)

// around is where the values of a line stand, by the lines before it.
type around struct {
	place Place
	// asBefore says that all lines back to the passage's first belong to it, so that it
	// is as at the beginning of the passage, by the state of a style.
	asBefore bool
	as       style
}

// at resolves it, with what is known of the line in which the passage begins.
func (a around) at(before *[styles]around) around {
	if a.asBefore {
		return before[a.as]
	}
	return a
}

// regions tells of the lines of a passage where their values stand. Lines are asked
// for in their order, and none is looked at twice for a style.
type regions struct {
	data  []byte
	begun bool // the first line began before, so that nothing is known of it
	asked [styles]int
	was   [styles]around
}

// around is that of the line that begins at data[lo].
func (r *regions) around(lo int, s style) around {
	first := s
	is := r.lookBack(lo, s)
	r.asked[first], r.was[first] = lo, is
	return is
}

func (r *regions) lookBack(lo int, s style) around {
	begin := lo
	for lo > 0 {
		if lo == r.asked[s] {
			return r.was[s]
		}
		at := lastLineEnd(r.data[:lo-1]) + 1
		line := unwrapped(r.data[at : lo-1])
		place, belongs := s.head(line)
		switch {
		case place != PlaceText:
			return around{place: place}
		case belongs:
			if s == styleDetail {
				s = styleTrace
			}
		case s != styleDetail:
			return around{}
		case !endsTrace(line):
			s = styleTrace // it is the traceback's last
		}
		lo = at
	}
	if r.begun && begin > 0 {
		return around{}
	}
	return around{asBefore: true, as: s}
}

// head is the place of the lines after a line, if it is one that says so, and
// whether it is one of those.
func (s style) head(line []byte) (p Place, belongs bool) {
	switch s {
	case styleTrace, styleDetail:
		if bytes.Contains(line, traceHead) || isErrorHead(line) {
			return PlaceTraceback, true
		}
		return PlaceText, isIndented(line) && !endsGroup(line)
	case styleReport:
		return reportHead(line)
	case stylePage:
		return pageHead(line)
	}
	return archiveHead(line)
}

// isErrorHead tells whether an error's text follows in the next line: "ValueError at
// /checkout", as Django's reports begin, or a line of such a report that has it.
func isErrorHead(line []byte) bool {
	if bytes.HasPrefix(line, []byte("Exception Value: ")) || bytes.HasSuffix(line, []byte("<th>Exception Value:</th>")) {
		return true
	}
	name, _, found := bytes.Cut(line[:min(len(line), maxNearName)], []byte(" at /"))
	return found && bytes.IndexByte(name, ' ') < 0 && (bytes.HasSuffix(name, []byte("Error")) || bytes.HasSuffix(name, []byte("Exception")) || bytes.HasSuffix(name, []byte("DoesNotExist")))
}

// isIndented tells whether a line may be one of a traceback, also of one that a
// library has drawn a frame around.
func isIndented(line []byte) bool {
	return len(line) > 1 && line[0] == ' ' && line[1] == ' ' || bytes.HasPrefix(line, []byte("│"))
}

// endsGroup tells whether a line closes an exception group: +------.
func endsGroup(line []byte) bool {
	line = bytes.TrimLeft(line, " ")
	return len(line) > 3 && line[0] == '+' && len(bytes.TrimLeft(line[1:], "-")) == 0
}

// endsTrace tells whether a line goes on with the error that ends a traceback.
func endsTrace(line []byte) bool {
	for _, begin := range [...]string{"DETAIL:", "HINT:", "CONTEXT:", "[SQL:", "[parameters:", "(Background on"} {
		if bytes.HasPrefix(line, []byte(begin)) {
			return true
		}
	}
	return false
}

// reportHead reads a line of Django's report, which begins its parts with a word
// and a colon.
func reportHead(line []byte) (p Place, belongs bool) {
	line = bytes.TrimRight(line, "\r")
	switch string(line) {
	case "GET:":
		return PlaceQuery, true
	case "POST:", "FILES:":
		return PlaceBody, true
	case "COOKIES:":
		return PlaceCookie, true
	}
	return PlaceText, isReportLine(line)
}

// isReportLine tells whether a line is a pair of such a report: name = 'value'.
func isReportLine(line []byte) bool {
	line = line[:min(len(line), maxNearName)]
	at := bytes.Index(line, []byte(" = "))
	if at < 0 {
		at = bytes.Index(line, []byte(" =3D ")) // in a mail
	}
	return at > 0 && bytes.IndexByte(line[:at], ' ') < 0
}

// pageHeads are what the tables of Django's page begin with.
var pageHeads = [...]struct {
	begin []byte
	place Place
}{
	{[]byte(`id="get-info"`), PlaceQuery}, {[]byte(`id="post-info"`), PlaceBody}, {[]byte(`id="files-info"`), PlaceBody}, {[]byte(`id="cookie-info"`), PlaceCookie},
	{[]byte(`id="traceback"`), PlaceTraceback}, {[]byte(`class="commands" id="v`), PlaceTraceback}, {[]byte(`<table class="vars" id="v`), PlaceTraceback},
}

// pageHead reads a line of such a page. The tables of META and of the settings hold
// no text that their rows do not place themselves.
func pageHead(line []byte) (p Place, belongs bool) {
	if len(line) > 0 && bytes.IndexByte([]byte(" \t<&]}"), line[0]) < 0 {
		return PlaceText, false // fast path: no page
	}
	if !bytes.Contains(line, []byte(`="`)) {
		return PlaceText, true
	}
	for _, head := range pageHeads {
		if bytes.Contains(line, head.begin) {
			return head.place, true
		}
	}
	return PlaceText, !bytes.Contains(line, []byte(`id="meta-info"`)) && !bytes.Contains(line, []byte(`id="settings-info"`))
}

// archiveHead reads a line of JSON that is written over many lines.
func archiveHead(line []byte) (p Place, belongs bool) {
	text := bytes.TrimLeft(line, " \t")
	if len(text) == len(line) || len(text) == 0 {
		return PlaceText, false
	}
	if text[0] != '"' {
		return PlaceText, true
	}
	name, rest, _ := bytes.Cut(text[1:], []byte{'"'})
	if rest = bytes.TrimRight(rest, " \r"); len(rest) == 0 || rest[len(rest)-1] != '[' && rest[len(rest)-1] != '{' {
		return PlaceText, true
	}
	switch string(name) {
	case "headers":
		return PlaceHeader, true
	case "cookies":
		return PlaceCookie, true
	case "queryString":
		return PlaceQuery, true
	case "postData", "content":
		return PlaceBody, true
	case "request", "response":
		return PlaceText, false
	}
	return PlaceText, true
}

// unwrapped is a line without what a container runtime or Compose puts before it.
func unwrapped(line []byte) []byte {
	if bytes.HasPrefix(line, []byte(`{"log":"`)) {
		return line[len(`{"log":"`):]
	}
	if len(line) > 0 && line[0] >= '0' && line[0] <= '9' {
		for _, stream := range [...]string{" stdout F ", " stderr F "} {
			if at := bytes.Index(line[:min(len(line), maxNearName)], []byte(stream)); at > 0 {
				return line[at+len(stream):]
			}
		}
		return line
	}
	if len(line) > 0 && line[0] >= 'a' && line[0] <= 'z' {
		name, rest, found := bytes.Cut(line[:min(len(line), maxNearName)], []byte(" | "))
		if found && bytes.IndexByte(bytes.TrimRight(name, " "), ' ') < 0 {
			return line[len(line)-len(rest)-(len(line)-min(len(line), maxNearName)):]
		}
	}
	return line
}

// styleOf is the way in which a line may belong to one before it.
func styleOf(line []byte) style {
	switch {
	case endsTrace(line):
		return styleDetail
	case isReportLine(line):
		return styleReport
	case bytes.Contains(line[:min(len(line), maxNearName)], []byte(`<td class="code">`)):
		return stylePage
	case bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte(`"value":`)) || bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte(`"text":`)):
		return styleArchive
	}
	return styleTrace
}

// regionsAtEnd are those of the line after data, which ends with a whole line.
func regionsAtEnd(data []byte, begun bool) (all [styles]around) {
	r := regions{data: data, begun: begun}
	for s := range styles {
		all[s] = r.around(len(data), s)
	}
	return all
}
