package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"scrim/detectors"
)

// testKinds stand in for the detectors' own, so that these tests depend on what
// this package does and not on what there is to detect.
var testKinds = []string{
	"jwt", "token", "basic", "cookie", "password", "signature", "email", "phone", "private_key",
}

// testKey is long enough to be a key.
var testKey = strings.Repeat("k", detectors.MinKeyBytes)

// parseTest is Parse with testKinds.
func parseTest(name, text string) (*Config, Errors) {
	c, errs := parse(name, []byte(text), testKinds, testTypes)
	return c, errs.sorted()
}

// writeFile writes a file below dir and returns its path.
func writeFile(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestConfigurationBecomesDetectorOptions(t *testing.T) {
	t.Setenv("SCRIM_TEST_KEY", testKey)
	label := detectors.Mask{Mode: detectors.MaskLabel}
	hash := func(id string) detectors.Mask {
		return detectors.Mask{Mode: detectors.MaskHash, Key: []byte(testKey), KeyID: id}
	}
	f := func(name, text string, want detectors.Options) {
		t.Helper()
		t.Run(name, func(t *testing.T) {
			t.Helper()
			c, errs := parseTest("scrim.toml", text)
			if errs != nil {
				t.Fatal(errs)
			}
			got, err := c.DetectorOptions()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("options differ (-want +got):\n%s", diff)
			}
		})
	}
	f("nothing said", "", detectors.Options{Mask: label})
	f("empty tables", "[detect]\n[mask]\n", detectors.Options{Mask: label})
	f("only", `detect.only = ["jwt", "token"]`, detectors.Options{
		Only: []string{"jwt", "token"}, Mask: label,
	})
	f("skip and regions", "[detect]\nskip = ['email']\nphone_regions = ['GB', 'FR']", detectors.Options{
		Skip: []string{"email"}, PhoneRegions: []string{"GB", "FR"}, Mask: label,
	})
	f("no regions is not the same as none said", "[detect]\nphone_regions = []", detectors.Options{
		PhoneRegions: []string{}, Mask: label,
	})
	f("default mode and label", "[mask]\nlabel = '<{kind}>'\nemail = 'stars'\njwt = { label = '<jwt>' }",
		detectors.Options{
			Mask: detectors.Mask{Mode: detectors.MaskLabel, Label: "<{kind}>"},
			Masks: map[string]detectors.Mask{
				"email": {Mode: detectors.MaskStars},
				"jwt":   {Mode: detectors.MaskLabel, Label: "<jwt>"},
			},
		})
	f("a kind inherits the label", "[mask]\ndefault = 'remove'\nlabel = '<{kind}>'\nemail = 'label'",
		detectors.Options{
			Mask:  detectors.Mask{Mode: detectors.MaskRemove, Label: "<{kind}>"},
			Masks: map[string]detectors.Mask{"email": {Mode: detectors.MaskLabel, Label: "<{kind}>"}},
		})
	f("a kind inherits key and id", "[mask]\nkey_env = 'SCRIM_TEST_KEY'\nkey_id = '2026q4'\nemail = 'hash'",
		detectors.Options{
			Mask:  detectors.Mask{Mode: detectors.MaskLabel, Key: []byte(testKey), KeyID: "2026q4"},
			Masks: map[string]detectors.Mask{"email": hash("2026q4")},
		})
	f("a kind inherits the mode", "[mask]\ndefault = 'hash'\nkey_env = 'SCRIM_TEST_KEY'\nemail = { key_id = 'a' }",
		detectors.Options{
			Mask:  hash(""),
			Masks: map[string]detectors.Mask{"email": hash("a")},
		})
	f("the id of another key is not inherited",
		"[mask]\nkey_env = 'SCRIM_TEST_KEY'\nkey_id = 'a'\n[mask.email]\nmode = 'hash'\nkey_env = 'SCRIM_TEST_KEY'",
		detectors.Options{
			Mask:  detectors.Mask{Mode: detectors.MaskLabel, Key: []byte(testKey), KeyID: "a"},
			Masks: map[string]detectors.Mask{"email": hash("")},
		})
	const template = "<{kind}:{length}:{hash}>"
	f("a default that is a table",
		"[mask]\ndefault = { mode = 'template', template = '"+template+"', key_env = 'SCRIM_TEST_KEY', key_id = 'a' }\nemail = { key_id = 'b' }\njwt = 'label'",
		detectors.Options{
			Mask: detectors.Mask{Mode: detectors.MaskTemplate, Template: template, Key: []byte(testKey), KeyID: "a"},
			Masks: map[string]detectors.Mask{
				"email": {Mode: detectors.MaskTemplate, Template: template, Key: []byte(testKey), KeyID: "b"},
				"jwt":   label,
			},
		})
	f("a kind inherits the template", "[mask]\ntemplate = '<{kind}>'\nemail = 'template'", detectors.Options{
		Mask:  detectors.Mask{Mode: detectors.MaskLabel, Template: "<{kind}>"},
		Masks: map[string]detectors.Mask{"email": {Mode: detectors.MaskTemplate, Template: "<{kind}>"}},
	})
	f("partial and stubs with labels", "[mask]\ndefault = 'partial'\nlabel = '<{kind}>'\njwt = 'jwt-stub'\ntoken = { label = '<t>' }",
		detectors.Options{
			Mask: detectors.Mask{Mode: detectors.MaskPartial, Label: "<{kind}>"},
			Masks: map[string]detectors.Mask{
				"jwt":   {Mode: detectors.MaskJWTStub, Label: "<{kind}>"},
				"token": {Mode: detectors.MaskLabel, Label: "<t>"},
			},
		})
	allowed := []detectors.Allow{
		{Kind: "email", Values: []string{"*@example.com", "root@localhost"}},
		{Kind: "phone", Values: []string{"+1555*"}},
	}
	f("allow as tables",
		"[[allow]]\nkind = 'email'\nvalues = ['*@example.com', 'root@localhost']\n"+
			"[[allow]]\nkind = 'phone'\nvalues = ['+1555*']",
		detectors.Options{Mask: label, Allow: allowed})
	f("allow inline",
		"allow = [{ kind = 'email', values = ['*@example.com', 'root@localhost'] },"+
			"{ kind = 'phone', values = ['+1555*'] }]",
		detectors.Options{Mask: label, Allow: allowed})
	f("byte order mark and CRLF", byteOrderMark+"[detect]\r\nskip = [\"jwt\"]\r\n", detectors.Options{
		Skip: []string{"jwt"}, Mask: label,
	})
}

