package findings

import (
	"encoding/json"
	"strconv"
	"time"

	"scrim/pipeline"
)

// encoder writes a finding as JSON.
type encoder struct {
	now    []byte // the time, as it is written
	quoted quoted
}

func newEncoder() *encoder { return &encoder{quoted: quoted{}} }

// timeLayout is RFC 3339 with milliseconds.
const timeLayout = "2006-01-02T15:04:05.000Z07:00"

// at sets the time of what is encoded next.
func (e *encoder) at(now time.Time) { e.now = now.UTC().AppendFormat(e.now[:0], timeLayout) }

// Len is the number of findings.
func (e *encoder) Len(b *pipeline.Batch) int { return len(b.Findings) }

// Append appends a finding.
func (e *encoder) Append(dst []byte, b *pipeline.Batch, piece int) ([]byte, bool) {
	f := &b.Findings[piece]
	dst = append(dst, `{"time":"`...)
	dst = append(dst, e.now...)
	dst = append(dst, `","source":`...)
	dst = e.quoted.append(dst, b.Origin.Source)
	dst = e.appendOrigin(dst, b.Origin)
	dst = append(dst, `,"offset":`...)
	dst = strconv.AppendInt(dst, b.Records[f.Record].Position, 10)
	dst = append(dst, `,"part":"`...)
	dst = append(dst, f.Part.String()...)
	dst = append(dst, `","at":`...)
	dst = strconv.AppendInt(dst, int64(f.At), 10)
	dst = append(dst, `,"kind":`...)
	dst = e.quoted.append(dst, f.Kind.Name)
	dst = append(dst, `,"place":"`...)
	dst = append(dst, f.Place.String()...)
	dst = append(dst, `","reason":`...)
	dst = e.quoted.append(dst, f.Reason.String())
	dst = append(dst, `,"severity":"`...)
	dst = append(dst, f.Kind.Severity...)
	dst = append(dst, `","cwe":[`...)
	dst = appendWeaknesses(dst, f.Kind.CWE)
	return append(dst, "]}"...), false
}

// appendOrigin appends where the record comes from, beside its offset.
func (e *encoder) appendOrigin(dst []byte, o *pipeline.Origin) []byte {
	switch {
	case o.Topic != "":
		dst = append(dst, `,"topic":`...)
		dst = e.quoted.append(dst, o.Topic)
		dst = append(dst, `,"partition":`...)
		dst = strconv.AppendInt(dst, int64(o.Partition), 10)
	case o.Path != "":
		dst = append(dst, `,"path":`...)
		dst = e.quoted.append(dst, o.Path)
	}
	return dst
}

func appendWeaknesses(dst []byte, numbers []int) []byte {
	for i, n := range numbers {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `"CWE-`...)
		dst = strconv.AppendInt(dst, int64(n), 10)
		dst = append(dst, '"')
	}
	return dst
}

// maxQuoted is how many texts are remembered: more than there are kinds, reasons
// and the files of one host, in a megabyte or two.
const maxQuoted = 10000

// quoted remembers texts as JSON writes them. The same few come again and again.
type quoted map[string][]byte

func (q quoted) append(dst []byte, text string) []byte {
	as, ok := q[text]
	if !ok {
		as = quote(text)
		if len(q) >= maxQuoted {
			clear(q)
		}
		q[text] = as
	}
	return append(dst, as...)
}

func quote(text string) []byte {
	as, err := json.Marshal(text)
	if err != nil {
		panic("BUG: a text cannot be written as JSON: " + err.Error())
	}
	return as
}
