package config

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// failureTest checks the exact errors of a configuration named c.toml.
func failureTest(t *testing.T) func(name, text string, want ...string) {
	return func(name, text string, want ...string) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			t.Helper()
			_, errs := parseTest("c.toml", text)
			var got []string
			for _, e := range errs {
				got = append(got, e.Error())
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("errors differ (-want +got):\n%s", diff)
			}
		})
	}
}

const kindsHint = "(hint: kinds are jwt, token, basic, cookie, password, signature, email, phone, private_key)"

func TestSectionFailure(t *testing.T) {
	f := failureTest(t)
	f("a misspelt section", "\n[detct]\nonly = []\n",
		`c.toml:2:1: unknown table or key "detct" (hint: did you mean "detect"?)`)
	f("a misspelt section of the pipeline", "[[sorce]]",
		`c.toml:1:1: unknown table or key "sorce" (hint: did you mean "source"?)`)
	f("an unknown section", "[[ whatever ]]", `c.toml:1:1: unknown table or key "whatever"`)
	f("an unknown key that may be a secret", `"hunter2, of course" = 1`, "c.toml:1:1: unknown table or key")
	f("a section that is not a table", "detect = 1\nmask = ['stars']\nallow = true",
		"c.toml:1:1: detect must be a table, not a number (hint: write [detect])",
		"c.toml:2:1: mask must be a table, not an array (hint: write [mask])",
		"c.toml:3:1: allow must be an array of tables, not a boolean (hint: write [[allow]])")
	f("a table for an array of tables and the reverse", "[[mask]]\n[allow]",
		"c.toml:1:1: mask must be a table, not an array of tables (hint: write [mask])",
		"c.toml:2:1: allow must be an array of tables, not a table (hint: write [[allow]])")
}

func TestDetectFailure(t *testing.T) {
	f := failureTest(t)
	f("a misspelt key", "[detect]\n  onyl = ['jwt']",
		`c.toml:2:3: unknown key "onyl" in [detect] (hint: did you mean "only"?)`)
	f("an unknown key", "detect.mode = 'fast'",
		`c.toml:1:8: unknown key "mode" in [detect] (hint: keys are only, skip, phone_regions)`)
	f("a string for an array", "[detect]\nskip = 'email'",
		`c.toml:2:8: skip must be an array of strings, not a string (hint: put it in brackets: ["…"])`)
	f("numbers for strings", "[detect]\nskip = [\n  1,\n  'email', # ok\n  [2.5], 1979-05-27 07:32:00, {a = 1}]",
		"c.toml:3:3: skip must hold strings, not a number",
		"c.toml:5:3: skip must hold strings, not an array",
		"c.toml:5:10: skip must hold strings, not a date",
		"c.toml:5:31: skip must hold strings, not a table")
	f("a misspelt kind", "[detect]\nonly = ['jwt', 'emial']",
		`c.toml:2:16: "emial" is not a kind (hint: did you mean "email"?)`)
	f("an unknown kind", "[detect]\nskip = ['horoscope']",
		`c.toml:2:9: "horoscope" is not a kind `+kindsHint)
	f("a kind that may be a secret", "[detect]\nskip = ['a secret of mine', '']",
		"c.toml:2:9: this value is not a kind "+kindsHint,
		"c.toml:2:29: this value is not a kind "+kindsHint)
	f("a kind twice", "[detect]\nskip = ['jwt', 'jwt']", "c.toml:2:16: skip names jwt twice")
	f("a kind in only and in skip", "[detect]\nonly = ['jwt', 'email']\nskip = ['phone', 'email']",
		"c.toml:3:18: email is in only and in skip (hint: keep it in one of them)")
	f("no kind", "[detect]\nonly = []", "c.toml:2:8: only names no kind (hint: leave it out)")
	f("regions", "[detect]\nphone_regions = ['GB', 'gb', 'UK', 'USA', 'GB', 'somewhere else', 'Ü', 'XX']",
		`c.toml:2:24: "gb" is not a region (hint: two upper-case letters of ISO 3166, as in "GB")`,
		`c.toml:2:30: "UK" is not a region (hint: did you mean "GB"?)`,
		`c.toml:2:36: "USA" is not a region (hint: two upper-case letters of ISO 3166, as in "GB")`,
		`c.toml:2:43: phone_regions names GB twice`,
		`c.toml:2:49: this value is not a region (hint: two upper-case letters of ISO 3166, as in "GB")`,
		`c.toml:2:67: this value is not a region (hint: two upper-case letters of ISO 3166, as in "GB")`,
		`c.toml:2:73: "XX" is not a region (hint: two upper-case letters of ISO 3166, as in "GB")`)
}

