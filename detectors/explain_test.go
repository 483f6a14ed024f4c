package detectors

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// opaque is a value that is random by its form, and nothing's secret.
const opaque = "0a1b2c3d4e5f60718293"

// explained is what the tables say of an Explanation.
type explained struct {
	reason               Reason
	kind, value          string
	place, key           string
	trigger, view        string
	options              Options
	line                 string
	lineNumber, columnNo int
}

var explanations = []explained{
	{reason: KeptEmpty, line: "GET token= next=1", kind: "token", key: "token", trigger: "="},
	{reason: KeptEmpty, line: "postgres://shop:@db.example/shop", kind: "password", trigger: "://"},
	{reason: KeptEmpty, line: "login --password --verbose", kind: "password", key: "password", trigger: "--"},
	{reason: KeptMask, line: "token=[FILTERED_TOKEN]", kind: "token", value: "[FILTERED_TOKEN]", key: "token", trigger: "="},
	{reason: KeptWord, line: "token=null", kind: "token", value: "null", key: "token", trigger: "="},
	{reason: KeptWord, line: "Authorization: Bearer null", kind: "token", value: "null", place: "header", key: "Authorization", trigger: ":"},
	{reason: KeptProse, line: "Bearer authentication required", kind: "token", value: "authentication", trigger: "bearer"},
	{reason: KeptProse, line: "the token was", kind: "token", value: "was", trigger: "token"},
	{reason: KeptCode, line: "password=/etc/shadow", kind: "password", value: "/etc/shadow", key: "password", trigger: "="},
	{reason: KeptCode, line: "if token == other {", kind: "token", key: "token", trigger: "="},
	{reason: KeptForm, line: "code=settled", kind: "token", value: "settled", key: "code", trigger: "="},
	{reason: KeptForm, line: "/reset/MQ/password-reset-done/", kind: "token", value: "password-reset-done", place: "path", trigger: runTrigger},
	{reason: KeptForm, line: "eyJhIjoxLCJiIjoyLCJjIjozfQ is no JWT", kind: "jwt", value: "eyJhIjoxLCJiIjoyLCJjIjozfQ", trigger: "eyJ"},
	{reason: KeptForm, line: "$x$yyyyyyyyyyyyyyyy$z", kind: "password_hash", value: "$x$yyyyyyyyyyyyyyyy$z", trigger: "$"},
	{reason: KeptNumber, line: "phone: 123", kind: "phone", value: "123", key: "phone", trigger: ":"},
	{reason: KeptField, line: `{"secret": {"a": 1}}`, kind: "token", place: "body", key: "secret", trigger: ":"},
	{reason: KeptAllowed, line: "mail ana@example.com", kind: "email", value: "ana@example.com", trigger: "@",
		options: Options{Allow: []Allow{{Kind: "email", Values: []string{"*@example.com"}}}}},
	{reason: KeptDisabled, line: "mail ana@example.com", kind: "email", value: "ana@example.com", trigger: "@", options: Options{Skip: []string{"email"}}},
	{reason: KeptAddress, line: "GET logo@2x.png", kind: "email", value: "logo@2x.png", trigger: "@"},
	{reason: KeptPlan, line: "or 0800-000000000 in words", kind: "phone", value: "0800-000000000", trigger: digitsTrigger},
	{reason: KeptName, line: "author=jane", kind: "token", value: "jane", key: "author", trigger: "="},
	{reason: KeptName, line: `{"token_type": "bearer"}`, kind: "token", value: "bearer", place: "body", key: "token_type", trigger: ":", view: "json"},
	{reason: KeptName, line: "?n=%3Ftoken_type%3Dbearer%26", kind: "token", value: "bearer", place: "query", key: "token_type", trigger: "%3D", view: "percent"},
	{reason: KeptPlace, line: "id=" + opaque, kind: "token", value: opaque, trigger: runTrigger},
	{reason: KeptPlace, line: "/files/" + opaque + "/x", kind: "token", value: opaque, place: "path", trigger: runTrigger},
	{reason: KeptIssuer, line: "got ghp_" + opaque, kind: "api_key", value: "ghp_" + opaque, trigger: runTrigger},
	{reason: KeptBlock, line: "-----BEGIN CERTIFICATE-----\nMIIE\n", kind: "private_key", value: "-----BEGIN CERTIFICATE-----", trigger: "-----BEGIN "},

	{reason: MaskedKey, line: "GET /?access_token=a%2Fb1c2d3&b=2", kind: "token", value: "a%2Fb1c2d3", place: "query", key: "access_token", trigger: "=", view: "percent"},
	{reason: MaskedKey, line: `{"m": "{\"password\": \"hunter22\"}"}`, kind: "password", value: "hunter22", place: "body", key: "password", trigger: ":", view: "json×2"},
	{reason: MaskedKey, line: "password: |\n  hunter22", kind: "password", value: "hunter22", key: "password", trigger: ":", lineNumber: 2, columnNo: 3},
	{reason: MaskedKey, line: "<access_token>" + opaque + "</access_token>", kind: "token", value: opaque, place: "body", key: "access_token", trigger: ">"},
	{reason: MaskedKey, line: "login --token " + opaque, kind: "token", value: opaque, key: "token", trigger: "--"},
	{reason: MaskedKey, line: "curl -u jane:hunter22", kind: "password", value: "hunter22", key: "-u", trigger: "-u"},
	{reason: MaskedForm, line: "code=" + opaque, kind: "token", value: opaque, key: "code", trigger: "="},
	{reason: MaskedForm, line: "/reset/MQ/" + opaque + "abc/", kind: "token", value: opaque + "abc", place: "path", trigger: runTrigger},
	{reason: MaskedScheme, line: `{"name": "Authorization", "value": "Bearer ` + opaque + `"}`, kind: "token", value: opaque, place: "header", key: "Authorization", trigger: ":", view: "json"},
	{reason: MaskedScheme, line: "sent bearer " + opaque, kind: "token", value: opaque, trigger: "bearer"},
	{reason: MaskedJWT, line: "eyJhbGciOiJIUzI1NiJ9.e30.c2ln", kind: "jwt", value: "eyJhbGciOiJIUzI1NiJ9.e30.c2ln", trigger: "eyJ"},
	{reason: MaskedIssuer, line: "got AKIAQ2W3E4R5T6Y7U8I9", kind: "api_key", value: "AKIAQ2W3E4R5T6Y7U8I9", trigger: runTrigger},
	{reason: MaskedAddress, line: `{"to": "ana\u0040example.com"}`, kind: "email", value: `ana\u0040example.com`, trigger: `\u0040`, view: "json"},
	{reason: MaskedPlan, line: "call 555-123-4567 now", kind: "phone", value: "555-123-4567", trigger: digitsTrigger},
	{reason: MaskedURL, line: "postgres://shop:hunter22@db.example/shop", kind: "password", value: "hunter22", trigger: "://"},
	{reason: MaskedPEM, line: "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n", kind: "private_key", value: "MIIEvQIBADANBg", trigger: "-----BEGIN ", lineNumber: 2, columnNo: 1},
	{reason: MaskedCrumb, line: "Cookie: lang=en; sid=abc", kind: "cookie", value: "abc", place: "cookie", key: "sid", trigger: ":"},
	{reason: MaskedHash, line: "pbkdf2_sha256$600000$abcdefgh$Zm9vYmFyYmF6cXV4cXV1eGZvb2JhcmJhejEyMzQ1Njc4", kind: "password_hash",
		value: "pbkdf2_sha256$600000$abcdefgh$Zm9vYmFyYmF6cXV4cXV1eGZvb2JhcmJhejEyMzQ1Njc4", trigger: "$"},
	{reason: MaskedSigned, line: "got eyJhIjoxfQ:1tAbCd:" + strings.Repeat("aB3", 9), kind: "session_data", value: "eyJhIjoxfQ:1tAbCd:" + strings.Repeat("aB3", 9), trigger: runTrigger},
	{reason: MaskedUser, line: "10.0.0.1 - " + opaque + " [22/Nov/2026:10:15:31 +0000] x", kind: "basic", value: opaque, trigger: runTrigger},
	{reason: MaskedCheck, line: "paid by 4111 1111 1111 1111 today", kind: "card", value: "4111 1111 1111 1111", trigger: digitsTrigger, options: Options{Only: []string{"card"}}},
	{reason: KeptCode, line: "connect(password=password, host=h)", kind: "password", key: "password", trigger: "="},
	{reason: MaskedAddress, line: "To: ana=40example.com", kind: "email", value: "ana=40example.com", trigger: "=40", view: "quoted-printable"},
	{reason: MaskedAddress, line: "to ana\u200b@example.com", kind: "email", value: "ana\u200b@example.com", trigger: obscuredTrigger, view: "obscured"},
	{reason: MaskedKey, line: "?X%2DApi%2DKey=" + opaque, kind: "api_key", value: opaque, place: "query", key: "X-Api-Key", trigger: "="},
	{reason: MaskedColumn, line: `INSERT INTO "t" ("id", "password") VALUES (1, 'hunter22')`, kind: "password", value: "hunter22", place: "sql", key: "password", trigger: "values"},
	{reason: MaskedColumn, line: `SELECT 1 WHERE "t"."password" = 'hunter22'; args=('hunter22',)`, kind: "password", value: "hunter22", place: "sql", key: "password", trigger: "=", view: "repr"},
}

