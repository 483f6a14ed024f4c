package measure

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func input(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "in.log")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func shell(t *testing.T, script string) []string {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("no shell here")
	}
	return []string{"sh", "-c", script}
}

func TestRunFeedsTheFile(t *testing.T) {
	var out bytes.Buffer
	s, err := Run(shell(t, "cat; sleep 0.05"), input(t, "one\ntwo\n"), &out)
	if err != nil || out.String() != "one\ntwo\n" {
		t.Fatalf("got %q, %v", out.String(), err)
	}
	if runtime.GOOS == "linux" && s.Peak < 100<<10 {
		t.Errorf("a peak of %d bytes", s.Peak)
	}
}

func TestRunCountsTheTimeOfTheCommandOnly(t *testing.T) {
	s, err := Run(shell(t, "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"), input(t, ""), nil)
	if err != nil || s.CPU < 10*time.Millisecond {
		t.Errorf("got %v, %v for a loop", s.CPU, err)
	}
}

func TestStatusOneIsNoError(t *testing.T) {
	for status, wrong := range map[string]bool{"0": false, "1": false, "2": true} {
		if _, err := Run(shell(t, "exit "+status), input(t, ""), nil); (err != nil) != wrong {
			t.Errorf("status %s: %v", status, err)
		}
	}
	if _, err := Run([]string{filepath.Join(t.TempDir(), "missing")}, input(t, ""), nil); err == nil {
		t.Error("a missing command is no error")
	}
}

func TestHighWater(t *testing.T) {
	for status, want := range map[string]int64{
		"Name:\tcat\nVmPeak:\t    9000 kB\nVmHWM:\t    1764 kB\nVmRSS:\t 100 kB\n": 1764 << 10,
		"Name:\tcat\nState:\tZ (zombie)\n":                                         0,
		"VmHWM:\tmany kB\n":                                                        0,
		"VmHWM:\t1764\n":                                                           0,
		"":                                                                         0,
	} {
		if got := highWater([]byte(status)); got != want {
			t.Errorf("%q: got %d, want %d", status, got, want)
		}
	}
}

func TestMedianOfEachFigure(t *testing.T) {
	runs := []Sample{{3, 10}, {1, 30}, {2, 20}}
	if got, want := Median(runs), (Sample{2, 20}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := Median([]Sample{{1, 2}, {3, 1}}), (Sample{3, 2}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestField(t *testing.T) {
	text := "processor\t: 0\nmodel name\t: AMD EPYC: 1\nmodel name\t: other\n"
	if got, want := field(text, "model name", ":"), "AMD EPYC: 1"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := field(text, "model", ":"); got != "" {
		t.Errorf("got %q for a name that is not there", got)
	}
}

func TestThisMachineSaysWhatItIs(t *testing.T) {
	m := ThisMachine()
	if !strings.Contains(m.Processor, " cores") || !strings.Contains(m.System, runtime.GOOS) || m.Go == "" || len(m.Date) != len("2026-11-22") {
		t.Errorf("got %+v", m)
	}
}