func TestMaskFailure(t *testing.T) {
	f := failureTest(t)
	const modes = "(hint: modes are label, stars, partial, hash, jwt-stub, remove, template)"
	f("a misspelt mode", "[mask]\ndefault = 'star'",
		`c.toml:2:11: "star" is not a mask mode (hint: did you mean "stars"?)`)
	f("unknown modes", "[mask]\nemail = 'x'\nphone = { mode = 'rot 13' }\njwt = ''",
		`c.toml:2:9: "x" is not a mask mode `+modes,
		"c.toml:3:18: this value is not a mask mode "+modes,
		"c.toml:4:7: jwt must not be empty")
	f("a mode that is not for the kind", "[mask]\ntoken = 'partial'\nphone = { mode = 'jwt-stub' }\nemail = 'partial'\njwt = 'jwt-stub'",
		`c.toml:2:9: the mode "partial" is never for credentials, and token is one (hint: use label, stars, hash or remove)`,
		`c.toml:3:18: the mode "jwt-stub" is for jwt only, not for phone (hint: use label, stars, hash or remove)`)
	f("a template that is missing", "[mask]\ndefault = 'template'\nemail = { mode = 'template' }",
		`c.toml:2:11: the mode "template" needs a template (hint: add template = "<{kind}:{length}>" or the like)`,
		`c.toml:3:18: the mode "template" needs a template (hint: add template = "<{kind}:{length}>" or the like)`)
	f("templates", "[mask]\ntemplate = '{kind}'\nemail = { mode = 'template', template = '<{kindd}>' }\nphone = { mode = 'template', template = '<{kind} {length}>' }\njwt = { mode = 'template', template = '' }",
		`c.toml:2:12: a template has to stand between brackets (hint: as in "<{kind}:{length}>")`,
		`c.toml:3:41: the template has an unknown field: known are {kind} {KIND} {length} {hash} {key_id} {place} (hint: as in "<{kind}:{length}>")`,
		`c.toml:4:41: the template has to be letters, digits, _ - . * # : and fields, between brackets (hint: as in "<{kind}:{length}>")`,
		`c.toml:5:39: template must not be empty`,
	)
	f("a template that nothing uses", "[mask]\ntemplate = '<{kind}>'\nemail = { mode = 'template', template = '<{KIND}>' }",
		`c.toml:2:1: template needs the mode "template", and [mask] has "label"`)
	f("a template with a hash and no key", "[mask]\nemail = { mode = 'template', template = '<{kind}:{hash}>' }",
		`c.toml:2:18: the mode "template" needs a key for {hash} and {key_id} (hint: add key_file or key_env)`)
	f("a default that is a table", "[mask]\ndefault = { mode = 'hash', label = 'x', mod = 1, key = 'k' }\n[mask.email]\nmode = 'stars'\ntemplate = '<{kind}>'",
		`c.toml:2:20: the mode "hash" needs a key (hint: add key_file or key_env)`,
		`c.toml:2:28: label needs the mode "label", and the default mask has "hash"`,
		`c.toml:2:41: unknown key "mod" in the default mask (hint: did you mean "mode"?)`,
		`c.toml:2:50: a key is never written in the configuration (hint: name a file with key_file or a variable with key_env)`,
		`c.toml:5:1: template needs the mode "template", and the mask of email has "stars"`)
	f("wrong types", "[mask]\ndefault = 1\nlabel = []\nkey_file = true\nkey_id = 7\nemail = 3\nphone = { mode = {} }",
		"c.toml:2:11: default must be a string, not a number",
		"c.toml:3:9: label must be a string, not an array",
		"c.toml:4:12: key_file must be a string, not a boolean",
		"c.toml:5:10: key_id must be a string, not a number",
		"c.toml:6:9: email must be a mode or a table, not a number",
		"c.toml:7:18: mode must be a string, not a table")
	f("a misspelt kind", "[mask]\nemial = 'stars'\n[mask.emails]\nmode = 'stars'",
		`c.toml:2:1: unknown key "emial" in [mask] (hint: did you mean "email"?)`,
		`c.toml:3:7: unknown key "emails" in [mask] (hint: did you mean "email"?)`)
	f("a misspelt key of a kind", "[mask]\nemail = { mod = 'stars' }",
		`c.toml:2:11: unknown key "mod" in the mask of email (hint: did you mean "mode"?)`)
	f("hash without a key", "[mask]\ndefault = 'hash'\nemail = { mode = 'hash' }",
		`c.toml:2:11: the mode "hash" needs a key (hint: add key_file or key_env)`,
		`c.toml:3:18: the mode "hash" needs a key (hint: add key_file or key_env)`)
	f("hash by inheritance without a key", "[mask]\ndefault = 'hash'\n[mask.email]\nkey_id = 'a'",
		`c.toml:2:11: the mode "hash" needs a key (hint: add key_file or key_env)`,
		`c.toml:3:7: the mode "hash" needs a key (hint: add key_file or key_env)`)
	f("both sources of a key", "[mask]\nkey_file = 'a'\nkey_env = 'B'\nemail = { mode = 'hash', key_env = 'B', key_file = 'a' }",
		"c.toml:3:1: key_file and key_env exclude each other (hint: keep one of them)",
		"c.toml:4:41: key_file and key_env exclude each other (hint: keep one of them)")
	f("a key in the configuration", "[mask]\nkey = 'topsecret'\nemail = { mode = 'hash', key = 'topsecret', key_env = 'K' }\nphone = { secret = 'x' }",
		"c.toml:2:1: a key is never written in the configuration (hint: name a file with key_file or a variable with key_env)",
		"c.toml:3:26: a key is never written in the configuration (hint: name a file with key_file or a variable with key_env)",
		"c.toml:4:11: a key is never written in the configuration (hint: name a file with key_file or a variable with key_env)")
	f("not a key_id", "[mask]\nkey_env = 'K'\nkey_id = '2026-q4'\nemail = { mode = 'hash', key_id = '12345678901234567' }\nphone = { mode = 'hash', key_id = '' }",
		`c.toml:3:10: this value is not a key_id (hint: 1 to 16 letters and digits, as in "2026q4")`,
		`c.toml:4:35: this value is not a key_id (hint: 1 to 16 letters and digits, as in "2026q4")`,
		`c.toml:5:35: key_id must not be empty`)
	f("a key_id without a key", "[mask]\nkey_id = 'a'",
		"c.toml:2:1: key_id names a key, and [mask] has none (hint: add key_file or key_env)")
	f("not a variable", "[mask]\nkey_env = '$SCRIM_KEY'",
		`c.toml:2:11: this value is not the name of a variable (hint: letters, digits and _ only, as in "SCRIM_KEY")`)
	f("settings of another mode", "[mask]\nkey_env = 'K'\nemail = { mode = 'stars', label = 'x', key_id = 'a' }\nphone = { mode = 'hash', label = 'x' }\njwt = { key_file = 'a' }",
		`c.toml:3:27: label needs the mode "label", and the mask of email has "stars"`,
		`c.toml:3:40: key_id needs the mode "hash", and the mask of email has "stars"`,
		`c.toml:4:26: label needs the mode "label", and the mask of phone has "hash"`,
		`c.toml:5:9: key_file needs the mode "hash", and the mask of jwt has "label"`)
	f("a label that nothing uses", "[mask]\ndefault = 'stars'\nlabel = 'x'\nemail = { mode = 'label', label = 'y' }",
		`c.toml:3:1: label needs the mode "label", and [mask] has "stars"`)
	f("a label with a line end", "[mask]\nlabel = \"a\\nb\"\nemail = { label = '''\nx\ny''' }\njwt = { label = '' }",
		"c.toml:2:9: label must not hold line ends or other control characters",
		"c.toml:3:19: label must not hold line ends or other control characters",
		"c.toml:6:17: label must not be empty")
	f("a wrong default is not held against what depends on it", "[mask]\ndefault = 'hahs'\nlabel = 'x'\nemail = { key_env = 'K' }",
		`c.toml:2:11: "hahs" is not a mask mode (hint: did you mean "hash"?)`)
}

