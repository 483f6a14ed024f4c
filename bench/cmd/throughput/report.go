package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

func writeReport(w io.Writer, o options, log logFile, masks int64, cs []*contender) {
	fmt.Fprintf(w, "%s, %d cores, %s/%s, %s\n", cpuModel(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version())
	fmt.Fprintf(w, "%.1f MB of Django lines, %g %% of them with a secret, seed %d; scrim writes %d masks; stdout to %s; medians of %d rounds\n\n",
		megabytes(log.size), 100*o.hit, o.seed, masks, os.DevNull, o.rounds)
	writeTable(w, log, cs)
	fmt.Fprintln(w)
	for _, c := range cs {
		fmt.Fprintf(w, "%s: %s < %s\n", c.name, quoteAll(c.argv), log.path)
	}
}

func writeTable(w io.Writer, log logFile, cs []*contender) {
	const row = "%-20s %18s %8s %8s %12s\n"
	fmt.Fprintf(w, row, "", "MB per CPU second", "CPU s", "wall s", "peak RSS MB")
	for _, c := range cs {
		rate := megabytes(log.size) / c.cpu().Seconds()
		fmt.Fprintf(w, row, c.name, fmt.Sprintf("%.0f", rate), seconds(c.cpu()), seconds(c.wall()), peakText(c.peak()))
	}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }

func megabytes(n int64) float64 { return float64(n) / 1e6 }

func peakText(n int64) string {
	if n == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%.1f", megabytes(n))
}

func quoteAll(argv []string) string {
	quoted := make([]string, len(argv))
	for i, a := range argv {
		quoted[i] = a
		if strings.ContainsAny(a, " []*?$") {
			quoted[i] = "'" + a + "'"
		}
	}
	return strings.Join(quoted, " ")
}

func saveReport(dir string, report []byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	name := fmt.Sprintf("%s-%s.txt", time.Now().UTC().Format(time.DateOnly), slug(cpuModel()))
	return os.WriteFile(filepath.Join(dir, name), report, 0o644)
}
