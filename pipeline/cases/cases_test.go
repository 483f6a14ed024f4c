package cases

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/config"
)

// own are a rule and two dictionaries, the beginning of every configuration here.
const own = `
[[rule]]
name = "order-ref"
pattern = 'ORD-\d{8}'

[[rule]]
name = "shape"
pattern = '\b\d{2}[a-f]\d{2}\b'

[[dictionary]]
name = "customers"
terms = ["Anna Schmidt", "Müller", "Bank of Ulm"]
`

// runText runs the cases of a configuration.
func runText(t *testing.T, text string) *Report {
	t.Helper()
	c, err := config.Parse("c.toml", []byte(text), config.Types{})
	if err != nil {
		t.Fatal(err)
	}
	o, err := c.DetectorOptions()
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(context.Background(), c.Cases(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// runOne runs one case, of which the rest of the table is given.
func runOne(t *testing.T, before, test string) Result {
	t.Helper()
	r := runText(t, before+"\n[[test]]\nname = 'it'\n"+test)
	if len(r.Cases) != 1 {
		t.Fatalf("%d cases", len(r.Cases))
	}
	return r.Cases[0]
}

func TestCase(t *testing.T) {
	f := func(name, test string, want Status, reason string) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			t.Helper()
			got := runOne(t, own, test)
			if got.Status != want || got.Reason != reason {
				t.Errorf("%s: %q, want %s: %q", got.Status, got.Reason, want, reason)
			}
		})
	}
	const mail = "input = 'mail of jane@example.org, twice jane@example.org'\n"
	f("the kinds", mail+"masked = ['email']", Passed, "")
	f("a kind too few", mail+"masked = ['email', 'order-ref']", Failed, "not masked: order-ref")
	f("a kind too many", "input = 'ORD-12345678 of jane@example.org'\nmasked = ['order-ref']", Failed, "masked and not listed: email")
	f("another kind", mail+"masked = ['token']", Failed, "not masked: token; masked and not listed: email")
	f("several lines", "input = '''\n{\"name\": \"Authorization\",\n \"value\": \"Bearer 0a1b2c3d4e5f60718293\"}\n'''\nmasked = ['token']", Passed, "")
	f("unchanged", "input = 'logo@2x.png'\nunchanged = true", Passed, "")
	f("changed", mail+"unchanged = true", Failed, "the output differs from the input; masked is email")
	f("want", mail+"want = 'mail of [FILTERED_EMAIL], twice [FILTERED_EMAIL]'", Passed, "")
	f("want something else", mail+"want = 'mail of [FILTERED_EMAIL]'", Failed, "the output differs from want; masked is email")
	f("want and nothing is masked", "input = 'order'\nwant = '[FILTERED_ORDER-REF]'", Failed, "the output differs from want; masked is nothing")
	f("a line end too many", "input = 'order'\nwant = \"order\\n\"", Failed, "the output differs from want and has another number of line ends: 0 in place of 1; masked is nothing")
	f("want of several lines", "input = \"a\\r\\nORD-12345678\\r\\n\"\nwant = \"a\\r\\n[FILTERED_ORDER-REF]\\r\\n\"", Passed, "")
	f("a record in parts", "input = '''\n2026-11-22T10:00:00.000000000Z stdout P token=0a1b2c3d4e\n2026-11-22T10:00:00.000000000Z stdout F 5f60718293 end\n'''\n"+
		"want = '''\n2026-11-22T10:00:00.000000000Z stdout P token=[FILTERED_TOKEN]\n2026-11-22T10:00:00.000000000Z stdout F  end\n'''", Passed, "")
}

