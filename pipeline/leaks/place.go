package leaks

import (
	"bytes"

	"scrim/detectors"
	"scrim/pipeline/logline"
)

// enginePlaces are the engine's places as reports call them.
var enginePlaces = [...]Place{
	detectors.PlaceText: PlaceText, detectors.PlaceHeader: PlaceHeader, detectors.PlaceQuery: PlaceQuery, detectors.PlaceCookie: PlaceCookie,
	detectors.PlaceBody: PlaceBody, detectors.PlacePath: PlacePath, detectors.PlaceSQL: PlaceSQL,
}

// placeOf is where a finding stands in its line, by what the engine says of the
// value's surroundings and what the line's format says of its parts.
func (l *line) placeOf(f *detectors.Finding) Place {
	p := enginePlaces[f.Place]
	if p == PlaceHeader || p == PlaceCookie || p == PlaceSQL {
		return p // fast path: nothing is more exact
	}
	switch part := l.says.Where(f.Lo-l.lo, f.Hi-l.lo); part {
	case logline.InReferer:
		return PlaceReferer
	case logline.InQuery, logline.InFragment:
		return PlaceQuery
	case logline.InCookie, logline.InSetCookie:
		return PlaceCookie
	case logline.InAuthorization, logline.InUserAgent, logline.InHost:
		return PlaceHeader
	case logline.InPath:
		if p == PlaceText || p == PlaceBody {
			return PlacePath
		}
	}
	if p == PlaceText || p == PlaceBody {
		if isSQL(l.says) {
			return PlaceSQL
		}
		if l.traceFrom()+len(traceHead) <= f.Lo {
			return PlaceTraceback
		}
	}
	return p
}

// isSQL tells whether a line is of what Django and SQLAlchemy log of statements.
func isSQL(l *logline.Line) bool {
	return bytes.HasPrefix(l.Logger, []byte("django.db")) || bytes.HasPrefix(l.Logger, []byte("sqlalchemy.engine"))
}

// traceHead is how a traceback begins. In JSON it stands in one line with what
// follows.
var traceHead = []byte("Traceback (most recent call last)")

// traceEnd is what such a line ends with.
var traceEnd = []byte("(most recent call last):")

// trace says whether a line is of a traceback, as far as it can be told.
type trace uint8

const (
	noTrace  trace = iota
	inTrace        // it is
	asBefore       // it is if the line in which the window begins is
)

// at resolves it, with what is known of the line before the window.
func (t trace) at(before bool) bool { return t == inTrace || t == asBefore && before }

// tracebacks tells which lines of a window are of one. Lines are asked for in their
// order, and none is looked at twice.
type tracebacks struct {
	data  []byte
	asked int // the beginning of the line that was asked for last
	was   trace
}

// around tells whether the line that begins at data[lo] is of a traceback: one of
// its indented lines, or the one that ends it with the error.
func (t *tracebacks) around(lo int) trace {
	is := asBefore
	for at := lo; at > 0; {
		if at == t.asked {
			is = t.was
			break
		}
		before := lastLineEnd(t.data[:at-1]) + 1
		line := t.data[before : at-1]
		if bytes.HasSuffix(bytes.TrimSuffix(line, []byte("\r")), traceEnd) {
			is = inTrace
			break
		}
		if !isIndented(line) {
			is = noTrace
			break
		}
		at = before
	}
	t.asked, t.was = lo, is
	return is
}

func isIndented(line []byte) bool { return len(line) > 1 && line[0] == ' ' && line[1] == ' ' }

// traceAtEnd is that of the line after a window of whole lines.
func traceAtEnd(w detectors.Window) trace {
	t := tracebacks{data: w.Data[w.Lo:w.Hi]}
	return t.around(len(t.data))
}
