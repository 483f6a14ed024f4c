package detectors

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// nastyRules are rules that overlap with everything, see the edges of their
// neighbours, and look like what masks leave behind.
var nastyRules = []Rule{
	{Name: "order-ref", Pattern: `ORD-\d{8}`, Keywords: []string{"ORD-"}},
	{Name: "head", Pattern: `\bx`},
	{Name: "tail", Pattern: `y\b`},
	{Name: "edge", Pattern: `^a|b$`},
	{Name: "hyphen", Pattern: `-z-?`},
	{Name: "quotes", Pattern: `q.{0,5}"`},
	{Name: "number", Pattern: `7\d+`},
	{Name: "key", Pattern: `(?i)tok`},
	{Name: "wide", Pattern: `~.*~`},
	{Name: "escape", Pattern: `u00`},
	{Name: "bracket", Pattern: `]k`},
}

var nastyDictionaries = []Dictionary{
	{Name: "customers", Terms: []string{"Anna Schmidt", "Schmidt", "Müller", "山田", "AT&T", `CORP\newman`, "true", "42"}},
	{Name: "inside", Terms: []string{"word", "Ünd", "9"}, InsideWords: true},
	{Name: "cased", Terms: []string{"XK", "null"}, MatchCase: true},
}

// userEngines has one engine with rules and dictionaries for each mask.
func userEngines(t testing.TB) []*Engine {
	t.Helper()
	var all []*Engine
	for _, o := range maskOptions {
		o.Rules, o.Dictionaries = nastyRules, nastyDictionaries
		all = append(all, mustNew(t, o))
	}
	return all
}

// contextWindow is windowOf with the context that the engine asks for.
func contextWindow(e *Engine, src []byte, lo, hi int) Window {
	behind, ahead := e.Context()
	from, to := lo, hi
	if lo > 0 && src[lo-1] != '\n' {
		from = max(0, lo-behind)
	}
	open := hi < len(src) && src[hi-1] != '\n'
	cut := false
	if open {
		to = min(len(src), hi+ahead)
		cut = to < len(src) && bytes.IndexByte(src[hi:to], '\n') < 0
	}
	return Window{Data: src[from:to:to], Lo: lo - from, Hi: hi - from, Open: open, Cut: cut}
}

// redactInWindows is redactWindowed with that context.
func redactInWindows(e *Engine, src []byte, n int) []byte {
	s := e.NewScanner()
	var out []byte
	var carry Carry
	for lo := 0; lo < len(src); {
		hi := min(len(src), lo+n)
		if last := bytes.LastIndexByte(src[lo:hi], '\n'); last >= 0 {
			hi = lo + last + 1
		}
		w := contextWindow(e, src, lo, hi)
		var found []Finding
		found, carry = s.Scan(carry, w)
		out = s.AppendMasked(out, w, found)
		lo = hi
	}
	return out
}

// userSeeds are texts in which rules, terms and built-in kinds meet.
var userSeeds = []string{
	"order ORD-12345678 for Anna Schmidt, anna@example.com", "xxxx yyyy a b", "ORD-00000000token=abc123abc1", "x+4915112345678 Schmidt2125550100",
	`{"a": "q\"u00e9", "u00": 7123, "b": [true, 42, null, 71234567], "c": "~x", "d": "y~"}`,
	`{"m": "{\"phone\": 74915112345678, \"n\": \"{\\\"k\\\": 777}\", \"s\": \"M\\u00fcller\"}", "t": "M\u00fcller"}`,
	"name=M%C3%BCller&n=Anna+Schmidt&t=%4f%52%44-12345678", "x-z-z-z", "-z--z-", "****x**** x*y", "password=xSchmidty", "Bearer Schmidt required",
	"~token=abc123abc1 x~ password: y", `{"authorization": 7123, "token": "x42y"}`, "b\r\na\r\nb", `["Schmidt"]`, "[FILTERED_CUSTOMERS]x [FILTERED_TOKEN]k",
	"-----BEGIN PRIVATE KEY-----\nMIIESchmidt\nx\n-----END PRIVATE KEY-----", "{\n  \"name\": \"xAuthorization\",\n  \"value\": \"tokabc123abc1\"\n}", `"q"`, "7123", "true", ` 42 `,
	`{"a":"\ud83d\ude00 word \ud83d"}`, `{"a":"\\u00fc \\\\u00fc"}`, "山田太郎 AT&amp;T CORP\\newman", `{"u":"CORP\\newman"}`, "[x](y) ]k]k", "Cookie: a=x; b=y; XK=9",
}

// checkUser checks every promise for one engine.
func checkUser(t reporter, e *Engine, o Options, src []byte, window int) {
	t.Helper()
	s := e.NewScanner()
	once := s.AppendRedact(nil, src)
	if got := redactInWindows(e, src, max(1, window, len(src)/200)); !bytes.Equal(got, once) {
		t.Fatalf("windows of %d: %s\nin %q", window, diff(got, once), src)
	}
	if twice := s.AppendRedact(nil, once); !bytes.Equal(once, twice) {
		t.Fatalf("the second time: %s\nin %q\nonce %q", diff(twice, once), src, once)
	}
	checkOutside(t, e, o, src)
	in, out := bytes.Split(src, newline), bytes.Split(once, newline)
	for i := range in {
		// A line of digits in a block of PEM is no document.
		if json.Valid(in[i]) && !json.Valid(out[i]) && !bytes.Contains(src, []byte("-----")) {
			t.Fatalf("line %d is no longer JSON\n in %q\nout %q", i+1, in[i], out[i])
		}
	}
	checkNothingStays(t, s, o, src)
}