func TestCaseSaysWhereAndWhy(t *testing.T) {
	got := runOne(t, own, "input = '''\nstarted\nBearer authentication of ana@example.com\n'''\nmasked = ['token', 'card', 'customers']")
	want := Result{
		Name: "it", Line: 14, Expect: config.ExpectMasked, Status: Failed, Kinds: []string{"email"},
		Reason: "not masked: token, card, customers; masked and not listed: email",
		Missing: []KindResult{
			{Kind: "token", Places: []Place{{2, 8, "text", "it reads as prose"}}},
			{Kind: "card", Off: true},
			{Kind: "customers"},
		},
		Unexpected: []KindResult{{Kind: "email", Places: []Place{{2, 26, "text", "an address under a real top-level domain"}}}},
	}
	got.Elapsed = 0
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
}

// TestWantSaysKinds: by its labels, and by nothing else.
func TestWantSaysKinds(t *testing.T) {
	t.Setenv("SCRIM_TEST_KEY", strings.Repeat("k", detectors.MinKeyBytes))
	f := func(name, before, test, missing, unexpected string) {
		t.Helper()
		got := runOne(t, before, test)
		if names(got.Missing) != missing || names(got.Unexpected) != unexpected {
			t.Errorf("%s: missing %q, unexpected %q", name, names(got.Missing), names(got.Unexpected))
		}
	}
	const test = "input = 'password=hunter2hunter'\n"
	f("labels", own, test+"want = 'password=[FILTERED_TOKEN]'", "token", "password")
	f("a label of a kind that is off", own, test+"want = 'password=[FILTERED_CARD]'", "card", "password")
	f("no label of this configuration", own, test+"want = 'password=***'", "", "password")
	f("pseudonyms", own+"[mask]\ndefault = 'hash'\nkey_env = 'SCRIM_TEST_KEY'\n", test+"want = 'password=[PASSWORD-1-00]'", "", "")
	f("nothing is wanted masked", own+"[mask]\ndefault = 'stars'\n", test+"unchanged = true", "", "password")
}

// TestOutputIsTheFilters: a case whose want is what the filter prints passes, and
// one with a byte more does not.
func TestOutputIsTheFilters(t *testing.T) {
	o := detectors.Options{Rules: []detectors.Rule{{Name: "order-ref", Pattern: `ORD-\d{8}`}}, Mask: detectors.Mask{Mode: detectors.MaskStars}}
	e, err := detectors.New(o)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("a line that is longer than a batch, with a@example.com in it; ", 6000)
	for _, input := range []string{
		"one ORD-12345678", "a\n\nb@example.com\n", "token=0a1b2c3d4e5f60718293\r\nx\x00y\xff", "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----\n",
		long, long + "\n" + long + "\n",
	} {
		var out bytes.Buffer
		if _, err := pipeline.Redact(context.Background(), e, &out, strings.NewReader(input), pipeline.Options{Jobs: 3}); err != nil {
			t.Fatal(err)
		}
		r, err := Run(context.Background(), []config.Case{
			{Name: "same", Input: input, Expect: config.ExpectWant, Want: out.String()},
			{Name: "more", Input: input, Expect: config.ExpectWant, Want: out.String() + "x"},
		}, o)
		if err != nil {
			t.Fatal(err)
		}
		if r.Cases[0].Status != Passed || r.Cases[1].Status != Failed {
			t.Errorf("%.40q: %s, %s", input, r.Cases[0].Status, r.Cases[1].Status)
		}
	}
}

