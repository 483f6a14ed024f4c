package corpus

// format is one way in which a process writes its log.
type format struct {
	name string
	// weight is the format's share of the events, in parts of all weights.
	weight int
	// places are where a secret can stand, so that this format shows it.
	places []place
	// json says that each line is a JSON value.
	json   bool
	append func(g *Generator, dst []byte, x *exchange) []byte
}

var (
	accessPlaces = []place{inQuery, inQuery, inNestedQuery, inPath, inReferer}
	targetPlaces = []place{inQuery, inQuery, inNestedQuery, inPath}
	recordPlaces = []place{inQuery, inMessage, inDetails}
)

var formats = []format{
	{"gunicorn", 180, accessPlaces, false, appendGunicorn},
	{"gunicorn headers", 20, []place{inHeader}, false, appendGunicornHeaders},
	{"nginx", 180, accessPlaces, false, appendNginx},
	{"nginx json", 100, []place{inQuery, inNestedQuery, inPath, inHeader}, true, appendNginxJSON},
	{"nginx error", 5, targetPlaces, false, appendNginxError},
	{"uwsgi", 80, targetPlaces, false, appendUWSGI},
	{"uvicorn", 80, targetPlaces, false, appendUvicorn},
	{"runserver", 30, targetPlaces, false, appendRunserver},
	{"structlog json", 120, recordPlaces, true, appendStructlogJSON},
	{"structlog key value", 40, recordPlaces, false, appendStructlogKeyValue},
	{"structlog logfmt", 40, recordPlaces, false, appendStructlogLogfmt},
	{"structlog console", 30, recordPlaces, false, appendStructlogConsole},
	{"structlog colour", 10, recordPlaces, false, appendStructlogColour},
	{"python-json-logger", 80, recordPlaces, true, appendPythonJSON},
	{"json in json", 10, []place{inDetails}, true, appendNestedJSON},
	{"verbose", 60, []place{inMessage, inMessage, inDetails}, false, appendVerbose},
	{"celery", 15, []place{inMessage, inDetails}, false, appendCelery},
	{"sql", 30, []place{inDetails}, false, appendSQL},
	{"django.request", 12, []place{inQuery, inPath, inMessage}, false, appendTraceback},
	{"http dump", 8, []place{inHeader, inQuery}, false, appendHeaderDump},
	{"asgi scope", 8, []place{inHeader}, false, appendASGIScope},
	{"har", 3, []place{inHeader, inQuery}, true, appendHAR},
	{"pem", 1, []place{inBlock}, false, appendPEM},
}

var totalWeight = sumWeights(formats)

func sumWeights(fs []format) int {
	sum := 0
	for _, f := range fs {
		sum += f.weight
	}
	return sum
}

func (g *Generator) pickFormat() *format {
	n := g.rand.IntN(totalWeight)
	for i := range formats {
		if n -= formats[i].weight; n < 0 {
			return &formats[i]
		}
	}
	panic("BUG: weights do not add up")
}
