package config

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/detectors"
)

func TestRuleFailure(t *testing.T) {
	f := failureTest(t)
	f("no name, no pattern", "[[rule]]", "c.toml:1:1: [[rule]] needs name", "c.toml:1:1: [[rule]] needs pattern")
	f("names that are none", "[[rule]]\nname = 'Order'\npattern = 'abc'\n[[rule]]\nname = 'an order of mine'\npattern = 'abc'",
		`c.toml:2:8: "Order" is not a name (hint: `+nameHint+")",
		"c.toml:5:8: this value is not a name (hint: "+nameHint+")")
	f("names that are taken", "[[rule]]\nname = 'a'\npattern = 'abc'\n[[rule]]\nname = 'a'\npattern = 'abc'\n[[dictionary]]\nname = 'email'\nterms = ['x']\n[[rule]]\nname = 'label'\npattern = 'abc'",
		`c.toml:5:8: the name "a" is taken`,
		`c.toml:8:8: the name "email" is taken (hint: built-in kinds keep their names)`,
		`c.toml:11:8: the name "label" is a setting of [mask]`)
	f("patterns that are none", "[[rule]]\nname = 'a'\npattern = 'a('\n[[rule]]\nname = 'b'\npattern = '(?=x)'\n[[rule]]\nname = 'c'\npattern = ''",
		"c.toml:3:11: this pattern is not a regular expression: missing closing ) (hint: see go doc regexp/syntax)",
		"c.toml:6:11: this pattern is not a regular expression: invalid or unsupported Perl syntax (hint: RE2 has neither look-around nor back-references)",
		"c.toml:9:11: pattern must not be empty")
	f("a pattern that matches nothing at all", "[[rule]]\nname = 'a'\npattern = 'a*'",
		"c.toml:3:11: this pattern matches the empty text (hint: ask for at least one character, as + does in place of *)")
	f("keywords", "[[rule]]\nname = 'a'\npattern = 'abc'\nkeywords = ['', 3]\n[[rule]]\nname = 'b'\npattern = 'abc'\nkeywords = []",
		"c.toml:4:13: this keyword is empty",
		"c.toml:4:17: keywords must hold strings, not a number",
		"c.toml:8:12: keywords is empty (hint: leave it out)")
	f("an unknown key", "[[rule]]\nname = 'a'\npatern = 'abc'\npattern = 'abc'",
		`c.toml:3:1: unknown key "patern" in [[rule]] (hint: did you mean "pattern"?)`)
	f("too many", manyRules(detectors.MaxUserKinds+1),
		fmt.Sprintf("c.toml:%d:1: there are more than %d rules and dictionaries", 3*detectors.MaxUserKinds+1, detectors.MaxUserKinds))
}

// manyRules writes n rules of three lines each.
func manyRules(n int) string {
	var b strings.Builder
	name := []byte("aaaa")
	for range n {
		b.WriteString("[[rule]]\nname = '" + string(name) + "'\npattern = 'abc'\n")
		for i := 3; i >= 0; i-- {
			if name[i]++; name[i] <= 'z' {
				break
			}
			name[i] = 'a'
		}
	}
	return b.String()
}

func TestDictionaryFailure(t *testing.T) {
	f := failureTest(t)
	f("no source of terms", "[[dictionary]]\nname = 'a'", `c.toml:1:1: [[dictionary]] needs file or terms (hint: add file = "…" or terms = ["…"])`)
	f("both sources of terms", "[[dictionary]]\nname = 'a'\nfile = 'x'\nterms = ['y']",
		"c.toml:4:1: file and terms exclude each other (hint: keep one of them)")
	f("no terms", "[[dictionary]]\nname = 'a'\nterms = []", "c.toml:3:9: terms is empty")
	f("terms that cannot be found", "[[dictionary]]\nname = 'a'\nterms = ['x', '', '--', 3]",
		"c.toml:3:15: this term cannot be found: a term needs a letter or a digit",
		"c.toml:3:19: this term cannot be found: a term needs a letter or a digit",
		"c.toml:3:25: terms must hold strings, not a number")
	f("wrong types", "[[dictionary]]\nname = 'a'\nterms = ['x']\nignore_case = 1\nwhole_words = 'no'",
		"c.toml:4:15: ignore_case must be true or false, not a number",
		"c.toml:5:15: whole_words must be true or false, not a string")
}

