package metrics

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// contentType is that of the text format.
const contentType = "text/plain; version=0.0.4; charset=utf-8"

// The types of families.
const (
	counter   = "counter"
	gauge     = "gauge"
	histogram = "histogram"
)

// exposition is a text that is being written: families, each with its samples
// behind it.
type exposition struct {
	text []byte
	name string // of the family
}

// label is one label of a sample.
type label struct{ name, value string }

// family begins a family. A counter's name ends in _total.
func (e *exposition) family(name, kind, help string) {
	e.name = name
	e.text = append(e.text, "# HELP "+name+" "+help+"\n# TYPE "+name+" "+kind+"\n"...)
}

// sample writes a sample of the family.
func (e *exposition) sample(value float64, labels ...label) { e.part("", value, labels) }

// part writes a sample whose name has something behind that of the family.
func (e *exposition) part(suffix string, value float64, labels []label) {
	e.text = append(e.text, e.name+suffix...)
	for i, l := range labels {
		e.text = append(e.text, "{,"[min(i, 1)])
		e.text = append(e.text, l.name+`="`...)
		e.text = append(e.text, escaper.Replace(visible(l.value))...)
		e.text = append(e.text, '"')
	}
	if len(labels) > 0 {
		e.text = append(e.text, '}')
	}
	e.text = append(e.text, ' ')
	e.text = strconv.AppendFloat(e.text, value, 'g', -1, 64)
	e.text = append(e.text, '\n')
}

// distribution writes a histogram as the family's samples.
func (e *exposition) distribution(h *durations) {
	counts, sum := h.read()
	below := int64(0)
	for i, n := range counts {
		below += n
		limit := "+Inf"
		if i < len(limits) {
			limit = strconv.FormatFloat(limits[i].Seconds(), 'g', -1, 64)
		}
		e.part("_bucket", float64(below), []label{{"le", limit}})
	}
	e.part("_sum", sum.Seconds(), nil)
	e.part("_count", float64(below), nil)
}

var escaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// visible is a value as UTF-8, which labels must be and paths need not be.
func visible(value string) string {
	if utf8.ValidString(value) {
		return value // fast path
	}
	quoted := strconv.Quote(value)
	return quoted[1 : len(quoted)-1]
}

// sorted are the keys of m, so that two scrapes have the same order.
func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
