package leaks

import (
	"bytes"

	"scrim/detectors"
	"scrim/pipeline/logline"
)

// line is a line of a window.
type line struct {
	window  detectors.Window
	found   []detectors.Finding // those that reach into it, as far as it was read
	lo, end int                 // in the window's data
	hi      int                 // how far it was read
	says    *logline.Line
	scanner *detectors.Scanner
	value   []byte   // how values are read, to be used again
	pieces  [][]byte // of its values, once these are split
	split   bool
	trace   int // where a traceback begins in it, its end if none does, or unknown
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
	for i := range l.found {
		f := &l.found[i]
		if from, to := max(f.Lo-lo, 0), min(f.Hi-lo, len(text)); from < to {
			logline.Hide(text[from:to])
		}
	}
	for _, piece := range l.repeatable() {
		hideRepeated(text, piece)
	}
	return dst
}

// isClean tells whether nothing of a part of the line is known to be a value.
func (l *line) isClean(part []byte) bool {
	lo := l.offset(part)
	if lo+len(part) > l.window.Hi {
		return false
	}
	for i := range l.found {
		if f := &l.found[i]; f.Lo < lo+len(part) && f.Hi > lo {
			return false
		}
	}
	for _, piece := range l.repeatable() {
		if len(piece) <= len(part) && bytes.Contains(part, piece) {
			return false
		}
	}
	return true
}

// offset is where a part begins in the window's data.
func (l *line) offset(part []byte) int {
	return l.lo + logline.Offset(l.window.Data[l.lo:l.hi], part)
}

// inLine are those of some findings that reach into a part of the window; at is one
// of them, or behind them.
func inLine(found []detectors.Finding, at, lo, hi int) []detectors.Finding {
	first := at
	for first > 0 && found[first-1].Hi > lo {
		first--
	}
	end := first
	for end < len(found) && found[end].Lo < hi {
		end++
	}
	return found[first:end]
}

// repeatable are what another part of the line may repeat of its values: a value,
// the name and the domain of an address, a user and a password.
func (l *line) repeatable() [][]byte {
	if l.split {
		return l.pieces // fast path
	}
	l.split, l.pieces, l.value = true, l.pieces[:0], l.value[:0]
	for i := range l.found {
		f := &l.found[i]
		value := l.window.Data[max(f.Lo, l.lo):min(f.Hi, l.hi)]
		if !f.Continued && isEncoded(value) {
			n := len(l.value)
			l.value = l.scanner.AppendValue(l.value, l.window, f)
			value = l.value[n:]
		}
		l.addPieces(value)
	}
	return l.pieces
}

// isEncoded tells whether a value may read otherwise than it is written.
func isEncoded(value []byte) bool {
	return bytes.IndexByte(value, '%') >= 0 || bytes.IndexByte(value, '\\') >= 0 || bytes.IndexByte(value, '&') >= 0 || bytes.IndexByte(value, '=') >= 0
}

func (l *line) addPieces(value []byte) {
	for len(value) >= minRepeated {
		end := len(value)
		for _, c := range [...]byte{':', '@'} {
			if n := bytes.IndexByte(value[:end], c); n >= 0 {
				end = n
			}
		}
		if end >= minRepeated {
			l.pieces = append(l.pieces, value[:end])
		}
		value = value[min(end+1, len(value)):]
	}
}

// hideRepeated hides a piece of a value wherever a text has it.
func hideRepeated(text, piece []byte) {
	for len(piece) <= len(text) {
		at := bytes.Index(text, piece)
		if at < 0 {
			return
		}
		logline.Hide(text[at : at+len(piece)])
		text = text[at+len(piece):]
	}
}
