package detectors

import "bytes"

// Container runtimes cut the lines that a program writes, mostly after 16 KiB,
// and declare it: with the tag P of the CRI log format (containerd, CRI-O,
// Podman),
//
//	2026-11-22T10:15:31.123456789Z stdout P <content>
//	2026-11-22T10:15:31.123456789Z stdout F <the rest>
//
// and in Docker's json-file by a log member that does not end in a line end,
//
//	{"log":"<content>","stream":"stdout","time":"2026-11-22T10:15:31.123456789Z"}
//	{"log":"<the rest>\n","stream":"stdout","time":"2026-11-22T10:15:31.123456789Z"}
//
// A line of either format is a part; only one of exactly this grammar counts.

// part is a line of a container's log.
type part struct {
	format partFormat
	stderr bool // of the two streams that it is of
	cut    bool // it goes on in the next part of its stream
	odd    bool // more than times, streams and tags stands around the content
	head   int  // length of what stands before the content
	tail   int  // of json-file: where the content ends
}

type partFormat uint8

const (
	noPart partFormat = iota
	criPart
	jsonPart
	undecided // more bytes have to tell
)

const (
	// maxTags is how long the tags after the first one may be; the format
	// knows of none so far.
	maxTags = 32
	// maxAttributes is how long the attributes (labels, variables) may be that
	// json-file is told to add to each line.
	maxAttributes = 1 << 10
	// minTimestamp is the length of 2026-11-22T10:15:31Z.
	minTimestamp = 20
	// maxTimestamp is the length of 2026-11-22T10:15:31.123456789+01:00.
	maxTimestamp = 35
	// maxPartHead is more than what stands before the content.
	maxPartHead = maxTimestamp + len(" stderr P:") + maxTags + 1
)

// continues tells whether p is the next part of what o is a part of.
func (p part) continues(o part) bool { return p.sameLog(o) && p.stderr == o.stderr }

// sameLog tells whether both are lines of one log.
func (p part) sameLog(o part) bool { return p.format == o.format }

// mayBeCut is a cheap test that holds for the beginning of every part that goes
// on, and for lines of which there is too little to tell.
func mayBeCut(line []byte) bool {
	switch c := line[0]; {
	case isDigit(c):
		if len(line) < maxTimestamp+len(criStdout)+1 {
			return true
		}
		if line[10] != 'T' || line[4] != '-' {
			return false
		}
		i := bytes.IndexByte(line[len(timePattern):maxTimestamp+1], ' ')
		return i >= 0 && line[len(timePattern)+i+len(criStdout)] == 'P'
	case c == '{':
		return len(line) < len(jsonHead) || line[2] == 'l' && bytes.HasPrefix(line, jsonHead)
	}
	return false
}

// criHead reads the beginning of a line of a CRI log. line may hold as little
// or as much of it as there is; whole says that more of it will not come.
func criHead(line []byte, whole bool) part {
	short := part{format: undecided}
	if whole {
		short = part{}
	}
	n := timestamp(line)
	if n == 0 {
		if len(line) <= maxTimestamp && couldBeTime(line) {
			return short
		}
		return part{}
	}
	p := part{format: criPart}
	rest := line[n:]
	switch {
	case bytes.HasPrefix(rest, criStdout):
	case bytes.HasPrefix(rest, criStderr):
		p.stderr = true
	case bytes.HasPrefix(criStdout, rest), bytes.HasPrefix(criStderr, rest):
		return short
	default:
		return part{}
	}
	return p.withTags(line, n+len(criStdout), short)
}

var criStdout, criStderr = []byte(" stdout "), []byte(" stderr ")

// withTags reads the tags at line[i], of which the first one is P or F.
func (p part) withTags(line []byte, i int, short part) part {
	if i >= len(line) {
		return short
	}
	p.cut = line[i] == 'P'
	if !p.cut && line[i] != 'F' {
		return part{}
	}
	for j := i + 1; j < len(line); j++ {
		switch c := line[j]; {
		case c == ' ':
			p.head, p.odd = j+1, j > i+1
			return p
		case j == i+1 && c != ':', j-i > maxTags, c != ':' && byteClass[c]&isKeyBit == 0:
			return part{}
		}
	}
	return short
}

// couldBeTime tells whether a line that is too short for a timestamp could be
// the beginning of one.
func couldBeTime(line []byte) bool {
	for i, c := range line {
		if i < len(timePattern) && !timeFits(c, timePattern[i]) {
			return false
		}
		if i >= len(timePattern) && !isDigit(c) && !bytes.Contains(timeRest, line[i:i+1]) {
			return false
		}
	}
	return true
}

