package level

// Level is how serious a line says that it is.
type Level uint8

// The levels, those of Python's logging. None is that of a line which does not
// say.
const (
	None Level = iota
	Debug
	Info
	Warning
	Error
	Critical
)

// String returns the level as Python's logging writes it, or "" for None.
func (l Level) String() string {
	return [...]string{"", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}[l]
}

// Of returns the level of a line.
func Of(line []byte) Level {
	// Fast path: an empty line, and one that goes on with what came before it,
	// as a traceback's.
	if len(line) == 0 || line[0] == ' ' || line[0] == '\t' {
		return None
	}
	if line[0] == '{' {
		return ofJSON(line)
	}
	if l := ofText(line); l != None {
		return l
	}
	return ofLogfmt(line)
}

// longestName is the length of "CRITICAL".
const longestName = 8

// named is the level of that name, in capitals or not.
func named(name []byte) Level {
	if len(name) > longestName {
		return None
	}
	var buf [longestName]byte
	upper := buf[:copy(buf[:], name)]
	for i, c := range upper {
		if 'a' <= c && c <= 'z' {
			upper[i] = c - 'a' + 'A'
		}
	}
	return capitals(upper)
}

// capitals is the level of that name, which is in capitals.
func capitals(name []byte) Level {
	switch string(name) {
	case "DEBUG":
		return Debug
	case "INFO":
		return Info
	case "WARNING", "WARN":
		return Warning
	case "ERROR":
		return Error
	case "CRITICAL", "FATAL":
		return Critical
	}
	return None
}

// isKey tells whether a field of that name holds the level: those of
// python-json-logger, structlog, the Elastic Common Schema and Google Cloud.
func isKey(name []byte) bool {
	switch string(name) {
	case "level", "levelname", "log.level", "severity":
		return true
	}
	return false
}

// maxLook is how much of a line of fields is looked at: the level stands near
// the beginning, or after an event that is not much longer than this.
const maxLook = 4 << 10

func head(line []byte) []byte { return line[:min(len(line), maxLook)] }

// skipBlanks returns what follows the blanks at the beginning of b.
func skipBlanks(b []byte) []byte {
	for len(b) > 0 && isBlank(b[0]) {
		b = b[1:]
	}
	return b
}