// unexplained are reasons of kinds that this package has no example for.
var unexplained = []Reason{MaskedTerm, MaskedRule}

func TestExplain(t *testing.T) {
	seen := map[Reason]bool{}
	for _, want := range explanations {
		seen[want.reason] = true
		want = want.completed()
		var got []explained
		for _, x := range mustNew(t, want.options).NewScanner().Explain([]byte(want.line)) {
			got = append(got, explainedBy(x, want))
		}
		if !slices.ContainsFunc(got, func(g explained) bool { return cmp.Equal(g, want, cmp.AllowUnexported(explained{})) }) {
			t.Errorf("%s\nwant %+v\n got %+v", want.line, want, got)
		}
	}
	for r := range Reason(len(reasonTexts)) {
		if !seen[r] && !slices.Contains(unexplained, r) {
			t.Errorf("no example for: %s", r)
		}
	}
}

// completed fills in what an example does not say.
func (e explained) completed() explained {
	set := func(s *string, or string) {
		if *s == "" {
			*s = or
		}
	}
	set(&e.place, "text")
	set(&e.view, "raw")
	return e
}

// explainedBy is an Explanation as the table has it.
func explainedBy(x Explanation, want explained) explained {
	got := explained{reason: x.Reason, kind: x.Kind, value: want.line[x.Lo:x.Hi], place: x.Place, key: x.Key, trigger: x.Trigger, view: x.View,
		options: want.options, line: want.line}
	if want.lineNumber > 0 {
		got.lineNumber, got.columnNo = x.Line, x.Column
	}
	return got
}

