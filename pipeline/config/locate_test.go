package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// placesText lists the places of a document, one "path key value" per line, in
// the order of the values; paths are written a.b#0 for readers.
func placesText(src string) string {
	l := newLocator(src)
	l.run()
	paths := make([]path, 0, len(l.found))
	for p := range l.found {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	readable := strings.NewReplacer(keyMark, ".", indexMark, "#")
	var lines []string
	for _, p := range paths {
		at := l.found[p]
		lines = append(lines, fmt.Sprintf("%s %d:%d %d:%d", strings.TrimPrefix(readable.Replace(string(p)), "."),
			at.key.line, at.key.col, at.value.line, at.value.col))
	}
	return strings.Join(lines, "\n")
}

func TestPlaces(t *testing.T) {
	f := func(name, src string, want ...string) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			t.Helper()
			if err := decode(src, &map[string]any{}); err != nil {
				t.Fatalf("the example is not TOML: %v", err)
			}
			if diff := cmp.Diff(strings.Join(want, "\n"), placesText(src)); diff != "" {
				t.Errorf("places differ (-want +got):\n%s", diff)
			}
		})
	}
	f("keys", "a = 1\n\n  b=2", "a 1:1 1:5", "b 3:3 3:5")
	f("table", "[t]\na = 1", "t 1:1 1:1", "t.a 2:1 2:5")
	f("dotted header", " [ t . 'u' ] # [x]\na = 1", "t 1:2 1:2", "t.u 1:8 1:2", "t.u.a 2:1 2:5")
	f("header below a table", "[t]\n[t.u]", "t 1:1 1:1", "t.u 2:4 2:1")
	f("array of tables", "[[t]]\na = 1\n[[t]]\na = 2",
		"t 1:1 1:1", "t#0 1:1 1:1", "t#0.a 2:1 2:5", "t#1 3:1 3:1", "t#1.a 4:1 4:5")
	f("table in an array of tables", "[[t]]\n[[t]]\n[t.u]\na = 1\n[[t.v]]\nb = 1",
		"t 1:1 1:1", "t#0 1:1 1:1", "t#1 2:1 2:1", "t#1.u 3:4 3:1", "t#1.u.a 4:1 4:5",
		"t#1.v 5:5 5:1", "t#1.v#0 5:1 5:1", "t#1.v#0.b 6:1 6:5")
	f("dotted key", "a.b . \"c d\" = 1\na.e = 2",
		"a 1:1 1:1", "a.b 1:3 1:3", "a.b.c d 1:7 1:15", "a.e 2:3 2:7")
	f("inline table", "a = { b = 1, c.d = 2 , 'e' = {f=3} }",
		"a 1:1 1:5", "a.b 1:7 1:11", "a.c 1:14 1:14", "a.c.d 1:16 1:20", "a.e 1:24 1:30", "a.e.f 1:31 1:33")
	f("inline table over lines", "a = {\n  b = 1, # b = 2\n  c = 3,\n}\nd = 4",
		"a 1:1 1:5", "a.b 2:3 2:7", "a.c 3:3 3:7", "d 5:1 5:5")
	f("array", "a = [ 1, [2, 3], ]\nb = 4",
		"a 1:1 1:5", "a#0 1:7 1:7", "a#1 1:10 1:10", "a#1#0 1:11 1:11", "a#1#1 1:14 1:14", "b 2:1 2:5")
	f("array over lines", "a = [ # first ]\n 'x', # 'y',\n\n 'z' ]",
		"a 1:1 1:5", "a#0 2:2 2:2", "a#1 4:2 4:2")
	f("array of inline tables", "a = [{b = 1}, {b = 2}]",
		"a 1:1 1:5", "a#0 1:6 1:6", "a#0.b 1:7 1:11", "a#1 1:15 1:15", "a#1.b 1:16 1:20")
	f("strings that look like something else", "a = '] # \"'\nb = \"\\\"] = '\\\\\"\nc = [\"#]\", ',']",
		"a 1:1 1:5", "b 2:1 2:5", "c 3:1 3:5", "c#0 3:6 3:6", "c#1 3:12 3:12")
	f("long strings", "a = \"\"\"\nb = 1 \\\"\"\" x\n\"\" \"\"\"\"\"\nc = '''\n[x]\n'' \\'''''\nd = 1",
		"a 1:1 1:5", "c 4:1 4:5", "d 7:1 7:5")
	f("empty strings", "a = \"\"\nb = ''\nc = ''''''\nd = \"\"\"\"\"\"\ne = 1",
		"a 1:1 1:5", "b 2:1 2:5", "c 3:1 3:5", "d 4:1 4:5", "e 5:1 5:5")
	f("scalars", "a = 1979-05-27 07:32:00 # x\nb = [+1.5e3, inf, true, 07:32:00]",
		"a 1:1 1:5", "b 2:1 2:5", "b#0 2:6 2:6", "b#1 2:14 2:14", "b#2 2:19 2:19", "b#3 2:25 2:25")
	f("quoted keys are decoded", "\"\\u0061\\\"\" = 1\n'\\' = 2\n\"#\" = 3\n\"\" = 4",
		" 4:1 4:6", "# 3:1 3:7", "\\ 2:1 2:7", "a\" 1:1 1:14")
	f("columns count bytes", "'ü' = { o\t= 1 }", "ü 1:1 1:8", "ü.o 1:10 1:14")
	f("CRLF", "[t]\r\na = [\r\n 1,\r\n]\r\nb = 2\r\n",
		"t 1:1 1:1", "t.a 2:1 2:5", "t.a#0 3:2 3:2", "t.b 5:1 5:5")
}

func TestPlaceFallsBackOnWhatEncloses(t *testing.T) {
	ps := places{path("").child("a"): {key: position{3, 1}, value: position{3, 5}}}
	if got := ps.find(path("").child("a").index(2).child("b")); got.value != (position{3, 5}) {
		t.Errorf("place = %v, want that of a", got)
	}
	if got := ps.find(path("").child("x")); got.key != (position{1, 1}) {
		t.Errorf("place = %v, want the start", got)
	}
}
