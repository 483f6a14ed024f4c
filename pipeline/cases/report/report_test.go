package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"scrim/detectors"
	"scrim/pipeline/cases"
	"scrim/pipeline/cases/report"
	"scrim/pipeline/config"
)

// options are those of a shop with a rule and a dictionary.
func options() detectors.Options {
	return detectors.Options{
		Rules:        []detectors.Rule{{Name: "order-ref", Pattern: `ORD-\d{8}`}},
		Dictionaries: []detectors.Dictionary{{Name: "customers", Terms: []string{"Anna Schmidt"}}},
	}
}

// shop are cases that end in each way but with an error.
var shop = []config.Case{
	{Name: "an order", Line: 10, Input: "ORD-12345678", Expect: config.ExpectMasked, Masked: []string{"order-ref"}},
	{Name: "a short <order> & more", Line: 15, Input: "order ORD-1234567 of jane@example.org", Expect: config.ExpectMasked, Masked: []string{"order-ref", "card"}},
	{Name: "a login\x01", Line: 20, Input: "INFO login\npassword=hunter2hunter", Expect: config.ExpectUnchanged},
}

func run(t testing.TB, all []config.Case, o detectors.Options) *cases.Report {
	t.Helper()
	r, err := cases.Run(context.Background(), all, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// formats are all that there is.
var formats = map[string]func(io.Writer, *cases.Report, report.Options) error{"text": report.Text, "json": report.JSON, "junit": report.JUnit}

func written(t testing.TB, format string, r *cases.Report, o report.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := formats[format](&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const shopText = `ok    an order
FAIL  a short <order> & more (c.toml:15)
      not masked: card, order-ref; masked and not listed: email
        card: it is not looked for, see [detect]
        order-ref: the input comes near it, but nothing in it matches
        email: masked at line 1, byte 22 (text): an address under a real top-level domain
FAIL  a login` + "\uFFFD" + ` (c.toml:20)
      the output differs from the input; masked is password
        password: masked at line 2, byte 10 (text): it stands under a key that promises it
        line 2, from byte 10 on (-want +got):
          - password=‹hidden›
          + password=[FILTERED_PASSWORD]
the rule order-ref has no case that comes near it and must not mask it
the dictionary customers has no case that must mask it, and none that comes near it and must not
built-in kinds: 12, 0 with a case that must mask them, 2 with one that comes near and must not
1 passed, 2 failed
`

func TestText(t *testing.T) {
	r := run(t, shop, options())
	if diff := cmp.Diff(shopText, written(t, "text", r, report.Options{Config: "c.toml"})); diff != "" {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
	quiet := written(t, "text", r, report.Options{Config: "c.toml", Quiet: true})
	from, to := strings.Index(shopText, "FAIL"), strings.Index(shopText, "the rule")
	if diff := cmp.Diff(shopText[from:to], quiet); diff != "" {
		t.Errorf("quiet differs (-want +got):\n%s", diff)
	}
	painted := written(t, "text", r, report.Options{Config: "c.toml", Good: func(w string) string { return "<" + w + ">" }, Bad: func(w string) string { return "!" + w + "!" }})
	for _, want := range []string{"<ok>    an order\n", "!FAIL!  a short", "- <password=‹hidden›>\n", "+ !password=[FILTERED_PASSWORD]!\n"} {
		if !strings.Contains(painted, want) {
			t.Errorf("%q is not in\n%s", want, painted)
		}
	}
}

func TestJSON(t *testing.T) {
	text := written(t, "json", run(t, shop, options()), report.Options{Config: "c.toml"})
	var got struct {
		Version                           int
		Config                            string
		Cases                             []map[string]any
		Coverage                          []map[string]any
		Passed, Failed, Errors, Uncovered int
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if got.Version != 1 || got.Config != "c.toml" || got.Passed != 1 || got.Failed != 2 || got.Errors != 0 || got.Uncovered != 2 || len(got.Cases) != 3 {
		t.Errorf("%+v", got)
	}
	want := map[string]any{
		"name": "a login\uFFFD", "line": 20.0, "expect": "unchanged", "status": "failed", "reason": "the output differs from the input; masked is password",
		"kinds": []any{"password"},
		"unexpected": []any{map[string]any{"kind": "password", "places": []any{
			map[string]any{"line": 2.0, "column": 10.0, "where": "text", "reason": "it stands under a key that promises it"}}}},
		"differences": []any{map[string]any{"line": 2.0, "column": 10.0, "want": "password=‹hidden›", "got": "password=[FILTERED_PASSWORD]"}},
	}
	if diff := cmp.Diff(want, got.Cases[2]); diff != "" {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
	last := map[string]any{"kind": "order-ref", "origin": "rule", "must_mask": 2.0, "must_not_mask": 0.0}
	if diff := cmp.Diff(last, got.Coverage[len(got.Coverage)-2]); diff != "" {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
}

func TestJSONHasNoNull(t *testing.T) {
	if text := written(t, "json", run(t, nil, detectors.Options{Only: []string{"email"}}), report.Options{}); strings.Contains(text, "null") {
		t.Error(text)
	}
}

// junit is what a consumer reads.
type junit struct {
	XMLName  xml.Name `xml:"testsuites"`
	Tests    int      `xml:"tests,attr"`
	Failures int      `xml:"failures,attr"`
	Errors   int      `xml:"errors,attr"`
	Suites   []suite  `xml:"testsuite"`
}

type suite struct {
	Name       string  `xml:"name,attr"`
	Tests      int     `xml:"tests,attr"`
	Failures   int     `xml:"failures,attr"`
	Errors     int     `xml:"errors,attr"`
	Time       float64 `xml:"time,attr"`
	Properties []struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	} `xml:"properties>property"`
	Cases []testcase `xml:"testcase"`
}

type testcase struct {
	Name    string  `xml:"name,attr"`
	Class   string  `xml:"classname,attr"`
	Time    float64 `xml:"time,attr"`
	Failure *reason `xml:"failure"`
	Error   *reason `xml:"error"`
}

type reason struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// known are the elements that strict consumers know, with their attributes and
// what may stand in them.
var known = map[string]struct{ attributes, children string }{
	"testsuites": {"name time tests failures disabled errors", "testsuite"},
	"testsuite":  {"name tests failures errors time disabled skipped timestamp hostname id package", "properties testcase"},
	"properties": {"", "property"},
	"property":   {"name value", ""},
	"testcase":   {"name assertions time classname status", "error failure"},
	"failure":    {"type message", ""},
	"error":      {"type message", ""},
}

// checkKnown walks through all elements.
func checkKnown(t *testing.T, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	within := []string{""}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		switch e := token.(type) {
		case xml.StartElement:
			name, parent := e.Name.Local, within[len(within)-1]
			if parent != "" && !slices.Contains(strings.Fields(known[parent].children), name) || parent == "" && name != "testsuites" {
				t.Errorf("%s in %q", name, parent)
			}
			for _, a := range e.Attr {
				if !slices.Contains(strings.Fields(known[name].attributes), a.Name.Local) {
					t.Errorf("%s has an attribute %s", name, a.Name.Local)
				}
			}
			within = append(within, name)
		case xml.EndElement:
			within = within[:len(within)-1]
		}
	}
}

func parse(t *testing.T, text string) (got junit) {
	t.Helper()
	checkKnown(t, text)
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = true
	if err := d.Decode(&got); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return got
}

func TestJUnit(t *testing.T) {
	r := run(t, shop, options())
	got := parse(t, written(t, "junit", r, report.Options{Config: "c.toml"}))
	if len(got.Suites) != 1 || got.Suites[0].Name != "c.toml" || got.Suites[0].Tests != 3 || got.Suites[0].Failures != 2 || got.Suites[0].Errors != 0 {
		t.Fatalf("%+v", got)
	}
	all := got.Suites[0].Cases
	if all[0].Failure != nil || all[0].Name != "an order" || all[0].Class != "c.toml" {
		t.Errorf("%+v", all[0])
	}
	if f := all[1].Failure; all[1].Name != "a short <order> & more" || f == nil || f.Type != "masked" || f.Message != "not masked: card, order-ref; masked and not listed: email" {
		t.Errorf("%+v", all[1])
	}
	if f := all[2].Failure; f == nil || !strings.HasPrefix(f.Text, "c.toml:20\n") || !strings.Contains(f.Text, "\n    - password=‹hidden›\n    + password=[FILTERED_PASSWORD]\n") {
		t.Errorf("%+v", all[2])
	}
	properties := got.Suites[0].Properties
	if p := properties[len(properties)-2]; p.Name != "coverage.order-ref" || p.Value != "must_mask=2 must_not_mask=0" {
		t.Errorf("%+v", p)
	}
}

func TestJUnitOfRequiredCoverage(t *testing.T) {
	got := parse(t, written(t, "junit", run(t, shop, options()), report.Options{Config: "c.toml", RequireCoverage: true}))
	if got.Tests != 5 || got.Failures != 4 || len(got.Suites) != 2 {
		t.Fatalf("%+v", got)
	}
	for _, c := range got.Suites[1].Cases {
		if c.Failure == nil || c.Failure.Type != "coverage" {
			t.Errorf("%+v", c)
		}
	}
}

func TestJUnitOfAnError(t *testing.T) {
	r := &cases.Report{Cases: []cases.Result{{Name: "x", Expect: config.ExpectWant, Status: cases.Broken, Reason: "detection failed on it"}}}
	got := parse(t, written(t, "junit", r, report.Options{Config: "c.toml"}))
	if c := got.Suites[0].Cases[0]; got.Errors != 1 || c.Error == nil || c.Error.Message != "detection failed on it" || c.Failure != nil {
		t.Errorf("%+v", got)
	}
	if text := written(t, "text", r, report.Options{Config: "c.toml"}); !strings.HasPrefix(text, "ERROR x (c.toml:0)\n      detection failed on it\n") {
		t.Error(text)
	}
}

// alphabets are what secrets are made of.
var alphabets = []string{
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "0123456789abcdef", "abcdefghijklmnopqrstuvwxyz", "0123456789",
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-.", "абвгдежзиклмнопрстуфхцчшщ", "!#$%&()*+,-./:;<=>?@[]^_{|}~abcXYZ019 ",
}

// secretOf makes a secret.
func secretOf(r *rand.Rand) string {
	alphabet := []rune(alphabets[r.IntN(len(alphabets))])
	secret := make([]rune, 8+r.IntN(40))
	for i := range secret {
		secret[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(secret)
}

// planted are cases that mostly fail; %s is a secret, and so is %[2]s.
var planted = []config.Case{
	{Input: "x=%s", Expect: config.ExpectMasked, Masked: []string{"token", "order-ref"}},
	{Input: "password=%s and ORD-%[2]s", Expect: config.ExpectMasked, Masked: []string{"email"}},
	{Input: "%s=1 and author%[2]s=%s", Expect: config.ExpectMasked, Masked: []string{"token"}},
	{Input: "note %s end", Expect: config.ExpectWant, Want: "note [FILTERED_TOKEN] end"},
	{Input: "note %s end\nnext %[2]s", Expect: config.ExpectWant, Want: "note %s end"},
	{Input: "password=%s", Expect: config.ExpectWant, Want: "password=%s"},
	{Input: "ref %s of jane@example.org, %[2]s", Expect: config.ExpectWant, Want: "ref %s of jane@example.org, %[2]s"},
	{Input: `{"Authorization": "Bearer %s", "note": "%[2]s"}`, Expect: config.ExpectUnchanged},
	{Input: "GET /%s?token=%[2]s HTTP/1.1\n%s", Expect: config.ExpectUnchanged},
	{Input: "mail to %s@example.com and %[2]s.%s@example.org", Expect: config.ExpectUnchanged},
	{Input: "%s", Expect: config.ExpectWant, Want: "%s%[2]s"},
	{Input: "Cookie: a=%s; b=%[2]s", Expect: config.ExpectWant, Want: "Cookie: a=%[2]s; b=%s"},
	{Input: "-----BEGIN PRIVATE KEY-----\n%s\n%[2]s\n-----END PRIVATE KEY-----", Expect: config.ExpectUnchanged},
	{Input: "Anna Schmidt %s", Expect: config.ExpectWant, Want: "Anna Schmidt %[2]s"},
}

// masks are those of the planted cases. Partial shows up to four bytes.
var masks = []detectors.Mask{
	{}, {Mode: detectors.MaskStars}, {Mode: detectors.MaskRemove}, {Mode: detectors.MaskPartial}, {Label: "#"}, {Label: "<{kind}>"},
	{Mode: detectors.MaskHash, Key: []byte("not a secret, but long enough"), KeyID: "k1"}, {Mode: detectors.MaskTemplate, Template: "<{kind}:{length}>"},
}

var pseudonym = regexp.MustCompile(`-k1-[0-9a-f]{24}`)

// leak is a piece of six bytes of a secret that a text holds.
func leak(text, secret string) string {
	for i := 6; i <= len(secret); i++ {
		if piece := secret[i-6 : i]; strings.Contains(text, piece) {
			return piece
		}
	}
	return ""
}

// TestNoFormatShowsASecret: wherever secrets are in cases that fail, no format
// shows a piece of one. Names hide words with a digit only, so that only such
// secrets are planted there.
func TestNoFormatShowsASecret(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0))
		o := options()
		o.Mask = rapid.SampledFrom(masks).Draw(rt, "mask")
		var all []config.Case
		var secrets []string
		for i, c := range planted {
			a, b := secretOf(random), secretOf(random)
			secrets = append(secrets, a, b)
			fill := func(text string) string { return strings.NewReplacer("%s", a, "%[2]s", b).Replace(text) }
			c.Name, c.Input, c.Want = "case "+strconv.Itoa(i), fill(c.Input), fill(c.Want)
			if !strings.Contains(a, " ") && strings.ContainsAny(a, "0123456789") {
				c.Name += " of " + a
			}
			all = append(all, c)
		}
		r := run(t, all, o)
		if r.Count(cases.Failed) < len(planted)/2 {
			rt.Fatalf("only %d fail", r.Count(cases.Failed))
		}
		for format := range formats {
			text := written(t, format, r, report.Options{Config: "c.toml", RequireCoverage: true})
			text = pseudonym.ReplaceAllString(text, "") // random digits of their own
			text += html.UnescapeString(text) + strings.ReplaceAll(text, `\"`, `"`)
			for _, secret := range secrets {
				if piece := leak(text, secret); piece != "" {
					rt.Fatalf("%s shows %q of %q:\n%s", format, piece, secret, text)
				}
			}
		}
	})
}

func Example() {
	c, err := config.Parse("scrim.toml", []byte(`
[[rule]]
name = "order-ref"
pattern = 'ORD-\d{8}'

[[test]]
name = "an order"
input = "order ORD-12345678"
masked = ["order-ref"]

[[test]]
name = "no order"
input = "order ORD-1234567"
unchanged = true
`), config.Types{})
	if err != nil {
		fmt.Println(err)
		return
	}
	o, _ := c.DetectorOptions()
	r, err := cases.Run(context.Background(), c.Cases(), o)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, one := range r.Cases {
		fmt.Println(one.Status, one.Name)
	}
	fmt.Println(len(r.Uncovered()), "without cases")
	// Output:
	// passed an order
	// passed no order
	// 0 without cases
}
