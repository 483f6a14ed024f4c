package detectors

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// longLine is one line of n bytes and more in which pieces stand between
// filler; as JSON it is an array of strings, numbers and objects.
func longLine(seed uint64, n int, asJSON bool) []byte {
	r := rand.New(rand.NewPCG(seed, 77))
	pieces := []string{"ORD-12345678", "Anna Schmidt", "xxx", "token=abc123abc1", "M%C3%BCller", "jane@example.com", "71234567", "lorem ipsum dolor", "word", "+4915112345678", "~a", "b~", "山田", "\\u00fc"}
	var b bytes.Buffer
	if asJSON {
		b.WriteString(`["begin"`)
		for b.Len() < n {
			switch r.IntN(4) {
			case 0:
				b.WriteString(`,712345`)
			case 1:
				b.WriteString(`,{"xk":true,"token":"` + strings.Repeat("a1", 1+r.IntN(30)) + `"}`)
			default:
				b.WriteString(`,"` + strings.Repeat("lorem ", r.IntN(50)) + pieces[r.IntN(len(pieces))] + ` \" ` + pieces[r.IntN(len(pieces))] + `"`)
			}
		}
		b.WriteString("]")
		return b.Bytes()
	}
	for b.Len() < n {
		b.WriteString(strings.Repeat("dolor ", r.IntN(60)) + pieces[r.IntN(len(pieces))])
		if r.IntN(3) > 0 {
			b.WriteByte(' ')
		}
	}
	return b.Bytes()
}

// TestLongLinesWithRules: windows of any size give what the whole gives, JSON
// stays JSON and nothing is left, in lines longer than any context.
func TestLongLinesWithRules(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine, and too slow under the race detector")
	}
	for i, e := range userEngines(t) {
		for seed := range uint64(2) {
			asJSON := seed%2 == 0
			src := longLine(seed, 90<<10+int(seed)*50<<10, asJSON)
			src = append(append([]byte("ORD-12345678 before\n"), src...), "\nORD-12345678 after\n"...)
			want := e.NewScanner().AppendRedact(nil, src)
			for _, n := range []int{16<<10 + 1, 100_001} {
				if got := redactInWindows(e, src, n); !bytes.Equal(got, want) {
					t.Fatalf("seed %d, windows of %d: %s", seed, n, diff(got, want))
				}
			}
			lines := bytes.Split(want, newline)
			if asJSON && !json.Valid(lines[1]) {
				t.Errorf("mask %d, seed %d: no longer JSON", i, seed)
			}
			o := maskOptions[i]
			o.Rules = nastyRules[:1]
			for _, secret := range []string{"ORD-1", "Anna Schmidt", "%BCller", "7123456", "word", "山田"} {
				// Without a blank before it, a term is no whole word.
				if words := strings.ContainsAny(secret, "A%"); bytes.Contains(want, []byte(secret)) && (asJSON || !words) {
					t.Errorf("mask %d, seed %d: %s stays", i, seed, secret)
				}
			}
		}
	}
}

// TestMatchesAtEveryOffset: around the edges of stretches and of windows.
func TestMatchesAtEveryOffset(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine, and too slow under the race detector")
	}
	e := mustNew(t, userOptions())
	filler := strings.Repeat("lorem ipsum dolor ", 1<<13)
	for _, text := range []string{"ORD-12345678", "Anna+Schmidt", "M%C3%BCller", `\u004fRD-12345678`} {
		for _, edge := range []int{stretchBytes, 4 * stretchBytes, maxWholeLine} {
			for at := edge - len(text) - 1; at <= edge+1; at += 5 {
				src := []byte(filler[:at-1] + " " + text + " " + filler[:50_000])
				want := e.NewScanner().AppendRedact(nil, src)
				if bytes.Contains(want, []byte(text)) || bytes.Count(want, []byte("FILTERED")) != 1 {
					t.Fatalf("%s at %d stays", text, at)
				}
				if got := redactInWindows(e, src, edge); !bytes.Equal(got, want) {
					t.Fatalf("%s at %d: %s", text, at, diff(got, want))
				}
			}
		}
	}
}

// TestLongMatches: a match ends after 64 KiB, in every window.
func TestLongMatches(t *testing.T) {
	e := mustNew(t, Options{Rules: []Rule{{Name: "span", Pattern: `begin[^.]*end`}, {Name: "many", Pattern: `#[a-z ]+`}}})
	is := func(src, want string) {
		t.Helper()
		for _, n := range []int{len(src), 10_000, 100_000} {
			if got := string(redactInWindows(e, []byte(src), n)); got != want {
				t.Fatalf("windows of %d: %s", n, diff([]byte(got), []byte(want)))
			}
		}
	}
	fill := strings.Repeat("lorem ", 10<<10)
	is("a begin"+fill+"end z", "a [FILTERED_SPAN] z")
	is(fill+fill+"a begin"+fill+"end z"+fill, fill+fill+"a [FILTERED_SPAN] z"+fill)
	rest := 2*len(fill) + 1 - MaxRuleMatch
	is("a#"+fill+fill+". z", "a[FILTERED_MANY]"+(fill + fill)[2*len(fill)-rest:]+". z")
}

// TestRulesTakeLinearTime: nothing is asserted; what goes back or looks too far
// does not end before the deadline.
func TestRulesTakeLinearTime(t *testing.T) {
	size := 128 << 10
	if testing.Short() {
		size = 70 << 10
	}
	for _, e := range userEngines(t)[:1] {
		for _, again := range []string{"x", "x ", "y", "ORD-", "ORD-12345678", "Schmidt ", "Anna ", "word", "~", "~a", `\`, `"`, `{"x":`, "7", "7 ", "*", "[FILTERED_", "%4f", "\\u00fc", "&#120;", "x\n", "[", "-z", "山田"} {
			for _, before := range []string{"", `["x`} {
				src := bytes.Repeat([]byte(again), size/len(again))
				src = append([]byte(before), src...)
				start := time.Now()
				out := e.NewScanner().AppendRedact(nil, src)
				t.Logf("%s%s… %.1f ns/byte", before, again, perByte(time.Since(start), src))
				if got := redactInWindows(e, src, 256<<10); !bytes.Equal(got, out) {
					t.Errorf("%s%s…: %s", before, again, diff(got, out))
				}
			}
		}
	}
}
