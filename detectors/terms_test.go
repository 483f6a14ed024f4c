package detectors

import (
	"errors"
	"strings"
	"testing"
)

// userOptions are rules and dictionaries that the tests share.
func userOptions() Options {
	return Options{
		Rules: []Rule{
			{Name: "order-ref", Pattern: `ORD-\d{8}`, Keywords: []string{"ORD-"}},
			{Name: "part", Pattern: `\bP[0-9]{6,}\b`},
		},
		Dictionaries: []Dictionary{
			{Name: "customers", Terms: []string{"Anna Schmidt", "Müller", "Schmidt", "山田", "AT&T", `CORP\newman`, "Иван Ёлкин", "C++ Guild"}},
			{Name: "codes", Terms: []string{"XK", "xkcd"}, MatchCase: true},
			{Name: "inside", Terms: []string{"qzqz"}, InsideWords: true},
		},
	}
}

// redactor redacts one line with these options.
func redactor(t testing.TB, o Options) func(string) string {
	t.Helper()
	e := mustNew(t, o)
	return func(line string) string { return string(e.NewScanner().AppendRedact(nil, []byte(line))) }
}

func becomes(t *testing.T, redact func(string) string) func(line, want string) {
	return func(line, want string) {
		t.Helper()
		if got := redact(line); got != want {
			t.Errorf("%s\n got %s\nwant %s", line, got, want)
		}
	}
}

func TestRulesAreFound(t *testing.T) {
	is := becomes(t, redactor(t, userOptions()))
	is("order ORD-12345678 shipped", "order [FILTERED_ORDER-REF] shipped")
	is("ORD-12345678", "[FILTERED_ORDER-REF]")
	is("ord-12345678", "ord-12345678")
	is("ORD-1234567", "ORD-1234567")
	is("ORD-123456789", "[FILTERED_ORDER-REF]9")
	is("ORD-12345678ORD-87654321\nORD-00000000\r\n", "[FILTERED_ORDER-REF][FILTERED_ORDER-REF]\n[FILTERED_ORDER-REF]\r\n")
	is("/o/ORD%2D12345678?x", "/o/[FILTERED_ORDER-REF]?x")
	is("/o/%4f%52%44%2d12345678?x", "/o/[FILTERED_ORDER-REF]?x")
	is(`{"id": "\u004fRD-12345678"}`, `{"id": "[FILTERED_ORDER-REF]"}`)
	is("&#79;RD-12345678", "[FILTERED_ORDER-REF]")
	is("P123456 xP123456 P1234567x", "[FILTERED_PART] xP123456 P1234567x")
}

func TestTermsAreFound(t *testing.T) {
	is := becomes(t, redactor(t, userOptions()))
	const c = "[FILTERED_CUSTOMERS]"
	is("Anna Schmidt called", c+" called")
	is("ANNA SCHMIDT called", c+" called")
	is("anna schmidts called", "anna schmidts called")
	is("Annaschmidt, Schmidt.", "Annaschmidt, "+c+".")
	is("xMüller Müllers MÜLLER", "xMüller Müllers "+c)
	is("name=M%C3%BCller&x=1", "name="+c+"&x=1")
	is("name=Anna+Schmidt&x=1 name=Anna%20Schmidt", "name="+c+"&x=1 name="+c)
	is(`{"n": "M\u00fcller", "m": "M\u00DCLLER"}`, `{"n": "`+c+`", "m": "`+c+`"}`)
	is("M&#252;ller b'M\\xc3\\xbcller'", c+" b'"+c+"'")
	is("東京の山田太郎です", "東京の"+c+"太郎です")
	is("AT&T, AT&amp;T, AT%26T, AT\\u0026T", strings.Repeat(c+", ", 3)+c)
	is(`CORP\newman {"u": "CORP\\newman"}`, c+` {"u": "`+c+`"}`)
	is("ИВАН ЁЛКИН иван ёлкин иван ёлкина", c+" "+c+" иван ёлкина")
	is("the C++ Guild", "the "+c)
	is("Schmidt_1 _Schmidt", c+"_1 _"+c)
	is("XK xk Xkcd xkcd", "[FILTERED_CODES] xk Xkcd [FILTERED_CODES]")
	is("aQZQZb", "a[FILTERED_INSIDE]b")
}