// TestExplanationOfAKind: what comes with the kind and the mask.
func TestExplanationOfAKind(t *testing.T) {
	s := mustNew(t, Options{Mask: Mask{Mode: MaskHash, Key: []byte("0123456789abcdef")}}).NewScanner()
	src := []byte("first\nmail ana@example.com")
	x := s.Explain(src)
	if len(x) != 1 {
		t.Fatalf("got %+v", x)
	}
	want := Explanation{
		Masked: true, Kind: "email", Lo: 11, Hi: 26, Line: 2, Column: 6, Place: "text", Trigger: "@", TriggerAt: 14, View: "raw",
		Reason: MaskedAddress, Mask: strings.TrimPrefix(string(s.AppendRedact(nil, src)), "first\nmail "), CWE: emailKind.CWE, Severity: "medium",
	}
	if diff := cmp.Diff(want, x[0]); diff != "" {
		t.Error(diff)
	}
}

// TestExplainedViews: every way of writing that the generator has is told.
func TestExplainedViews(t *testing.T) {
	views := map[string]string{
		"query": "raw", "percent": "percent", "percent lower": "percent", "percent twice": "percent twice",
		"json": "json", "json in json": "json×2", "json three deep": "json×4", "repr": "repr", "bytes repr": "repr", "repr in json": "repr",
		"logfmt": "raw", "logfmt quoted": "raw", "html": "html", "html repr": "html", "list": "repr", "colour": "raw", "pair": "json",
	}
	s := mustNew(t, Options{}).NewScanner()
	for _, w := range writings {
		line := w.wrap("access_token", opaque)
		at := strings.Index(line, opaque)
		x := s.Explain([]byte(line))
		i := slices.IndexFunc(x, func(x Explanation) bool { return x.Masked && x.Lo == at })
		if i < 0 || x[i].View != views[w.name] || !strings.HasSuffix(x[i].Key, "token") {
			t.Errorf("%s: want view %q\n in %s\ngot %+v", w.name, views[w.name], line, x)
		}
	}
	for text, want := range map[string]string{
		`"\u0040"`: "json", `"\\u0040"`: "json×2", `"\\\"a"`: "json×2", `'\x40'`: "repr", "a&#64;b": "html", "%2540": "percent twice", `"a\/b"`: "json",
		`"%40"`: "percent", `: "%40"`: "percent+json", "": "raw", `\`: "raw", "%": "raw",
	} {
		lo := strings.IndexAny(text, `"'`) + 1
		hi := len(text)
		if lo > 0 {
			hi--
		}
		if got := viewOf([]byte(text), lo, hi); got != want {
			t.Errorf("viewOf(%s) is %q, want %q", text, got, want)
		}
	}
}

