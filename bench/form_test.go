package bench

import (
	"bytes"
	"encoding/json"
	"testing"

	"scrim/bench/corpus"
)

// formText has every second line redacted, so that its form is at stake.
func formText() []byte { return corpus.Append(nil, seed, 0.5, 4<<20) }

func TestJSONStaysJSON(t *testing.T) {
	text := formText()
	was, is := splitLines(text), splitLines(redactText(t, newEngine(t), text))
	if len(was) != len(is) {
		t.Fatalf("got %d lines, want %d", len(is), len(was))
	}
	shown := 0
	for i := range was {
		if shown < maxShown && validDeep(was[i]) && !validDeep(is[i]) {
			t.Errorf("no longer JSON\n\t%s\nwas\n\t%s", is[i], was[i])
			shown++
		}
	}
}

// validDeep is true of a JSON value whose body, a string, is JSON too where it
// has one.
func validDeep(line []byte) bool {
	if len(line) == 0 || line[0] != '{' {
		return false
	}
	var record struct{ Body *string }
	if json.Unmarshal(line, &record) != nil {
		return false
	}
	return record.Body == nil || json.Valid([]byte(*record.Body))
}

func TestRedactingTwiceChangesNothing(t *testing.T) {
	e := newEngine(t)
	once := redactText(t, e, formText())
	twice := redactText(t, e, once)
	if bytes.Equal(once, twice) {
		return
	}
	was, is := splitLines(once), splitLines(twice)
	for i := range min(len(was), len(is)) {
		if !bytes.Equal(was[i], is[i]) {
			t.Fatalf("redacted again,\n\t%s\nbecomes\n\t%s", was[i], is[i])
		}
	}
	t.Fatalf("got %d lines, want %d", len(is), len(was))
}