func TestUserAndBuiltinFindingsAreMerged(t *testing.T) {
	is := becomes(t, redactor(t, userOptions()))
	is("token=ORD-12345678abc", "token=[FILTERED_TOKEN]")
	is("Schmidt@example.com ORD-12345678@example.com", "[FILTERED_EMAIL] [FILTERED_EMAIL]")
	o := userOptions()
	o.Rules = append(o.Rules, Rule{Name: "pair", Pattern: `x=.*@example`})
	is = becomes(t, redactor(t, o))
	is("x=1 jane@example.com y", "[FILTERED_PAIR][FILTERED_EMAIL] y")
}

func TestUserMasksAreOptions(t *testing.T) {
	o := userOptions()
	o.Masks = map[string]Mask{"customers": {Mode: MaskStars}, "order-ref": {Mode: MaskRemove}, "part": {Label: "<{kind}>"}}
	o.Allow = []Allow{{Kind: "customers", Values: []string{"müller"}}}
	o.Skip = []string{"inside"}
	is := becomes(t, redactor(t, o))
	is("Schmidt ORD-12345678 P123456 müller qzqz", "******* - <part> müller qzqz")
	o.Skip, o.Only = nil, []string{"customers"}
	is = becomes(t, redactor(t, o))
	is("Schmidt ORD-12345678 jane@example.com", "******* ORD-12345678 jane@example.com")
}

func TestJSONWithUserFindings(t *testing.T) {
	o := userOptions()
	o.Rules = append(o.Rules, Rule{Name: "number", Pattern: `\d{6}`}, Rule{Name: "wide", Pattern: `begin.*end`})
	is := becomes(t, redactor(t, o))
	is(`{"a": 123456, "b": [1234567, true]}`, `{"a": "[FILTERED_NUMBER]", "b": ["[FILTERED_NUMBER]", true]}`)
	is(`{"a":"begin","b":12,"c":null,"d":"x end y"}`, `{"a":"[FILTERED_WIDE]","[FILTERED_WIDE]":"[FILTERED_WIDE]","[FILTERED_WIDE]":"[FILTERED_WIDE]","[FILTERED_WIDE]":"[FILTERED_WIDE] y"}`)
	is(`{"m":"{\"id\":123456,\"s\":\"begin \\u0041 end\"}"}`, `{"m":"{\"id\":\"[FILTERED_NUMBER]\",\"s\":\"[FILTERED_WIDE]\"}"}`)
	is(`{"m":"{\"m\":\"{\\\"id\\\":123456}\"}"}`, `{"m":"{\"m\":\"{\\\"id\\\":\\\"[FILTERED_NUMBER]\\\"}\"}"}`)
	is("123456", `"[FILTERED_NUMBER]"`)
	is("id 123456", `id [FILTERED_NUMBER]`)
}

func TestRulesAndDictionariesAreChecked(t *testing.T) {
	refused := func(o Options, want error) {
		t.Helper()
		if _, err := New(o); err == nil || want != nil && !errors.Is(err, want) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	rule := func(name, pattern string, keywords ...string) Options {
		return Options{Rules: []Rule{{Name: name, Pattern: pattern, Keywords: keywords}}}
	}
	refused(rule("", "a"), nil)
	refused(rule("A", "a"), nil)
	refused(rule("1a", "a"), nil)
	refused(rule("token", "a"), nil)
	refused(rule("a", "("), ErrPattern)
	refused(rule("a", `(?=a)`), ErrPattern)
	for _, p := range []string{"", "a*", "a|", `\b`, "^$", "(a?){3}"} {
		refused(rule("a", p), ErrEmptyMatch)
	}
	refused(rule("a", "a", "a", ""), ErrEmptyKeyword)
	refused(rule("a", `\[FILTERED_[A-Z]+\]`), ErrMatchesMask)
	refused(rule("a", `\S+`), ErrMatchesMask)
	refused(Options{Rules: []Rule{{Name: "a", Pattern: "a"}, {Name: "a", Pattern: "b"}}}, nil)
	refused(Options{Dictionaries: []Dictionary{{Name: "a"}}}, ErrNoTerms)
	for term, want := range map[string]error{"": ErrBareTerm, " - ": ErrBareTerm, "a\nb": ErrTermText, "\xff": ErrTermText, strings.Repeat("a", MaxTerm+1): ErrLongTerm} {
		refused(Options{Dictionaries: []Dictionary{{Name: "a", Terms: []string{"b", term}}}}, want)
	}
	for pattern, costly := range map[string]bool{`\d{6}`: true, `[A-Z]+-\d`: true, `ORD-\d`: false, `(?i)ord`: false, `(a1|b2)\d`: false, `(a1|\d)x?`: true, "::": true} {
		if got := (Rule{Name: "a", Pattern: pattern}).Costly(); got != costly {
			t.Errorf("%s: costly %v", pattern, got)
		}
	}
}
