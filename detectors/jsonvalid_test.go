package detectors

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestJSONIsRecognised: as encoding/json does, on documents with an error and
// on random pieces.
func TestJSONIsRecognised(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"{", "}", "[", "]", ",", ":", `"a"`, `"`, `\`, `"\u00e9\n"`, `"\x"`, "0", "-1", "1.5e+3", "01", ".", "e", "true", "null", "nul", " ", "\t", "\x00", "\r", "\n", "é", `"é"`})
	var j jsonCheck
	check := func(rt *rapid.T, text string) {
		if got, want := j.valid([]byte(text)), json.Valid([]byte(text)); got != want {
			rt.Fatalf("%q: %v, want %v", text, got, want)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		check(rt, strings.Join(rapid.SliceOfN(pieces, 0, 9).Draw(rt, "pieces"), ""))
		d := newDocuments(rapid.Uint64().Draw(rt, "seed"))
		text := d.object(3)
		check(rt, text)
		at := rapid.IntRange(0, len(text)).Draw(rt, "at")
		check(rt, text[:at]+pieces.Draw(rt, "piece")+text[at:])
		check(rt, text[:at])
	})
	for _, n := range []int{maxJSONDepth - 1, maxJSONDepth, maxJSONDepth + 1} {
		text := strings.Repeat("[", n) + strings.Repeat("]", n)
		if got, want := j.valid([]byte(text)), json.Valid([]byte(text)); got != want {
			t.Errorf("depth %d: %v, want %v", n, got, want)
		}
	}
}
