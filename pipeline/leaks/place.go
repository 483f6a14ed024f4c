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

// placeOf is where a finding stands in its line, by what the line's format says of
// its parts, what the engine says of the value, and what stands around it.
func (l *line) placeOf(f *detectors.Finding) Place {
	p := enginePlaces[f.Place]
	if p == PlaceHeader || p == PlaceCookie || p == PlaceSQL {
		return p // fast path: nothing is more exact
	}
	part := l.says.Where(f.Lo-l.lo, f.Hi-l.lo)
	switch part {
	case logline.InReferer:
		return PlaceReferer
	case logline.InQuery, logline.InFragment:
		return PlaceQuery
	case logline.InCookie, logline.InSetCookie:
		return PlaceCookie
	case logline.InAuthorization, logline.InUserAgent, logline.InHost, logline.InAddress:
		return PlaceHeader
	}
	text := l.window.Data[l.lo:l.end]
	lo := max(0, f.Lo-l.lo)
	near := nearOf(text, l.mark(), lo, min(f.Hi-l.lo, len(text)))
	switch {
	case p == PlaceQuery && near == PlaceBody, p == PlaceBody && (near == PlaceHeader || near == PlaceCookie || near == PlaceQuery):
		return near
	case p == PlacePath && !near.isOfURL():
		p = PlaceText
	}
	if p != PlaceText && p != PlaceBody {
		return p
	}
	switch {
	case part == logline.InPath:
		return PlacePath
	case isSQL(l.says) || near == PlaceText && l.valuesFrom() <= f.Lo:
		return PlaceSQL
	case near == PlaceText || near == PlaceBody:
		if l.traceFrom()+len(traceHead) <= f.Lo && tracesInLine(text[:lo]) {
			return PlaceTraceback
		}
	}
	if near != PlaceText {
		return near
	}
	return p
}

func (p Place) isOfURL() bool { return p == PlacePath || p == PlaceQuery || p == PlaceReferer }

// within is a place as it is called in a file: settings and sources have no bodies.
func (p Place) within(a Artefact) Place {
	if p == PlaceBody && (a == ArtefactSettings || a == ArtefactSource) {
		return PlaceText
	}
	return p
}

// isSQL tells whether a line is of what Django and SQLAlchemy log of statements.
func isSQL(l *logline.Line) bool {
	return bytes.HasPrefix(l.Logger, []byte("django.db")) || bytes.HasPrefix(l.Logger, []byte("sqlalchemy.engine"))
}
