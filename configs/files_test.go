//go:build unix

package configs_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// loopback is where metrics are in tests.
const loopback = "127.0.0.1:0"

func TestFilesToFiles(t *testing.T) {
	dir := t.TempDir()
	logs, out := filepath.Join(dir, "logs"), filepath.Join(dir, "out")
	text := replaced(t, "files-to-files.toml", "/var/log/django", logs, "/var/log/scrim", out, "/var/lib/scrim", filepath.Join(dir, "state"), "127.0.0.1:9598", loopback)
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	log, clean := filepath.Join(logs, "django.log"), filepath.Join(out, "django.log")
	raw, want := requests(t, 0, 100)
	add(t, log, raw)
	s := start(t, dir, text)
	arrives := func() {
		t.Helper()
		until(t, "the last line", func() bool { return lines(content(t, clean)) >= strings.Count(want, "\n") })
		if got := string(content(t, clean)); got != want {
			t.Fatalf("%d lines came out of %d, or in another form", strings.Count(got, "\n"), strings.Count(want, "\n"))
		}
	}
	arrives()

	raw, more := requests(t, 100, 200)
	if err := os.Rename(log, log+".1"); err != nil {
		t.Fatal(err)
	}
	add(t, log, raw)
	want += more
	arrives()
	s.checkMetrics(t, "scrim_findings_total{kind=\"email\"} 200", "scrim_source_records_total", "scrim_source_lag_bytes")
	s.stop(t)

	raw, more = requests(t, 200, 300)
	add(t, log, raw)
	want += more
	s = start(t, dir, text)
	arrives()
	s.stop(t)

	found := content(t, filepath.Join(out, "findings.jsonl"))
	if lines(found) != 2*300 {
		t.Errorf("%d findings, want two for each of 300 lines", lines(found))
	}
	for line := range bytes.Lines(found) {
		if !json.Valid(line) || bytes.Contains(line, []byte("maria")) {
			t.Fatalf("not a finding, or one that tells too much: %s", line)
		}
	}
	if dead := content(t, filepath.Join(out, "dead.jsonl")); len(dead) > 0 {
		t.Errorf("in the dead letter: %s", dead)
	}
}

func TestSidecar(t *testing.T) {
	dir := t.TempDir()
	text := replaced(t, "sidecar.toml", "/var/log/django", filepath.Join(dir, "logs"), "/var/lib/scrim", filepath.Join(dir, "state"), "0.0.0.0:9598", loopback)
	s := start(t, dir, text)
	raw, want := requests(t, 0, 50)
	add(t, filepath.Join(dir, "logs", "django.log"), raw)
	until(t, "the last line", func() bool { return lines(content(t, s.stdout)) >= 50 })
	s.stop(t)
	if got := string(content(t, s.stdout)); got != want {
		t.Errorf("standard output is\n%s", got)
	}
	for line := range bytes.Lines(content(t, s.log)) {
		if !json.Valid(line) {
			t.Errorf("a line of the log is not JSON: %s", line)
		}
	}
}

// TestContainers: files as the kubelet lays them out, with a line that the
// runtime cut in the middle of a token.
func TestContainers(t *testing.T) {
	dir := t.TempDir()
	containers, pods, out := filepath.Join(dir, "containers"), filepath.Join(dir, "pods"), filepath.Join(dir, "out")
	text := replaced(t, "containers.toml", "/var/log/containers", containers, "/var/log/clean", out, "/var/lib/scrim", filepath.Join(dir, "state"), "0.0.0.0:9598", loopback)
	token := secret(t, 20)
	const prefix = "2026-11-22T12:00:00.000000000Z stdout "
	cut := prefix + "P Authorization: Bearer " + token[:20] + "\n" + prefix + "F " + token[20:] + "\n"
	for name, log := range map[string]string{
		"shop-7d9c_default_django-0a1b.log": cut,
		"shop-7d9c_default_scrim-2c3d.log":  prefix + "F what scrim itself says\n",
		"other-5f6e_default_web-4e5f.log":   prefix + "F what others say\n",
	} {
		write(t, filepath.Join(pods, name), log)
		if err := os.MkdirAll(containers, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.Join(pods, name), filepath.Join(containers, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	s := start(t, dir, text)
	raw := prefix + "F the last line\n"
	add(t, filepath.Join(pods, "shop-7d9c_default_django-0a1b.log"), raw)
	clean := filepath.Join(out, "containers.log")
	until(t, "the last line", func() bool { return bytes.Contains(content(t, clean), []byte("the last line")) })
	s.stop(t)
	want := prefix + "P Authorization: Bearer [FILTERED_TOKEN]\n" + prefix + "F \n" + raw
	if got := string(content(t, clean)); got != want {
		t.Errorf("the clean file is\n%swant\n%s", got, want)
	}
}
