package detectors

import (
	"bytes"
	"testing"
)

// TestRulesAllocateNothing: promise 8 with rules and dictionaries, whether a
// line holds any of their words or not.
func TestRulesAllocateNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine, and too slow under the race detector")
	}
	inputs := map[string][]byte{
		"nothing": []byte("lorem ipsum dolor\n" + noise[0] + "\n"),
		"hits":    []byte("order ORD-12345678 for Anna Schmidt, anna@example.com\nname=M%C3%BCller&n=Anna+Schmidt\n"),
		"json":    []byte(`{"m": "{\"id\":7123,\"s\":\"M\\u00fcller\"}", "n": 7123, "k": [true, null]}` + "\n"),
		"long":    append(longLine(3, 200<<10, true), '\n'),
		"edges":   []byte("xxxx yyyy -z-z a*b\n"),
	}
	for i, e := range userEngines(t) {
		s := e.NewScanner()
		for name, src := range inputs {
			dst := make([]byte, 0, 16*len(src))
			redact := func() { dst = s.AppendRedact(dst[:0], src) }
			redact()
			want := bytes.Clone(dst)
			if n := testing.AllocsPerRun(5, redact); n != 0 {
				t.Errorf("mask %d, %s: %v allocations", i, name, n)
			}
			if !bytes.Equal(dst, want) {
				t.Errorf("mask %d, %s: not the same again", i, name)
			}
		}
	}
}
