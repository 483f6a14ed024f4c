package leaks

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"scrim/detectors"
	"scrim/pipeline"
)

// TestNothingFoundIsInANameOfALine: what is found in a path or in the name of a
// logger, also a term of the user's that looks like a word, and what the line repeats there.
func TestNothingFoundIsInANameOfALine(t *testing.T) {
	e := engine(t, detectors.Options{Dictionaries: []detectors.Dictionary{{Name: "customers", Terms: []string{"acme", "Wintermute"}}}})
	for _, c := range []struct{ text, endpoint, logger string }{
		{`[22/Nov/2026 10:00:00] "GET /projects/acme/list HTTP/1.1" 200 12`, "GET /projects/{token}/list", ""},
		{`[22/Nov/2026 10:00:00] "GET /accounts/sk_live_` + `abcdefghij/ HTTP/1.1" 200 12`, "GET /accounts/{token}/", ""},
		{`[22/Nov/2026 10:00:00] "GET /by/ann@shop.example.com/ HTTP/1.1" 200 12`, "GET /by/{email}/", ""},
		{`{"logger": "acme.views", "event": "x", "path": "/a", "method": "GET", "user": "acme"}`, "GET /a", ""},
		{`{"logger": "shop.views", "event": "password=hunterpass", "path": "/a/hunterpass", "method": "GET"}`, "GET /a/{token}", "shop.views"},
		{`{"logger": "hunterpass.views", "event": "password=hunterpass", "path": "/a", "method": "GET"}`, "GET /a", ""},
		{`{"logger": "shop.views", "event": "Wintermute", "path": "/b/x\u0026Wintermute", "method": "GET"}`, "GET /b/{token}", "shop.views"},
		{`{"logger": "shop.views", "event": "password=hunt\u0065rpass", "path": "/a/hunterpass", "method": "GET"}`, "GET /a/{token}", "shop.views"},
		{`[22/Nov/2026 10:00:00] "GET /profiles-of/ann.smith/?email=ann.smith%40shop.example.com HTTP/1.1" 200 12`, "GET /profiles-of/{token}/", ""},
		{`[22/Nov/2026 10:00:00] "GET http://shop:hunterpass@shop.example.com/a/hunterpass HTTP/1.1" 200 12`, "GET /a/{token}", ""},
	} {
		var got []string
		s := NewSearch(e, Options{Each: func(l *Leak) error {
			got = append(got, fmt.Sprintf("%s|%s", l.Endpoint, l.Logger))
			return nil
		}})
		if _, err := s.Input(context.Background(), "app.log", strings.NewReader(c.text+"\n"), pipeline.Options{}); err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 || got[0] != c.endpoint+"|"+c.logger {
			t.Errorf("%s: %q", c.text, got)
		}
	}
}

// TestALineIsReadOnce, however long it is and whatever is found in it.
func TestALineIsReadOnce(t *testing.T) {
	e := engine(t, detectors.Options{})
	w := newWorker(NewSearch(e, Options{}))
	text := bytes.Repeat([]byte("ann@shop.example.com "), 10_000)
	text[len(text)-1] = '\n'
	p := pipeline.Passage{Window: detectors.Lines(text)}
	s := e.NewScanner()
	found, _ := s.Scan(detectors.Carry{}, p.Window)
	w.Note(s, &p, found)
	if n := p.Notes.(*notes); len(n.all) != 10_000 || len(n.lines) != 1 {
		t.Errorf("%d findings, the line was read %d times", len(n.all), len(n.lines))
	}
}

// TestTracebacksDoNotDependOnBatches, even those that are longer than a batch.
func TestTracebacksDoNotDependOnBatches(t *testing.T) {
	text := "Traceback (most recent call last):\n" + strings.Repeat("  mail to ann@shop.example.com failed "+strings.Repeat(".", 100)+"\n", 5000) + "Error: bob@shop.example.com\nnot carl@shop.example.com\n"
	for _, lead := range []int{0, 100 << 10, 250 << 10} {
		all, _ := search(t, "app.log", strings.Repeat(".\n", lead/2)+text, pipeline.Options{})
		if len(all) != 5002 {
			t.Fatalf("%d findings", len(all))
		}
		for i, l := range all {
			if (l.Place == PlaceTraceback) != (i < 5001) {
				t.Fatalf("after %d bytes: finding %d is in %v", lead, i, l.Place)
			}
		}
	}
}