// checkExplained: Explain calls masked what Scan finds and nothing else, in
// order, and every near miss once and outside of what is masked.
func checkExplained(t reporter, s *Scanner, src []byte) {
	t.Helper()
	before := s.AppendRedact(nil, src)
	all := s.Explain(src)
	found, _ := s.Scan(Carry{}, Lines(src))
	var masked []Explanation
	said := map[string]bool{}
	for i, x := range all {
		if i > 0 && x.Lo < all[i-1].Lo {
			t.Fatalf("out of order: %+v after %+v\n in %q", x, all[i-1], src)
		}
		if id := fmt.Sprint(x.Lo, x.Hi, x.Key); said[id] {
			t.Fatalf("said twice: %+v\n in %q", x, src)
		} else {
			said[id] = true
		}
		if x.Masked {
			masked = append(masked, x)
		} else if _, inside := findingAt(found, x.Lo, x.Lo+1); inside {
			t.Fatalf("a near miss inside of a finding: %+v\n in %q", x, src)
		}
	}
	if len(masked) != len(found) {
		t.Fatalf("%d explained, %d found in %q", len(masked), len(found), src)
	}
	for i, f := range found {
		if x := masked[i]; x.Lo != f.Lo || x.Hi != f.Hi || x.Kind != s.engine.kinds[f.Kind].Name || x.Reason != f.Reason || x.Mask == "" && !f.Continued {
			t.Fatalf("explained %+v, found %+v\n in %q", x, f, src)
		}
	}
	if after := s.AppendRedact(nil, src); !bytes.Equal(before, after) {
		t.Fatalf("redacted otherwise after Explain\n in %q\n was %q\n is %q", src, before, after)
	}
}

// TestExplainIsScan: promise of Explain, for every choice of kinds, on the lines
// of the generator, on pieces of the examples and on anything.
func TestExplainIsScan(t *testing.T) {
	own := Options{Rules: []Rule{{Name: "level", Pattern: `(?i)info|error`}}, Dictionaries: []Dictionary{{Name: "words", Terms: []string{"login", "user", "a"}}}}
	for _, o := range []Options{{}, {Only: []string{AllKinds}}, {Only: []string{"email"}}, {Mask: Mask{Mode: MaskStars}}, {Mask: Mask{Mode: MaskPartial}}, own} {
		s := mustNew(t, o).NewScanner()
		rapid.Check(t, func(rt *rapid.T) {
			src := newPlant(rapid.Uint64().Draw(rt, "seed")).text(rapid.IntRange(1, 8).Draw(rt, "lines"))
			checkExplained(rt, s, src[rapid.IntRange(0, len(src)).Draw(rt, "from"):])
		})
		rapid.Check(t, func(rt *rapid.T) {
			var src []byte
			for _, e := range rapid.SliceOf(rapid.SampledFrom(explanations)).Draw(rt, "lines") {
				src = append(src, e.line[:rapid.IntRange(0, len(e.line)).Draw(rt, "cut")]...)
				src = append(src, rapid.SampledFrom([]string{"", " ", "\n", `"`, "%3D", `\"`}).Draw(rt, "end")...)
			}
			checkExplained(rt, s, src)
		})
		rapid.Check(t, func(rt *rapid.T) {
			checkExplained(rt, s, rapid.SliceOf(rapid.Byte()).Draw(rt, "bytes"))
		})
	}
}

// TestExplainSaysNoSecret: nothing that is planted shows in an explanation.
func TestExplainSaysNoSecret(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	for seed := range uint64(1000) {
		line := newPlant(seed).line()
		said := fmt.Sprintf("%+v", s.Explain([]byte(line.line)))
		for _, planted := range line.secrets {
			if part := leak(said, planted.text, ""); part != "" {
				t.Fatalf("%s shows %q of\n %s", said, part, line.line)
			}
		}
	}
	if said := fmt.Sprintf("%+v", s.Explain([]byte("ana@example.com_token_type=1"))); strings.Contains(said, "ana@") {
		t.Errorf("a name that holds an address is shown: %s", said)
	}
}

// TestExplainIsLinear: no input of 256 KiB takes long to explain.
func TestExplainIsLinear(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	for _, piece := range []string{"tok_type=", "@", "a@b ", "token= ", "author=x ", "a@example.com ", "id=" + opaque + " ", "$", "eyJ", "://a:@", `\"`} {
		src := bytes.Repeat([]byte(piece), 1<<18/len(piece))
		began := time.Now()
		s.Explain(src)
		if spent := time.Since(began); spent > 10*time.Second {
			t.Errorf("%d bytes of %q took %v", len(src), piece, spent)
		} else {
			t.Logf("%q %v", piece, spent)
		}
	}
}
