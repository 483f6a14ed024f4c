package line_test

import (
	"testing"

	"scrim/pipeline"
	"scrim/sinks/line"
)

func TestLines(t *testing.T) {
	a, b := &pipeline.Origin{Source: "a"}, &pipeline.Origin{Source: "a"}
	type piece struct {
		lane *pipeline.Origin
		text string
		open bool
	}
	for name, c := range map[string]struct {
		pieces []piece
		want   string
		open   bool
	}{
		"a line each":            {[]piece{{a, "1", false}, {b, "2", false}}, "1\n2\n", false},
		"a long line":            {[]piece{{a, "1", true}, {a, "2", true}, {a, "3", false}, {a, "4", false}}, "123\n4\n", false},
		"another lane":           {[]piece{{a, "1", true}, {b, "2", false}, {a, "3", false}}, "1\n2\n3\n", false},
		"two long lines at once": {[]piece{{a, "1", true}, {b, "2", true}, {a, "3", true}}, "1\n2\n3", true},
		"empty pieces":           {[]piece{{a, "", true}, {a, "", false}, {a, "", false}}, "\n\n", false},
		"carriage returns stay":  {[]piece{{a, "1\r", false}}, "1\r\n", false},
		"line ends stay":         {[]piece{{a, "1\n2", false}}, "1\n2\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			var lines line.Lines
			var got []byte
			for _, p := range c.pieces {
				batch := &pipeline.Batch{Origin: p.lane, Records: []pipeline.Record{{Value: []byte(p.text), Open: p.open}}}
				got = lines.Append(got, line.Records{}, batch, 0)
			}
			if string(got) != c.want || lines.Open() != c.open {
				t.Errorf("%q, open %v; want %q, %v", got, lines.Open(), c.want, c.open)
			}
			if ended := string(lines.End(got)); c.open != (ended != c.want) || lines.Open() {
				t.Errorf("ended: %q", ended)
			}
		})
	}
}