func TestAllowFailure(t *testing.T) {
	f := failureTest(t)
	f("missing keys", "[[allow]]\n[[allow]]\nkind = 'email'\n[[allow]]\nvalues = ['a@b.de']",
		"c.toml:1:1: [[allow]] needs kind",
		"c.toml:1:1: [[allow]] needs values",
		"c.toml:2:1: [[allow]] needs values",
		"c.toml:4:1: [[allow]] needs kind")
	f("inline", "allow = [ { kind = 'email' }, { kind = 'e-mail', values = [] } ]",
		"c.toml:1:11: [[allow]] needs values",
		`c.toml:1:40: "e-mail" is not a kind (hint: did you mean "email"?)`,
		"c.toml:1:59: values is empty")
	f("an array of something else", "allow = [ { kind = 'email' }, 3 ]",
		"c.toml:1:1: allow must be an array of tables, not an array (hint: write [[allow]])")
	f("wrong types and a misspelt key", "[[allow]]\nkind = ['email']\nvalue = []\nvalues = 'a@b.de'",
		"c.toml:2:8: kind must be a string, not an array",
		`c.toml:3:1: unknown key "value" in [[allow]] (hint: did you mean "values"?)`,
		`c.toml:4:10: values must be an array of strings, not a string (hint: put it in brackets: ["…"])`)
	f("patterns that allow nothing or everything", "[[allow]]\nkind = 'email'\nvalues = ['', '**', 'a@b.de', 3]",
		"c.toml:3:11: this value is empty",
		"c.toml:3:15: this value allows everything (hint: to leave a kind alone, name it in skip of [detect])",
		"c.toml:3:31: values must hold strings, not a number")
}

