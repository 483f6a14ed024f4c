package corpus

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"testing"
)

const testSize = 1 << 20

func TestSameSeedSameBytes(t *testing.T) {
	a := Append(nil, 7, 0.2, testSize)
	if b := Append(nil, 7, 0.2, testSize); !bytes.Equal(a, b) {
		t.Error("two corpora of one seed differ")
	}
	if b := Append(nil, 8, 0.2, testSize); bytes.Equal(a, b) {
		t.Error("two corpora of different seeds are equal")
	}
	if len(a) < testSize || a[len(a)-1] != '\n' {
		t.Errorf("got %d bytes ending in %q, want at least %d and a newline", len(a), a[len(a)-1], testSize)
	}
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	got := Append([]byte("before\n"), 1, 0, 100)
	if want := append([]byte("before\n"), Append(nil, 1, 0, 100)...); !bytes.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHitRate(t *testing.T) {
	const tolerance = 0.02
	for _, rate := range []float64{0, 0.01, 0.2, 0.8} {
		t.Run(fmt.Sprint(rate), func(t *testing.T) {
			g := New(1, rate)
			var buf []byte
			for range 10_000 {
				buf = g.AppendEvent(buf[:0])
			}
			got := float64(g.Hits()) / float64(g.Lines())
			if math.Abs(got-rate) > tolerance*rate+1e-9 {
				t.Errorf("share of lines with a secret = %.4f, want %.4f", got, rate)
			}
		})
	}
}

func TestPlantedIsWritten(t *testing.T) {
	g := New(3, 0.8)
	seen := map[Kind]int{}
	var buf []byte
	for range 20_000 {
		buf = g.AppendEvent(buf[:0])
		for _, p := range g.Planted() {
			seen[p.Kind]++
			if !bytes.Contains(buf, []byte(p.Written)) {
				t.Fatalf("a planted %s is not in the event:\n%s", p.Kind, buf)
			}
		}
	}
	for _, k := range Kinds {
		if seen[k] == 0 {
			t.Errorf("kind %s was never planted", k)
		}
	}
}

func TestFormatsShowTheirSecrets(t *testing.T) {
	for i := range formats {
		f := &formats[i]
		t.Run(f.name, func(t *testing.T) {
			g := New(5, 1)
			for range 500 {
				g.planted = g.planted[:0]
				x := g.newExchange()
				g.plant(&x, f)
				event := f.append(g, nil, &x)
				for _, p := range g.planted {
					if !bytes.Contains(event, []byte(p.Written)) {
						t.Fatalf("a %s is not in the event:\n%s", p.Kind, event)
					}
				}
			}
		})
	}
}

func TestJSONFormatsAreValid(t *testing.T) {
	for i := range formats {
		f := &formats[i]
		if !f.json {
			continue
		}
		t.Run(f.name, func(t *testing.T) {
			g := New(5, 0.5)
			for range 500 {
				g.planted = g.planted[:0]
				x := g.newExchange()
				if g.oneIn(2) {
					g.plant(&x, f)
				}
				for line := range bytes.Lines(f.append(g, nil, &x)) {
					if !json.Valid(line) {
						t.Fatalf("not JSON: %s", line)
					}
				}
			}
		})
	}
}

func TestJWTHeaderIsJSON(t *testing.T) {
	g := New(1, 1)
	for range 100 {
		if h := g.jwtHeader(); !json.Valid([]byte(h)) {
			t.Fatalf("not JSON: %s", h)
		}
		if p := g.jwtPayload(); !json.Valid([]byte(p)) {
			t.Fatalf("not JSON: %s", p)
		}
	}
}

func TestHarmlessHoldsNoSecretWord(t *testing.T) {
	text := Append(nil, 11, 0, testSize)
	for _, word := range []string{"eyJ", "Bearer ey", "password=", "sessionid=", "BEGIN PRIVATE", "@example"} {
		if bytes.Contains(text, []byte(word)) {
			t.Errorf("a corpus without secrets holds %q", word)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(testSize)
	var buf []byte
	for b.Loop() {
		buf = Append(buf[:0], 1, 0.2, testSize)
	}
	if len(buf) < testSize {
		b.Fatalf("got %d bytes", len(buf))
	}
}
