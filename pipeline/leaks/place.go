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
func placeOf(f *detectors.Finding, l *logline.Line, line []byte, lo, hi int) Place {
	p := enginePlaces[f.Place]
	switch part := l.Where(lo, hi); part {
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
		if isSQL(l) {
			return PlaceSQL
		}
		if tracesInLine(line[:min(lo, len(line))]) {
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

func tracesInLine(before []byte) bool { return bytes.Contains(before, traceHead) }

// trace says whether a line is of a traceback, as far as it can be told.
type trace uint8

const (
	noTrace  trace = iota
	inTrace        // it is
	asBefore       // it is if the line in which the window begins is
)

// at resolves it, with what is known of the line before the window.
func (t trace) at(before bool) bool { return t == inTrace || t == asBefore && before }

// maxTrace is how many bytes before a line are looked at for the beginning of
// its traceback.
const maxTrace = 16 << 10

// traceAround tells whether the line that begins at data[lo] is of a traceback:
// one of its indented lines, or the one that ends it with the error.
func traceAround(data []byte, lo int) trace {
	for first := max(0, lo-maxTrace); lo > 0; {
		if lo <= first && first > 0 {
			return noTrace
		}
		at := lastLineEnd(data[:lo-1]) + 1
		line := data[at : lo-1]
		switch {
		case bytes.Contains(line, traceHead):
			return inTrace
		case !isIndented(line):
			return noTrace
		}
		lo = at
	}
	return asBefore
}

func isIndented(line []byte) bool { return len(line) > 1 && line[0] == ' ' && line[1] == ' ' }

// traceAtEnd is that of the line after a window of whole lines.
func traceAtEnd(w detectors.Window) trace { return traceAround(w.Data[w.Lo:w.Hi], w.Hi-w.Lo) }
