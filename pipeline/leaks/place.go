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
func placeOf(f *detectors.Finding, l *logline.Line, line []byte, lo, hi int) Place {
	lo, hi = min(lo, len(line)), min(hi, len(line))
	p := enginePlaces[f.Place]
	part := l.Where(lo, hi)
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
	near := nearOf(line, lo, hi)
	switch {
	case p == PlaceQuery && near == PlaceBody, p == PlaceBody && near == PlaceHeader:
		return near
	case p == PlacePath && !near.isOfURL():
		p = PlaceText
	case p == PlaceHeader && near == PlaceCookie, p == PlaceHeader && near == PlaceReferer:
		return near
	}
	if p != PlaceText && p != PlaceBody {
		return p
	}
	switch {
	case part == logline.InPath:
		return PlacePath
	case isSQL(l) || near == PlaceText && holdsStatement(line[:lo]):
		return PlaceSQL
	case near == PlaceText || near == PlaceBody:
		if tracesInLine(line[:lo]) {
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

// statements are how those begin that have values in them. Databases and libraries
// write them in capitals, prose does not.
var statements = [...][]byte{[]byte("INSERT INTO "), []byte("DELETE FROM "), []byte("UPDATE \""), []byte("UPDATE `"), []byte("SELECT "), []byte("COPY ")}

// holdsStatement tells whether what stands before a value is a statement.
func holdsStatement(before []byte) bool {
	before = before[max(0, len(before)-maxNear):]
	for i, begin := range statements {
		at := bytes.Index(before, begin)
		if at < 0 {
			continue
		}
		if i < 2 {
			return true
		}
		rest := before[at:]
		for _, word := range [...]string{" FROM ", " SET ", " WHERE "} {
			if bytes.Contains(rest, []byte(word)) {
				return true
			}
		}
	}
	return false
}
