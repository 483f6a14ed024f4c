package leaks

import (
	"scrim/detectors"
)

// Leak is one finding as reports show it. Its texts are valid during the call
// that it is handed to.
type Leak struct {
	// File is the input as the user named it.
	File string
	// Line and Column are where the value begins, from 1 on; columns count bytes.
	Line, Column int64
	Kind         string
	Place        Place
	// Weaknesses are the numbers of the CWEs that apply, rising; shared, not to be
	// changed. Severity is the highest of theirs.
	Weaknesses []int
	Severity   detectors.Severity
	// Fingerprint stands for the value, under the key of the run.
	Fingerprint detectors.Fingerprint
	// Endpoint is the method and path of the request that the line is about, with
	// placeholders for what differs from request to request; Logger is the name of
	// the logger. Both are empty where the line names none.
	Endpoint, Logger []byte
	// Time is when the line was written, in nanoseconds since 1970, or 0.
	Time int64
	// Accepted says that the baseline knows it.
	Accepted bool
}

// Place says where a value stood, more finely than the engine has to.
type Place uint8

// The places that reports tell apart.
const (
	PlaceText Place = iota
	PlaceHeader
	PlaceQuery
	PlaceCookie
	PlaceBody
	PlacePath
	PlaceSQL
	PlaceReferer
	PlaceTraceback
	places
)

var placeNames = [places]string{"text", "header", "query string", "cookie", "body", "path", "SQL", "Referer", "traceback"}

// String is the place as people read it.
func (p Place) String() string { return placeNames[p] }

var placeIDs = [places]string{"text", "header", "query", "cookie", "body", "path", "sql", "referer", "traceback"}

// ID is the place as programs read it.
func (p Place) ID() string { return placeIDs[p] }