// checkNothingStays compares with the slow and obvious: whatever a pattern or a
// term matches in a line without masks and escapes is covered by findings.
func checkNothingStays(t reporter, s *Scanner, o Options, src []byte) {
	t.Helper()
	base := 0
	for _, line := range bytes.SplitAfter(src, newline) {
		text := lineText(line)
		if !bytes.ContainsAny(text, `%\&[*`) && !json.Valid(text) && !bytes.Contains(src, []byte("-----")) {
			found, _ := s.Scan(Carry{}, Lines(line))
			covered := make([]bool, len(line)+1)
			for _, f := range found {
				for i := f.Lo; i < f.Hi; i++ {
					covered[i] = true
				}
			}
			for _, r := range o.Rules {
				for _, m := range regexp.MustCompile(r.Pattern).FindAllIndex(text, -1) {
					wantCovered(t, covered, m[0], m[1], r.Pattern, line)
				}
			}
			for _, term := range []string{"word", "9"} {
				for at := 0; ; at++ {
					n := strings.Index(string(text[at:]), term)
					if n < 0 {
						break
					}
					at += n
					wantCovered(t, covered, at, at+len(term), term, line)
				}
			}
		}
		base += len(line)
	}
}

func wantCovered(t reporter, covered []bool, lo, hi int, what string, line []byte) {
	t.Helper()
	for i := lo; i < hi; i++ {
		if !covered[i] {
			t.Fatalf("%s: byte %d of %q stays", what, i, line)
		}
	}
}

// FuzzRules: every promise with rules and dictionaries.
func FuzzRules(f *testing.F) {
	for i, seed := range userSeeds {
		f.Add([]byte(seed), uint16(1+i%9), uint8(i))
		f.Add([]byte(seed), uint16(1+i%5), uint8(i+1))
	}
	for i, seed := range fuzzSeeds() {
		f.Add(seed, uint16(7+i), uint8(i))
	}
	all := userEngines(f)
	f.Fuzz(func(t *testing.T, src []byte, window uint16, mode uint8) {
		if len(src) > 1<<14 {
			return
		}
		i := int(mode) % len(all)
		o := maskOptions[i]
		o.Rules = nastyRules
		checkUser(t, all[i], o, src, int(window))
	})
}

// TestRulesKeepEveryPromise puts pieces of everything together.
func TestRulesKeepEveryPromise(t *testing.T) {
	pieces := append([]string{
		"x", "y", "a", "b", "-z", "-z-", "7", "71", "tok", "token=", "q", `"`, `\"`, `\\`, "~", "~", "u00", `\u00e9`, "[", "]k", "*", "***", " ", " ", "Schmidt", "Anna Schmidt", "Müller", "M%C3%BCller",
		"word", "9", "XK", "null", "true", "42", "ORD-12345678", "%4f", "&#120;", "山田", "@example.com", "+4915112345678", "2125550100", "password: ", "Bearer ", "&", "=", "{", "}", ":", ",", "\n", "\r\n",
		"[FILTERED_HEAD]", "[FILTERED_TOKEN]", "0a1b2c3d4e5f6071", "/reset/", "Cookie: ", "; ",
	}, userSeeds...)
	for i, e := range userEngines(t) {
		o := maskOptions[i]
		o.Rules = nastyRules
		rapid.Check(t, func(rt *rapid.T) {
			src := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 25).Draw(rt, "pieces"), "")
			checkUser(rt, e, o, []byte(src), rapid.IntRange(1, 60).Draw(rt, "window"))
		})
	}
}

// TestDocumentsWithRulesStayJSON: random documents, also as strings in strings.
func TestDocumentsWithRulesStayJSON(t *testing.T) {
	for i, e := range userEngines(t) {
		o := maskOptions[i]
		o.Rules = nastyRules
		rapid.Check(t, func(rt *rapid.T) {
			d := newDocuments(rapid.Uint64().Draw(rt, "seed"))
			d.indent = ""
			src := d.object(3)
			for range rapid.IntRange(0, 2).Draw(rt, "depth") {
				src = `{"xm": ` + d.quote(src) + `, "n": 71234}`
			}
			checkUser(rt, e, o, []byte(src), rapid.IntRange(20, 900).Draw(rt, "window"))
			got := e.NewScanner().AppendRedact(nil, []byte(src))
			checkNested(rt, []byte(src), got)
		})
	}
}

// checkNested: a string that was an object or an array still is.
func checkNested(t reporter, src, got []byte) {
	t.Helper()
	var in, out any
	if json.Unmarshal(src, &in) != nil {
		return
	}
	if err := json.Unmarshal(got, &out); err != nil {
		t.Fatalf("no longer JSON\n in %s\nout %s", src, got)
	}
	var walk func(in, out any)
	walk = func(in, out any) {
		switch in := in.(type) {
		case []any:
			for i := range in {
				walk(in[i], out.([]any)[i])
			}
		case string:
			text, _ := out.(string)
			if inner := strings.TrimSpace(in); inner != "" && (inner[0] == '{' || inner[0] == '[') && json.Valid([]byte(in)) && !isMaskText(text) {
				checkNested(t, []byte(in), []byte(text))
			}
		case map[string]any:
			members := out.(map[string]any)
			for k, v := range in {
				if w, ok := members[k]; ok { // names may be masked as well
					walk(v, w)
				}
			}
		}
	}
	walk(in, out)
}
