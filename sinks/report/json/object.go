package json

import (
	"encoding/json"
	"io"

	"scrim/pipeline/evidence"
	"scrim/pipeline/leaks"
)

// Object writes one object: the findings as they come, then what is said of all.
type Object struct {
	lines *Lines
	begun bool
}

// New writes a report to w, with the id of the key of its fingerprints.
func New(w io.Writer, keyID string) *Object { return &Object{lines: NewLines(w, keyID)} }

// NeedsEach is true.
func (*Object) NeedsEach() bool { return true }

// Add writes a finding that is not accepted. It allocates nothing in the steady
// state.
func (o *Object) Add(l *leaks.Leak) error {
	if l.Accepted {
		return nil
	}
	f := o.lines
	if o.begun {
		f.buffer = append(f.buffer, ",\n"...)
	} else {
		f.buffer = append(f.buffer, "{\"findings\":[\n"...)
		o.begun = true
	}
	f.buffer = appendFinding(f.buffer, l, f.keyID)
	return f.flushIfFull()
}

// End writes the summary and the evidence.
func (o *Object) End(s *leaks.Summary) error {
	f := o.lines
	if o.begun {
		f.buffer = append(f.buffer, "\n],\n\"summary\":"...)
	} else {
		f.buffer = append(f.buffer, "{\"findings\":[],\n\"summary\":"...)
	}
	f.buffer = append(f.buffer, marshalled(NewSummary(s))...)
	f.buffer = append(f.buffer, ",\n\"evidence\":"...)
	f.buffer = append(f.buffer, marshalled(complete(s.Evidence))...)
	f.buffer = append(f.buffer, "}\n"...)
	return f.flush()
}

// complete writes lists that are empty as such and not as null.
func complete(e evidence.Evidence) evidence.Evidence {
	e.Keys = append([]string{}, e.Keys...)
	e.Inputs = append([]evidence.File{}, e.Inputs...)
	return e
}

func marshalled(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("BUG: a report cannot be written as JSON: " + err.Error())
	}
	return b
}
