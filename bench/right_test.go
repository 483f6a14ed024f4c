package bench

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"scrim/bench/corpus"
	"scrim/detectors"
	"scrim/pipeline"
)

// maxShown bounds the lines that a failing test prints.
const maxShown = 5

func redactText(t *testing.T, e *detectors.Engine, text []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := pipeline.Redact(context.Background(), e, &out, bytes.NewReader(text), pipeline.Options{}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestHarmlessStays: a figure over lines that scrim spoils would be worth
// nothing.
func TestHarmlessStays(t *testing.T) {
	text := corpus.Append(nil, seed, 0, 4<<20)
	got := redactText(t, newEngine(t), text)
	if bytes.Equal(got, text) {
		return
	}
	was, is := splitLines(text), splitLines(got)
	if len(was) != len(is) {
		t.Fatalf("got %d lines, want %d", len(is), len(was))
	}
	shown := map[string]bool{}
	for i := range was {
		if bytes.Equal(was[i], is[i]) || shown[string(was[i])] || len(shown) == maxShown {
			continue
		}
		shown[string(was[i])] = true
		t.Errorf("changed\n\t%s\nto\n\t%s", was[i], is[i])
	}
}

// TestNothingPlantedGetsThrough: the throughput counts only if the secrets are
// gone.
func TestNothingPlantedGetsThrough(t *testing.T) {
	text, events := eventsWithSecrets(20_000)
	was, is := splitLines(text), splitLines(redactText(t, newEngine(t), text))
	if len(was) != len(is) {
		t.Fatalf("got %d lines, want %d", len(is), len(was))
	}
	leaks := map[corpus.Kind]int{}
	shown := 0
	for _, ev := range events {
		before, after := bytes.Join(was[ev.first:ev.end], []byte("\n")), bytes.Join(is[ev.first:ev.end], []byte("\n"))
		for _, p := range ev.planted {
			if !bytes.Contains(after, []byte(p.Written)) {
				continue
			}
			leaks[p.Kind]++
			if shown++; shown <= maxShown {
				t.Errorf("a %s got through: %s in\n\t%s", p.Kind, p.Written, before)
			}
		}
	}
	if len(leaks) > 0 {
		t.Errorf("secrets that got through, by kind: %v", leaks)
	}
}

// event is the range of lines of one event, with the secrets in it.
type event struct {
	first, end int
	planted    []corpus.Planted
}

func eventsWithSecrets(n int) ([]byte, []event) {
	g := corpus.New(seed, 0.5)
	var text []byte
	var events []event
	for range n {
		first := g.Lines()
		text = g.AppendEvent(text)
		if planted := slices.Clone(g.Planted()); len(planted) > 0 {
			events = append(events, event{first, g.Lines(), planted})
		}
	}
	return text, events
}
