package config

import (
	"strings"
	"testing"
)

// Secrets for the fuzz targets: one that looks like a name, for the places of
// which nothing is ever repeated, and one that does not, for all the others.
const (
	plainSecret = "pl4ntedsecret"
	oddSecret   = "pl4nted/secret+="
)

var fuzzSeeds = []string{
	"",
	"[detect]\nonly = ['jwt']\nskip = ['email']\nphone_regions = ['GB']\n",
	"[mask]\ndefault = 'hash'\nkey_env = 'K'\nemail = { mode = 'hash', key_file = \"a\", key_id = '1' }\n",
	"[mask]\ndefault = { mode = 'template', template = '<{kind}:{hash}>', key_env = 'K' }\njwt = 'jwt-stub'\ntoken = 'partial'\n",
	"[[allow]]\nkind = 'email'\nvalues = ['*@example.com']\n",
	"allow = [ { kind = 1 }, [[[{}]]] ]\n[mask.email]\nmode.x = 1\n[[mask.email.y]]\n",
	"a = \"\"\"\\\n  x\"\"\"\"\"\nb = '''''''\n\"\\x41\\u00e9\" = 1979-05-27 07:32:00",
	"key = 0x_1\nother = \"\\xzz\"\n[a.\"b.c\"\n",
}

// FuzzParse checks that no text makes the reader panic or leave the file with a
// position, and that the locator finds whatever the decoder finds.
func FuzzParse(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, errs := parseTest("c.toml", text)
		if c == nil {
			t.Fatal("no configuration")
		}
		lines := strings.Split(strings.TrimPrefix(text, byteOrderMark), "\n")
		for _, e := range errs {
			if e.Line < 1 || e.Line > len(lines) || e.Col < 1 || e.Col > len(lines[e.Line-1])+1 {
				t.Errorf("no such place: %v", e)
			}
		}
		if doc, err := readDocument("c.toml", []byte(text)); err == nil {
			requirePlaces(t, doc.places, "", doc.root)
		}
	})
}

// requirePlaces checks that everything below v has a place of its own.
func requirePlaces(t *testing.T, ps places, p path, v any) {
	t.Helper()
	if _, ok := ps[p]; !ok && p != "" {
		t.Errorf("%q has no place", p)
	}
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			requirePlaces(t, ps, p.child(key), value)
		}
	case []map[string]any:
		for i, value := range v {
			requirePlaces(t, ps, p.index(i), value)
		}
	case []any:
		for i, value := range v {
			requirePlaces(t, ps, p.index(i), value)
		}
	}
}

// FuzzNoSecretInErrors plants secrets where they may stand, and in the midst of
// anything else, and looks for them in the errors.
func FuzzNoSecretInErrors(f *testing.F) {
	for _, seed := range fuzzSeeds {
		f.Add(seed, seed)
		f.Add(seed+"\nx = '", "'\n"+seed)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		t.Setenv("SCRIM_TEST_SHORT", oddSecret[:12])
		requireNoSecret(t, before+oddSecret+after, "pl4nted")
		requireNoSecret(t, secretsInTheirPlaces+after, plainSecret)
	})
}

// secretsInTheirPlaces has mistakes of all kinds beside its secrets.
const secretsInTheirPlaces = `
[[allow]]
kind = "email"
values = ["` + plainSecret + `", "", 3]
[[allow]]
values = "` + plainSecret + `"
[mask]
default = "hash"
key = "` + plainSecret + `"
key_id = "` + plainSecret + `-1"
key_file = "` + plainSecret + `"
email = { mode = "stars", key_env = "` + plainSecret + `", key_id = "` + plainSecret + `" }
phone = { mode = "hash", key_env = "` + plainSecret + `", key_file = "` + plainSecret + `" }
jwt = { mode = "hash", key_env = "` + plainSecret + `" }
cookie = { mode = "hash", key_env = "SCRIM_TEST_SHORT" }
token = { mode = "template", template = "` + plainSecret + `" }
basic = { mode = "partial", template = "{` + plainSecret + `}", label = "` + plainSecret + `" }
`

func requireNoSecret(t *testing.T, text, secret string) {
	t.Helper()
	if strings.Count(text, secret) > strings.Count(secretsInTheirPlaces, secret) {
		return // the fuzzer put it somewhere of its own
	}
	c, errs := parseTest("c.toml", text)
	_, keyErrs := c.detectorOptions()
	for _, e := range append(errs, keyErrs...) {
		if strings.Contains(e.Error(), secret) {
			t.Errorf("an error shows a secret: %v", e)
		}
	}
}
