package sarif

import (
	"bufio"
	"encoding/json"
	"io"

	"scrim/detectors"
	"scrim/pipeline/leaks"
)

const schemaURI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// bufferSize is how much is written at once, in bytes.
const bufferSize = 64 << 10

// Write writes a log with one run. Kinds tell what the rules are about. Results
// are written one after the other, so that none is kept.
func Write(w io.Writer, s *leaks.Summary, kinds []detectors.KindInfo) error {
	l := &logWriter{bufio.NewWriterSize(w, bufferSize)}
	l.log(s, kinds)
	return l.out.Flush()
}

// logWriter writes one log. An error of the writer stays with its buffer, which
// returns it at the end.
type logWriter struct {
	out *bufio.Writer
}

func (l *logWriter) log(s *leaks.Summary, kinds []detectors.KindInfo) {
	files, index := artifacts(&s.Evidence)
	t := newTool(s, kinds)
	m := resulter{rules: make(map[string]int, len(t.Driver.Rules)), files: index, stable: !s.Evidence.Ephemeral}
	for i, r := range t.Driver.Rules {
		m.rules[r.ID] = i
	}
	l.raw(`{"$schema":"` + schemaURI + `","version":"2.1.0","runs":[{` + "\n")
	l.member("tool", t)
	l.member("originalUriBaseIds", map[string]base{sourceRoot: {text{Text: "The folder in which scrim was started."}}})
	l.member("columnKind", "unicodeCodePoints")
	l.member("invocations", []invocation{newInvocation(s)})
	l.member("taxonomies", []taxonomy{cweTaxonomy()})
	list(l, "artifacts", files, func(a *artifact) any { return a })
	list(l, "results", s.Secrets, func(x *leaks.Secret) any { return m.of(x) })
	l.raw(`"properties":`)
	l.value(newProperties(s))
	l.raw("}]}\n")
}

func (l *logWriter) member(name string, value any) {
	l.raw(`"` + name + `":`)
	l.value(value)
	l.raw(",")
}

// list writes a member that is an array, one value at a time.
func list[T any](l *logWriter, name string, all []T, write func(*T) any) {
	l.raw(`"` + name + `":[`)
	for i := range all {
		if i > 0 {
			l.raw(",")
		}
		l.value(write(&all[i]))
	}
	l.raw("],")
}

func (l *logWriter) raw(text string) { l.out.WriteString(text) }

// value writes a value and a line end, so that the log can be read and compared
// line by line.
func (l *logWriter) value(v any) {
	b, err := json.Marshal(v)
	if err != nil {
		panic("BUG: a report cannot be written as JSON: " + err.Error())
	}
	l.out.Write(b)
	l.out.WriteByte('\n')
}