func TestUserKindsAreKindsEverywhere(t *testing.T) {
	c, errs := parseTest("c.toml", "[detect]\nonly = ['order-ref', 'names']\n[mask]\nnames = 'stars'\n[[allow]]\nkind = 'names'\nvalues = ['x*']\n"+
		"[[rule]]\nname = 'order-ref'\npattern = 'ORD-\\d+'\nkeywords = ['ORD-']\n[[dictionary]]\nname = 'names'\nterms = ['xy', 'z']\nignore_case = false\nwhole_words = false")
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	o, err := c.DetectorOptions()
	if err != nil {
		t.Fatal(err)
	}
	want := []detectors.Dictionary{{Name: "names", Terms: []string{"xy", "z"}, MatchCase: true, InsideWords: true}}
	if diff := cmp.Diff(want, o.Dictionaries); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]detectors.Rule{{Name: "order-ref", Pattern: `ORD-\d+`, Keywords: []string{"ORD-"}}}, o.Rules); diff != "" {
		t.Error(diff)
	}
	if _, err := detectors.New(o); err != nil {
		t.Error(err)
	}
}

func TestTermsOfAFile(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "names.txt", "\ufeff# names\r\n  Anna Schmidt \r\n\r\nMüller\n山田")
	writeFile(t, dir, "bad.txt", "ok\n--\n  \xff\n")
	writeFile(t, dir, "empty.txt", "# nothing\n")
	path := writeFile(t, dir, "c.toml", "[[dictionary]]\nname = 'names'\nfile = 'names.txt'\n")
	c, err := Load(path, testTypes)
	if err != nil {
		t.Fatal(err)
	}
	o, err := c.DetectorOptions()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Anna Schmidt", "Müller", "山田"}, o.Dictionaries[0].Terms); diff != "" {
		t.Error(diff)
	}
	// As printf '\357\273\277# names\r\n  Anna Schmidt \r\n\r\nMüller\n山田' | sha256sum prints it.
	if diff := cmp.Diff([]TermFile{{"names", "b1af379f09a1dc124e279885701ad9a576127752917184517bb52c90021fdfe0"}}, c.TermFiles()); diff != "" {
		t.Error(diff)
	}
	path = writeFile(t, dir, "d.toml", "[[dictionary]]\nname = 'a'\nfile = 'bad.txt'\n[[dictionary]]\nname = 'b'\nfile = 'missing.txt'\n[[dictionary]]\nname = 'c'\nfile = 'empty.txt'\n")
	_, _, err = LoadWithOptions(path, testTypes)
	got := strings.ReplaceAll(err.Error(), dir, "")
	for _, want := range []string{
		"/bad.txt:2:1: this term cannot be found: a term needs a letter or a digit",
		"/bad.txt:3:3: this term cannot be found: a term is one line of UTF-8",
		"/d.toml:6:8: cannot read the terms: no such file or directory (hint: a relative path starts at the configuration file)",
		"/d.toml:9:8: this file has no terms (hint: one term a line; lines that begin with # are skipped)",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestCostlyRulesAreWarnedOf(t *testing.T) {
	c, errs := parseTest("c.toml", "[[rule]]\nname = 'a'\npattern = '\\d{6}'\n[[rule]]\nname = 'b'\npattern = 'b\\d'")
	if len(errs) > 0 || len(c.Warnings()) != 1 || c.Warnings()[0].Line != 3 {
		t.Errorf("errors %v, warnings %v", errs, c.Warnings())
	}
}
