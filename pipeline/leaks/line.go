package leaks

import (
	"bytes"
	"slices"

	"scrim/detectors"
	"scrim/pipeline/logline"
)

// line is a line of a window, with all findings of the window in order.
type line struct {
	window  detectors.Window
	found   []detectors.Finding
	lo, end int // in the window's data
	hi      int // how far it was read
	says    *logline.Line
	scanner *detectors.Scanner
	value   []byte // how a value is read, to be used again
	trace   int    // where a traceback begins in it, its end if none does, or unknown
	marked  bool
	marks   marks // once it is marked
	values  int   // where those of a statement begin in it, its end if there is none, or unknown
}

const unknown = -1

// traceFrom is where a traceback begins in the line.
func (l *line) traceFrom() int {
	if l.trace == unknown {
		l.trace = l.end
		if at := bytes.Index(l.window.Data[l.lo:l.end], traceHead); at >= 0 {
			l.trace = l.lo + at
		}
	}
	return l.trace
}

// valuesFrom is where the values of a statement begin in the line.
func (l *line) valuesFrom() int {
	if l.values == unknown {
		l.values = l.lo + statementIn(l.window.Data[l.lo:l.end])
	}
	return l.values
}

// minRepeated is how long a piece of a value must be, in bytes, to be looked for where
// the line repeats it: shorter ones are words of their own too often.
const minRepeated = 6

// maxPath is how much of a path is looked at, in bytes: more than an endpoint shows of it.
const maxPath = 1 << 10

// appendHidden appends the path of a request with all that was found in the line
// hidden, also where the line repeats it in a form that is not found. It appends nothing
// if the findings of the path are not all known.
func (l *line) appendHidden(dst, part []byte) []byte {
	if len(part) == 0 {
		return append(dst, '/')
	}
	lo := l.offset(part)
	part = part[:min(len(part), maxPath)]
	if lo+len(part) > l.window.Hi {
		return dst
	}
	start := len(dst)
	dst = append(dst, part...)
	text := dst[start:]
	found := l.findings()
	for i := range found {
		f := &found[i]
		if from, to := max(f.Lo-lo, 0), min(f.Hi-lo, len(text)); from < to {
			logline.Hide(text[from:to])
		}
		l.eachPiece(f, func(piece []byte) { hideRepeated(text, piece) })
	}
	return dst
}

// isClean tells whether nothing of a part of the line is known to be a value.
func (l *line) isClean(part []byte) bool {
	lo := l.offset(part)
	if lo+len(part) > l.window.Hi {
		return false
	}
	clean := true
	found := l.findings()
	for i := range found {
		f := &found[i]
		clean = clean && (f.Lo >= lo+len(part) || f.Hi <= lo)
		l.eachPiece(f, func(piece []byte) { clean = clean && !bytes.Contains(part, piece) })
	}
	return clean
}

// offset is where a part begins in the window's data.
func (l *line) offset(part []byte) int {
	return l.lo + logline.Offset(l.window.Data[l.lo:l.hi], part)
}

// findings are those that reach into the line, as far as it was read.
func (l *line) findings() []detectors.Finding {
	first, _ := slices.BinarySearchFunc(l.found, l.lo, func(f detectors.Finding, lo int) int { return f.Hi - lo - 1 })
	end := first
	for end < len(l.found) && l.found[end].Lo < l.hi {
		end++
	}
	return l.found[first:end]
}

// eachPiece calls f with what another part of the line may repeat of a value: the
// value, the name and the domain of an address, a user and a password.
func (l *line) eachPiece(of *detectors.Finding, f func(piece []byte)) {
	value := l.window.Data[max(of.Lo, l.lo):min(of.Hi, l.hi)]
	if !of.Continued && bytes.ContainsAny(value, `%\&=`) {
		l.value = l.scanner.AppendValue(l.value[:0], l.window, of)
		value = l.value
	}
	for len(value) >= minRepeated {
		end := bytes.IndexAny(value, ":@")
		if end < 0 {
			end = len(value)
		}
		if end >= minRepeated {
			f(value[:end])
		}
		value = value[min(end+1, len(value)):]
	}
}

// hideRepeated hides a piece of a value wherever a text has it.
func hideRepeated(text, piece []byte) {
	for {
		at := bytes.Index(text, piece)
		if at < 0 {
			return
		}
		logline.Hide(text[at : at+len(piece)])
		text = text[at+len(piece):]
	}
}
