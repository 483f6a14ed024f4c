package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"scrim/detectors"
)

func TestReadKey(t *testing.T) {
	f := func(name, content, want string) {
		t.Helper()
		got, err := ReadKey(writeFile(t, t.TempDir(), "key", content))
		if err != nil || string(got) != want {
			t.Errorf("%s: key = %q, %v, want %q", name, got, err, want)
		}
	}
	f("as it is", testKey, testKey)
	f("one line end is trimmed", testKey+"\n", testKey)
	f("only one", testKey+"\n\n", testKey+"\n")
	f("of Windows too", testKey+"\r\n", testKey)
	f("blanks belong to it", " "+testKey+" \n", " "+testKey+" ")
	f("any bytes", testKey+"\x00\xff", testKey+"\x00\xff")
}

func TestReadKeyFailure(t *testing.T) {
	dir := t.TempDir()
	f := func(path, want string) {
		t.Helper()
		_, err := ReadKey(path)
		if want = `cannot read key file "` + path + `": ` + want; err == nil || err.Error() != want {
			t.Errorf("error = %v, want %s", err, want)
		}
	}
	short := strings.Repeat("s", detectors.MinKeyBytes-1)
	f(writeFile(t, dir, "empty", ""), "it is empty")
	f(writeFile(t, dir, "line", "\n"), "it is empty")
	f(writeFile(t, dir, "short", short+"\n"), "it is shorter than 16 bytes")
	f(writeFile(t, dir, "large", strings.Repeat("x", maxKeyBytes+1)), "it is larger than 64 KiB")
	f(filepath.Join(dir, "missing"), "no such file or directory")
	f(dir, "is a directory")
}

func TestReadKeyWrapsTheCause(t *testing.T) {
	if _, err := ReadKey(filepath.Join(t.TempDir(), "missing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v does not wrap os.ErrNotExist", err)
	}
}

func TestKeyFailureOfAConfiguration(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, dir, "short.key", "s3cret")
	t.Setenv("SCRIM_TEST_SHORT", "s3cret")
	t.Setenv("SCRIM_TEST_EMPTY", "")
	const hint = "(hint: head -c 32 /dev/urandom | base64 makes a key)"
	f := func(text string, want ...string) {
		t.Helper()
		c, errs := parseTest(filepath.Join(dir, "c.toml"), text)
		if errs != nil {
			t.Fatal(errs)
		}
		_, err := c.DetectorOptions()
		if err == nil {
			t.Fatalf("no error, want %s", want)
		}
		got := strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), "")
		if got != strings.Join(want, "\n") {
			t.Errorf("error = %s\nwant %s", got, strings.Join(want, "\n"))
		}
	}
	f("[mask]\nkey_file = 'short.key'\nemail = 'hash'\nphone = 'hash'",
		"c.toml:2:12: cannot read this key file: it is shorter than 16 bytes "+hint)
	f("[mask]\nkey_env = 'SCRIM_TEST_SHORT'",
		"c.toml:2:11: the environment variable of this key is shorter than 16 bytes "+hint)
	f("[mask]\nemail = { mode = 'hash', key_env = 'SCRIM_TEST_EMPTY' }\nphone = { mode = 'hash', key_env = 'SCRIM_TEST_UNSET' }",
		"c.toml:2:36: the environment variable of this key is empty",
		"c.toml:3:36: the environment variable of this key is not set")
	f("[mask]\nkey_file = '/no/such/scrim.key'",
		"c.toml:2:12: cannot read this key file: no such file or directory")
}