func TestDifference(t *testing.T) {
	t.Setenv("SCRIM_TEST_KEY", strings.Repeat("k", detectors.MinKeyBytes))
	f := func(name, before, test string, want ...Difference) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			t.Helper()
			got := runOne(t, before, test)
			if diff := cmp.Diff(want, got.Differences); diff != "" || got.More != 0 {
				t.Errorf("differs (-want +got):\n%s\nand %d more", diff, got.More)
			}
		})
	}
	f("a rule that does not match", own, "input = 'INFO order ORD-1234567 of zoltan'\nwant = 'INFO order [FILTERED_ORDER-REF] of zoltan'",
		Difference{1, 12, "INFO order [FILTERED_ORDER-REF] of …", "INFO order ‹hidden› of …"})
	f("the second line", own, "input = \"x\\ntoken=0a1b2c3d4e5f6\\ny\"\nwant = \"x\\ntoken=\\ny\"",
		Difference{2, 7, "token=", "token=[FILTERED_TOKEN]"})
	f("a secret in want", own, "input = 'password=hunter2hunter'\nwant = 'password=hunter2hunter'",
		Difference{1, 10, "password=‹hidden›", "password=[FILTERED_PASSWORD]"})
	f("stars", "[mask]\ndefault = 'stars'", "input = 'password=hunter2hunter'\nwant = 'password=***'",
		Difference{1, 10, "password=***", "password=***"})
	f("parts of values", "[mask]\ndefault = 'partial'", "input = 'email priya.sharma@example.com'\nwant = 'email [FILTERED_EMAIL]'",
		Difference{1, 7, "email ‹hidden›", "email ‹hidden›***‹hidden›"})
	f("a pseudonym", "[mask]\ndefault = 'hash'\nkey_env = 'SCRIM_TEST_KEY'\nkey_id = 'k1'", "input = 'email=priya.sharma@example.com'\nunchanged = true",
		Difference{1, 7, "email=‹hidden›", "email=[EMAIL-k1-8d28e98cd7102e9f7aa17662]"})
	f("two on a line", own, "input = 'password=hunter2hunter user token=0a1b2c3d4e5f6'\nwant = 'password=[FILTERED_TOKEN] user token=[FILTERED_PASSWORD]'",
		Difference{1, 10, "password=[FILTERED_TOKEN] user token=[FILTERED_PASSWORD]", "password=[FILTERED_PASSWORD] user token=[FILTERED_TOKEN]"})
	f("prose and separators", own, "input = 'GET /a/b-c.d?e=1 it was the best of times, jane@example.org'\nunchanged = true",
		Difference{1, 44, "GET …?…=… the … of …, ‹hidden›", "GET …?…=… the … of …, [FILTERED_EMAIL]"})
	f("many marks", own, "input = '{{[[((<<>>))]]}} jane@example.org'\nunchanged = true",
		Difference{1, 18, "{{[[…‹hidden›", "{{[[…[FILTERED_EMAIL]"})
	f("a line too many", own, "input = 'x'\nwant = \"x\\npassword\"",
		Difference{2, 1, "‹hidden›", ""})
}

