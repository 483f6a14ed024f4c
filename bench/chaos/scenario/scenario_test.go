package scenario

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/bench/chaos/promise"
	"scrim/bench/chaos/verify"
)

// try runs a scenario with the stand-in and returns what it broke.
func try(t *testing.T, name, fault string, records int64) []promise.Promise {
	t.Helper()
	t.Setenv(standInFault, fault)
	s, err := Find(name)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{
		Scrim: os.Args[0], Broker: os.Getenv("SCRIM_KAFKA"), BrokerFolder: os.Getenv("SCRIM_KAFKA_DIR"),
		BrokerScript: filepath.Join("..", "..", "broker", "kafka.sh"), Folder: t.TempDir(), Records: records, Seed: 1,
		Outage: 5 * time.Second, Patience: 15 * time.Second, Rounds: 1, Progress: t.Logf,
	}
	if s.broker && o.Broker == "" {
		t.Skip("SCRIM_KAFKA names no broker")
	}
	ledger, err := s.Run(context.Background(), o)
	if err != nil && !errors.Is(err, errEnded) { // that one is in the ledger, too
		t.Fatal(err)
	}
	var text strings.Builder
	ledger.Write(&text)
	t.Log(text.String())
	if strings.Contains(text.String(), "skipped: ") {
		t.Skip(text.String())
	}
	return ledger.Broken()
}

func TestKillHoldsForAPipelineWithoutFaults(t *testing.T) {
	if broken := try(t, "kill", "", 20000); broken != nil {
		t.Errorf("broken: %q", broken)
	}
}

func TestKillNoticesFaults(t *testing.T) {
	for fault, want := range map[string]promise.Promise{
		"loses":         verify.Complete,
		"commits first": verify.Complete,
		"leaks":         verify.NoSecret,
		"swaps":         verify.Ordered,
		"talks":         verify.Silent,
	} {
		t.Run(fault, func(t *testing.T) {
			if testing.Short() {
				t.Skip("takes minutes for each fault")
			}
			if broken := try(t, "kill", fault, 20000); !slices.Contains(broken, want) {
				t.Errorf("broken: %q, without %q", broken, want)
			}
		})
	}
}

func TestFullDisk(t *testing.T) {
	for _, c := range []struct {
		fault string
		want  []promise.Promise
	}{
		{"", nil},
		{"drops", []promise.Promise{verify.Complete}},
		{"ends", []promise.Promise{stays}},
	} {
		t.Run("fault "+c.fault, func(t *testing.T) {
			broken := try(t, "fulldisk", c.fault, 20000)
			for _, p := range c.want {
				if !slices.Contains(broken, p) {
					t.Errorf("broken: %q, without %q", broken, p)
				}
			}
			if c.want == nil && broken != nil {
				t.Errorf("broken: %q", broken)
			}
		})
	}
}

func TestOutageHoldsForAPipelineWithoutFaults(t *testing.T) {
	if broken := try(t, "outage", "", 20000); broken != nil {
		t.Errorf("broken: %q", broken)
	}
}

// TestErrorsNoticesWhoGoesOn has a pipeline that knows no passwords and waits for
// whatever is missing.
func TestErrorsNoticesWhoGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes")
	}
	broken := try(t, "errors", "", 1)
	for _, p := range []promise.Promise{endsSoon, saysWhy, saysOnce} {
		if !slices.Contains(broken, p) {
			t.Errorf("broken: %q, without %q", broken, p)
		}
	}
}
