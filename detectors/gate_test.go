package detectors

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// gatedOptions have words of every sort that a gate tells apart, and no rule that
// opens it for every line.
func gatedOptions() []Options {
	short := Options{Dictionaries: []Dictionary{
		{Name: "short", Terms: []string{"9", "XK", "a b", "C+", "q-"}, InsideWords: true},
		{Name: "whole", Terms: []string{"word", "x.y", "ab c", "山田", "(q)", "AT&T"}},
	}}
	cased := Options{Dictionaries: []Dictionary{{Name: "cased", Terms: []string{"Ünd", "ЁЖ", "Word", "山a"}, MatchCase: true}}}
	many := Options{Rules: []Rule{{Name: "pair", Pattern: `qq?-\d`}}}
	for _, a := range "abcdefghijklmnopqrstuvwxyz" {
		for _, b := range "aeiou19-" {
			many.Rules = append(many.Rules, Rule{Name: "r-" + string(a) + strings.Trim(string(b), "-"), Pattern: string(a) + string(b) + `[x-z]\d`, Keywords: []string{string(a) + string(b) + "x", string(b) + string(a) + "yz", "z " + string(a) + string(b)}})
		}
	}
	many.Rules = many.Rules[:200]
	return []Options{userOptions(), short, cased, many}
}

// openGate is the same engine with a gate that lets everything through.
func openGate(e *Engine) *Engine {
	open, terms := *e, *e.terms
	terms.gate = gate{every: true}
	open.terms = &terms
	return &open
}

// checkGate compares an engine with itself without its gate.
func checkGate(t reporter, e, open *Engine, src []byte, window int) {
	t.Helper()
	want := open.NewScanner().AppendRedact(nil, src)
	if got := e.NewScanner().AppendRedact(nil, src); !bytes.Equal(got, want) {
		t.Fatalf("the gate changes %s\nin %q", diff(got, want), src)
	}
	if got := redactInWindows(e, src, window); !bytes.Equal(got, want) {
		t.Fatalf("in windows of %d, the gate changes %s\nin %q", window, diff(got, want), src)
	}
}

// gateSeeds are ways to write words.
var gateSeeds = []string{
	"order ORD-12345678, ord-1 P123456", "ORD%2d12345678 %4f%52%44-12345678 \\u004fRD-12345678 OR\\x44-12345678 ORD\\_", "&#79;RD-12345678 &#x4F;RD-12345678",
	"O\u200bRD-12345678 \uff2fRD-12345678 \u00adORD-12345678 OR\ufeffD-12345678 O\u2060RD-12345678", "Anna Schmidt, anna+schmidt, Anna%20Schmidt, Anna%2BSchmidt, Anna&nbsp;Schmidt, Anna\\u0020Schmidt",
	"annaxschmidt xAnna Schmidt Anna Schmidty", "\\nSchmidt\\tSchmidt %0ASchmidt%41Schmidt &#65;Schmidt", "M\\u00fcller M%C3%BCller M&#252;ller m\u00dcLLER", "CORP\\\\newman CORP\\newman CORP%5Cnewman", "AT&T AT&amp;T AT%26T at\\u0026t (q) %28q%29",
	"山田 %E5%B1%B1%E7%94%B0 \\u5c71\\u7530 x山田y", "9 XK xk a b a+b a%20b C+ c%2B C%20 q- 4Q%2d", "Ünd ünd %c3%9cnd ЁЖ ёж \\u0401\\u0416 Word word 山a", "aex1 EAyz z ae z+ae z%20ae aEX9 bax1", "[FILTERED_SHORT]word[FILTERED_WHOLE]9 ab****yzword",
}

// TestTheGateLosesNothing: an engine does what it does without its gate.
func TestTheGateLosesNothing(t *testing.T) {
	pieces := []string{" ", " ", "\n", "x", "A", "1", "%", "\\", "&", "%25", "+", "-", "\u200b", "\uff41", strings.Repeat("lorem ipsum ", 7)}
	for _, seed := range gateSeeds {
		pieces = append(pieces, strings.Fields(seed)...)
	}
	for _, o := range gatedOptions() {
		e := mustNew(t, o)
		if e.terms.gate.every {
			t.Fatal("a gate is open")
		}
		open := openGate(e)
		rapid.Check(t, func(rt *rapid.T) {
			src := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 25).Draw(rt, "pieces"), "")
			checkGate(rt, e, open, []byte(src), rapid.IntRange(1, 90).Draw(rt, "window"))
		})
	}
}

// TestTheGateOfLongLines: the same for lines that are looked at in stretches.
func TestTheGateOfLongLines(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine, and too slow under the race detector")
	}
	for _, o := range gatedOptions() {
		e := mustNew(t, o)
		for i, seed := range gateSeeds {
			for _, at := range []int{stretchBytes - 5, 5*stretchBytes - 3} {
				src := []byte(strings.Repeat("-", at) + " " + seed + strings.Repeat(" -", 40<<10))
				checkGate(t, e, openGate(e), src, 90_000+i)
			}
		}
	}
}

// FuzzGate is TestTheGateLosesNothing on any text.
func FuzzGate(f *testing.F) {
	for i, seed := range gateSeeds {
		f.Add([]byte(seed), uint16(5+i), uint8(i))
	}
	var all, open []*Engine
	for _, o := range gatedOptions() {
		e := mustNew(f, o)
		all, open = append(all, e), append(open, openGate(e))
	}
	f.Fuzz(func(t *testing.T, src []byte, window uint16, which uint8) {
		if len(src) > 1<<12 {
			return
		}
		i := int(which) % len(all)
		checkGate(t, all[i], open[i], src, max(1, int(window), len(src)/50))
	})
}

// TestAKeywordMayBeLong: longer than what a sieve keeps of it.
func TestAKeywordMayBeLong(t *testing.T) {
	long := "x" + strings.Repeat("ab ", 30_000) + "9"
	e := mustNew(t, Options{Rules: []Rule{{Name: "long", Pattern: `y\d`, Keywords: []string{long}}}})
	checkGate(t, e, openGate(e), []byte("y1 "+long+" y2\ny3\n"), 50_000)
}