func TestManyDifferences(t *testing.T) {
	r, err := Run(context.Background(), []config.Case{{Name: "x", Input: strings.Repeat("a\n", 25), Expect: config.ExpectWant, Want: strings.Repeat("b\n", 25)}}, detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if c := r.Cases[0]; len(c.Differences) != maxDifferences || c.More != 25-maxDifferences {
		t.Errorf("%d differences and %d more", len(c.Differences), c.More)
	}
}

// TestLongLines: a line of a megabyte is compared without a table of its words,
// and what is shown of it is short.
func TestLongLines(t *testing.T) {
	words := strings.Repeat("of to ", 1<<17)
	r, err := Run(context.Background(), []config.Case{{Name: "x", Input: words + "a" + words, Expect: config.ExpectWant, Want: "b" + words + words}}, detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := r.Cases[0].Differences[0]
	if len(d.Want) > 1000 || len(d.Got) > 1000 || d.Column != 1 {
		t.Errorf("column %d, %d and %d bytes", d.Column, len(d.Want), len(d.Got))
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{
		"an order":                       "an order",
		"mail to jane@example.org":       "mail to [FILTERED_EMAIL]",
		"card 4111 1111 1111 1111":       "card [FILTERED_CARD]",
		"Müller stays":                   "[FILTERED_CUSTOMERS] stays",
		"not zz81kfh2q, as in":           "not … as in",
		"two\nlines \x1b[31m\u202e here": "two lines �[31m� here",
	} {
		c := config.Case{Name: name, Input: "x=zz81kfh2q", Expect: config.ExpectUnchanged}
		r, err := Run(context.Background(), []config.Case{c}, detectors.Options{Dictionaries: []detectors.Dictionary{{Name: "customers", Terms: []string{"Müller"}}}})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Cases[0].Name; got != want {
			t.Errorf("%q is shown as %q, want %q", name, got, want)
		}
	}
}

func TestCoverage(t *testing.T) {
	f := func(name, text string, want map[string][2]int) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			t.Helper()
			got := map[string][2]int{}
			for _, c := range runText(t, own+text).Coverage {
				if c.MustMask+c.MustNotMask > 0 {
					got[c.Kind] = [2]int{c.MustMask, c.MustNotMask}
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("differs (-want +got):\n%s", diff)
			}
		})
	}
	count := 0
	test := func(input, expect string) string {
		count++
		return fmt.Sprintf("\n[[test]]\nname = 'case %d'\ninput = '%s'\n%s\n", count, input, expect)
	}
	type both = map[string][2]int
	f("no cases", "", both{})
	f("masked, also if it fails", test("x", "masked = ['order-ref', 'email']"), both{"order-ref": {1, 0}, "email": {1, 0}, "shape": {0, 1}})
	f("a keyword of a rule", test("see ord-77", "unchanged = true"), both{"order-ref": {0, 1}, "shape": {0, 1}})
	f("a keyword of a rule in a case of another kind", test("ORD-1 of jane@example.org", "masked = ['email']"), both{"email": {1, 0}, "order-ref": {0, 1}, "shape": {0, 1}})
	f("a word of a term", test("SCHMIDTs", "unchanged = true"), both{"customers": {0, 1}, "shape": {0, 1}})
	f("far from all", test("of to", "unchanged = true"), both{"shape": {0, 1}})
	f("a near miss of a built-in kind", test("Bearer authentication required", "unchanged = true"), both{"token": {0, 1}, "shape": {0, 1}})
	f("want that comes out", test("ord- ORD-12345678 Anna", "want = 'ord- [FILTERED_ORDER-REF] Anna'"), both{"order-ref": {1, 0}, "customers": {0, 1}, "shape": {0, 1}})
	f("want that does not come out", test("ORD-12345678 Anna", "want = '[FILTERED_ORDER-REF]'"), both{})
	f("an allowed value", test("jane@example.org", "unchanged = true")+"[[allow]]\nkind = 'email'\nvalues = ['*@example.org']", both{"email": {0, 1}, "shape": {0, 1}})
	f("both sorts", test("12a34", "masked = ['shape']")+test("12x34", "unchanged = true"), both{"shape": {1, 1}})
}

func TestCoverageIsOfWhatIsLookedFor(t *testing.T) {
	r := runText(t, own+"[detect]\nonly = ['email', 'customers', 'shape']\n[[test]]\nname = 'x'\ninput = '12a34'\nmasked = ['shape']")
	want := []Coverage{{"email", BuiltIn, 0, 0}, {"shape", Rule, 1, 0}, {"customers", Dictionary, 0, 0}}
	if diff := cmp.Diff(want, r.Coverage); diff != "" {
		t.Errorf("differs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[1:], r.Uncovered()); diff != "" {
		t.Errorf("uncovered differ (-want +got):\n%s", diff)
	}
}

func TestRunRefusesWrongOptions(t *testing.T) {
	if _, err := Run(context.Background(), nil, detectors.Options{Only: []string{"nonsense"}}); err == nil {
		t.Error("no error")
	}
	ended, end := context.WithCancel(context.Background())
	end()
	if _, err := Run(ended, []config.Case{{Name: "x", Input: "x"}}, detectors.Options{}); err == nil {
		t.Error("no error of the context")
	}
}

func TestDetectionThatFailsIsAnError(t *testing.T) {
	if err := guarded(func() { panic("hunter2hunter") }); err != errDetection {
		t.Errorf("error = %v", err)
	}
}

func TestCommonWordsAreInOrder(t *testing.T) {
	if !slices.IsSorted(commonWords[:]) {
		t.Error("they are not")
	}
	for _, w := range commonWords {
		if !isCommon(strings.ToUpper(w)) {
			t.Errorf("%s is not found", w)
		}
	}
}