func TestSyntaxFailure(t *testing.T) {
	f := failureTest(t)
	f("a key twice", "[detect]\nskip = ['jwt']\n  skip = ['email']\n", "c.toml:3:3: this key is defined twice")
	f("a table twice", "[detect]\n[mask]\n[detect]\n", "c.toml:3:2: this key is defined twice")
	f("no value", "[mask]\ndefault =\nemail = 'stars'", "c.toml:2:10: expected a value (hint: text needs quotes)")
	f("a bare word", "[mask]\ndefault = stars", "c.toml:2:11: expected a value (hint: text needs quotes)")
	f("no equals sign", "[mask]\ndefault 'stars'", "c.toml:2:9: expected = after the key")
	f("two settings on a line", "[mask]\nemail = 'hash' phone = 'hash'",
		"c.toml:2:15: expected the end of the line (hint: one setting per line)")
	f("an open string", "[mask]\nlabel = \"abc\nemail = 'stars'", "c.toml:2:13: this string does not end on its line")
	f("an open long string", "[mask]\nlabel = '''abc\n\n", "c.toml:3:1: this string does not end")
	f("an open array", "[detect]\nskip = ['jwt'\n", "c.toml:2:14: expected a comma or the ] of an array")
	f("an open header", "[detect\nskip = []", "c.toml:1:8: expected a table name and its closing bracket")
	f("an unknown escape", "[mask]\nlabel = \"\\d\"",
		"c.toml:2:10: unknown escape in a string (hint: '…' takes backslashes as they are)")
	f("a number with letters", "[mask]\nlabel = 12abc", "c.toml:2:11: expected the end of the line (hint: one setting per line)")
	f("a control character", "[mask]\nlabel = 'a\x01b'", "c.toml:2:10: control characters are not allowed")
	f("not UTF-8", "[mask]\nlabel = '\uFFFDa\xffb'", "c.toml:2:14: this byte is not UTF-8 (hint: configurations are UTF-8 text)")
	f("UTF-16", "\xff\xfe[\x00", "c.toml:1:1: this byte is not UTF-8 (hint: configurations are UTF-8 text)")
	f("deep nesting", "a = "+strings.Repeat("[", maxFileBytes/2), "c.toml:1:37: arrays and tables nest too deep")
	f("a key of many parts", strings.Repeat("a.", maxFileBytes/2)+"a = 1", "c.toml:1:67: arrays and tables nest too deep")
}

func TestErrorsComeAllAtOnceInTheOrderOfTheFile(t *testing.T) {
	failureTest(t)("all kinds of mistakes", strings.Join([]string{
		`[[allow]]`,
		`kind = "emial"`,
		`[[test]]`,
		`[mask]`,
		`email = "hash"`,
		`[detect]`,
		`only = ["jwt"]`,
		`skip = ["jwt"]`,
	}, "\n"),
		`c.toml:1:1: [[allow]] needs values`,
		`c.toml:2:8: "emial" is not a kind (hint: did you mean "email"?)`,
		`c.toml:3:1: [[test]] needs input`,
		`c.toml:3:1: [[test]] needs name`,
		`c.toml:3:1: [[test]] says 0 of what to expect and must say one (hint: masked, want or unchanged)`,
		`c.toml:5:9: the mode "hash" needs a key (hint: add key_file or key_env)`,
		`c.toml:8:9: jwt is in only and in skip (hint: keep it in one of them)`)
}

func TestErrorsAreFoundByAs(t *testing.T) {
	_, err := Parse("c.toml", []byte("[mask"), testTypes)
	var all Errors
	var one *Error
	if !errors.As(err, &all) || !errors.As(err, &one) {
		t.Fatalf("%T is not an Errors of *Error", err)
	}
	if one.File != "c.toml" || one.Line != 1 || one.Col == 0 || one.Msg == "" {
		t.Errorf("error = %+v", one)
	}
}