func TestOptionsBelongToTheCaller(t *testing.T) {
	c, errs := parseTest("scrim.toml", "[detect]\nskip = ['jwt']\n[[allow]]\nkind = 'email'\nvalues = ['a@b.de']")
	if errs != nil {
		t.Fatal(errs)
	}
	first, _ := c.DetectorOptions()
	first.Skip[0], first.Allow[0].Values[0] = "changed", "changed"
	second, _ := c.DetectorOptions()
	if second.Skip[0] != "jwt" || second.Allow[0].Values[0] != "a@b.de" {
		t.Errorf("a change of the options reached the configuration: %+v", second)
	}
}

func TestLoadTakesRelativePathsFromItsDirectory(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "scrim.key", testKey+"\n")
	path := writeFile(t, dir, "scrim.toml", "[mask]\nkey_file = 'scrim.key'\n")
	c, err := Load(path, testTypes)
	if err != nil {
		t.Fatal(err)
	}
	o, err := c.DetectorOptions()
	if err != nil {
		t.Fatal(err)
	}
	if string(o.Mask.Key) != testKey {
		t.Errorf("key = %q, want %q", o.Mask.Key, testKey)
	}
}

func TestLoadReportsWhatCannotBeRead(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "none.toml")
	_, err := Load(missing, testTypes)
	want := `cannot read configuration "` + missing + `": no such file or directory`
	if err == nil || err.Error() != want {
		t.Errorf("error = %v, want %s", err, want)
	}
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v does not wrap os.ErrNotExist", err)
	}
	if errs := (Errors)(nil); errors.As(err, &errs) {
		t.Errorf("a file that cannot be read is an Errors: %v", err)
	}
}

func TestLoadRefusesHugeFiles(t *testing.T) {
	path := writeFile(t, t.TempDir(), "scrim.toml", strings.Repeat("#\n", maxFileBytes/2)+"#")
	_, err := Load(path, testTypes)
	want := `cannot read configuration "` + path + `": it is larger than 1024 KiB`
	if err == nil || err.Error() != want {
		t.Errorf("error = %v, want %s", err, want)
	}
}

func TestLoadWithOptionsReportsSettingsAndKeysTogether(t *testing.T) {
	dir := t.TempDir()
	path := writeFile(t, dir, "scrim.toml", strings.Join([]string{
		`[mask]`,
		`key_file = "missing.key"`,
		`email = "hsah"`,
		`phone = { mode = "hash", key_env = "SCRIM_TEST_UNSET" }`,
	}, "\n"))
	_, _, err := LoadWithOptions(path, testTypes)
	want := strings.Join([]string{
		path + `:2:12: cannot read this key file: no such file or directory (hint: a relative path starts at the configuration file)`,
		path + `:3:9: "hsah" is not a mask mode (hint: did you mean "hash"?)`,
		path + `:4:36: the environment variable of this key is not set`,
	}, "\n")
	if err == nil {
		t.Fatal("no error")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("errors differ (-want +got):\n%s", diff)
	}
}

func TestLoadWithOptionsAcceptsWhatIsRight(t *testing.T) {
	if _, _, err := LoadWithOptions(writeFile(t, t.TempDir(), "scrim.toml", "[mask]\ndefault = 'stars'\n"), testTypes); err != nil {
		t.Error(err)
	}
}

func TestParseReturnsNoErrorAsNil(t *testing.T) {
	if _, err := Parse("scrim.toml", nil, testTypes); err != nil {
		t.Errorf("error = %#v, want nil", err)
	}
}