const timePattern = "0000-00-00T00:00:00"

var timeRest = []byte(".Z+-:")

func timeFits(c, pattern byte) bool { return c == pattern || pattern == '0' && isDigit(c) }

// timestamp is the length of the time (RFC 3339, up to nanoseconds) that b
// begins with and that something follows, or 0.
func timestamp(b []byte) int {
	if len(b) <= minTimestamp || b[4] != '-' || b[10] != 'T' { // fast path
		return 0
	}
	for i := range len(timePattern) {
		if !timeFits(b[i], timePattern[i]) {
			return 0
		}
	}
	i := len(timePattern)
	if b[i] == '.' {
		for i++; i < len(b) && isDigit(b[i]); i++ {
		}
		if n := i - len(timePattern) - 1; n == 0 || n > len("123456789") {
			return 0
		}
	}
	return zoned(b, i)
}

// zoned is the end of the zone at b[i] that something follows, or 0.
func zoned(b []byte, i int) int {
	if i+1 < len(b) && b[i] == 'Z' {
		return i + 1
	}
	if i+6 < len(b) && (b[i] == '+' || b[i] == '-') && isDigit(b[i+1]) && isDigit(b[i+2]) && b[i+3] == ':' && isDigit(b[i+4]) && isDigit(b[i+5]) {
		return i + 6
	}
	return 0
}

var (
	jsonHead   = []byte(`{"log":"`)
	jsonTime   = []byte(`,"time":"`)
	jsonStdout = []byte(`","stream":"stdout"`)
	jsonStderr = []byte(`","stream":"stderr"`)
	jsonAttrs  = []byte(`,"attrs":{`)
)

// jsonLine reads a whole line of a json-file, without its line end. Unless
// wanted, a part that does not go on is as good as none.
func jsonLine(line []byte, wanted bool) part {
	i := len(line) - len(`"}`)
	if i < minTimestamp || !bytes.HasPrefix(line, jsonHead) || line[i] != '"' || line[i+1] != '}' {
		return part{}
	}
	from := i - min(i, maxTimestamp+1)
	time := from + bytes.LastIndexByte(line[from:i], '"') + 1
	if !bytes.HasSuffix(line[:time], jsonTime) {
		return part{}
	}
	p := part{format: jsonPart, head: len(jsonHead)}
	p.tail, p.stderr, p.odd = streamBefore(line[:time-len(jsonTime)])
	if p.tail < p.head {
		return part{}
	}
	// Fast path: nearly every line ends in a line end, and it does not matter
	// what else it is.
	if p.cut = !endsInLineEnd(line[p.head:p.tail]); !p.cut && !wanted {
		return part{}
	}
	if timestamp(line[time:i+1]) != i-time || !isOneString(line[p.head:p.tail]) {
		return part{}
	}
	return p
}

// streamBefore finds the stream that stands at the end of b, and attributes
// after it, if there are any. tail is where the content before it ends, or 0.
func streamBefore(b []byte) (tail int, stderr, odd bool) {
	if b[len(b)-1] == '}' {
		from := max(0, len(b)-maxAttributes)
		i := bytes.LastIndex(b[from:], jsonAttrs)
		if i < 0 || from+i == 0 {
			return 0, false, false
		}
		b, odd = b[:from+i], true
	}
	switch {
	case bytes.HasSuffix(b, jsonStdout):
	case bytes.HasSuffix(b, jsonStderr):
		stderr = true
	default:
		return 0, false, false
	}
	return len(b) - len(jsonStdout), stderr, odd
}

// endsInLineEnd tells whether the content of a JSON string ends in \n.
func endsInLineEnd(content []byte) bool {
	n := len(content)
	return n >= 2 && content[n-1] == 'n' && escaped(content, n-1)
}

// isOneString tells whether content is all of a JSON string: no quote in it,
// and not the one after it, is taken for another.
func isOneString(content []byte) bool {
	for i := 0; ; i++ {
		n := bytes.IndexByte(content[i:], '"')
		if n < 0 {
			return !escaped(content, len(content))
		}
		if i += n; !escaped(content, i) {
			return false
		}
	}
}

// escaped tells whether an odd number of backslashes stands before src[i].
func escaped(src []byte, i int) bool {
	n := i
	for n > 0 && src[n-1] == '\\' {
		n--
	}
	return (i-n)&1 != 0
}
