package configs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"scrim/pipeline"
)

const unit = "systemd/scrim.service"

// maxExposure is in the tenths of systemd-analyze: what is left is the network,
// which Kafka and collectors are behind, and groups that may read logs.
const maxExposure = 15

func systemdAnalyze(t *testing.T, args ...string) string {
	t.Helper()
	path, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("no systemd-analyze here: the unit was not checked")
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	if err != nil {
		t.Errorf("systemd-analyze %s: %v\n%s", args[0], err, out)
	}
	return string(out)
}

func TestUnitIsRight(t *testing.T) {
	path := filepath.Join(t.TempDir(), "scrim.service")
	write(t, path, replaced(t, unit, "/usr/local/bin/scrim", build(t)))
	if out := systemdAnalyze(t, "verify", "--man=no", path); out != "" {
		t.Errorf("systemd-analyze verify says:\n%s", out)
	}
}

func TestUnitIsHardened(t *testing.T) {
	systemdAnalyze(t, "security", "--offline=true", "--threshold="+strconv.Itoa(maxExposure), "--no-pager", unit)
}

// TestUnitHasItsUser: what sysusers.conf makes is what the unit runs as.
func TestUnitHasItsUser(t *testing.T) {
	path, err := exec.LookPath("systemd-sysusers")
	if err != nil {
		t.Skip("no systemd-sysusers here: the user was not made")
	}
	root := t.TempDir()
	conf, err := filepath.Abs("systemd/sysusers.conf")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(root, "etc"), 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(path, "--root="+root, "--replace=/etc/sysusers.d/scrim.conf", conf).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text := replaced(t, unit)
	for file, setting := range map[string]string{"passwd": "User", "group": "Group"} {
		m := regexp.MustCompile(`(?m)^` + setting + `=(.+)$`).FindStringSubmatch(text)
		if m == nil || !strings.Contains("\n"+string(content(t, filepath.Join(root, "etc", file))), "\n"+m[1]+":") {
			t.Errorf("%s of the unit is %q, and %s holds\n%s", setting, m, file, content(t, filepath.Join(root, "etc", file)))
		}
	}
}

// TestUnitWaitsForThePipeline: the service is not killed before the pipeline has
// had its time to end.
func TestUnitWaitsForThePipeline(t *testing.T) {
	m := regexp.MustCompile(`(?m)^TimeoutStopSec=(.+)$`).FindStringSubmatch(replaced(t, unit))
	if m == nil {
		t.Fatal("no TimeoutStopSec")
	}
	if stop, err := time.ParseDuration(m[1]); err != nil || stop <= pipeline.DefaultShutdownTimeout {
		t.Errorf("TimeoutStopSec=%s, and the pipeline takes up to %v", m[1], pipeline.DefaultShutdownTimeout)
	}
}

// TestUnitRunsWhatScrimKnows: the commands of the unit are commands of scrim.
func TestUnitRunsWhatScrimKnows(t *testing.T) {
	scrim := build(t)
	config, err := filepath.Abs("minimal.toml")
	if err != nil {
		t.Fatal(err)
	}
	commands := regexp.MustCompile(`(?m)^Exec\w+=/usr/local/bin/scrim (validate .+)$`).FindAllStringSubmatch(replaced(t, unit), -1)
	if len(commands) != 2 {
		t.Fatalf("scrim validates %d times, want 2: at the start and at a reload", len(commands))
	}
	for _, c := range commands {
		args := strings.Fields(strings.ReplaceAll(c[1], "/etc/scrim/scrim.toml", config))
		if out, err := exec.Command(scrim, args...).CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", c[1], err, out)
		}
	}
}
