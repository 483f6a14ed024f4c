//go:build unix

package logfile

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"scrim/pipeline"
	"scrim/pipeline/setting"
	"scrim/sinks/line"
)

// writerPath in the environment makes of this test binary a process that writes
// records to a file until it is killed.
const writerPath = "SCRIM_TEST_WRITER"

func TestMain(m *testing.M) {
	if path := os.Getenv(writerPath); path != "" {
		writeUntilKilled(path)
	}
	os.Exit(m.Run())
}

// perDeliver is how many records the process writes in one Deliver, several
// buffers full.
const perDeliver = 4000

func numbered(i int) string { return fmt.Sprintf("%09d %s", i, strings.Repeat("z", i%500)) }

// writeUntilKilled prints the number of records after each Deliver.
func writeUntilKilled(path string) {
	s := Defaults()
	s.Path, s.MaxSize, s.Fsync = setting.Path(path), 20<<20, fsyncNever
	w, err := NewWriter(s, line.Records{})
	if err != nil {
		panic(err)
	}
	link := pipeline.NewLink("file", slog.New(slog.DiscardHandler))
	for i := 0; ; {
		b := &pipeline.Batch{Origin: lane}
		for range perDeliver {
			b.Records = append(b.Records, pipeline.Record{Value: []byte(numbered(i))})
			i++
		}
		if _, err := w.Deliver(context.Background(), link, []*pipeline.Batch{b}); err != nil {
			panic(err)
		}
		fmt.Println(i)
	}
}

// TestKilled: a process that is killed in the middle of writing has written what
// it has acknowledged, and the next one writes on after a whole line.
func TestKilled(t *testing.T) {
	for try := range 8 {
		folder := t.TempDir()
		path := filepath.Join(folder, "django.log")
		acked := killWriter(t, path, 3+try)
		s := open1(t, path)
		s.deliver(t, batchOf("after the restart"))
		all, err := allRotated(folder, "django.log")
		if err != nil {
			t.Fatal(err)
		}
		var text []byte
		for _, r := range append(all, rotated{name: "django.log"}) {
			b, err := os.ReadFile(filepath.Join(folder, r.name))
			if err != nil {
				t.Fatal(err)
			}
			text = append(text, b...)
		}
		n := 0
		for l := range bytes.Lines(text) {
			if string(l) == "after the restart\n" {
				break
			}
			if string(l) != numbered(n)+"\n" {
				t.Fatalf("line %d is %.80q", n, l)
			}
			n++
		}
		if n < acked || !bytes.HasSuffix(text, []byte("\nafter the restart\n")) {
			t.Errorf("%d records of %d that were acknowledged; the end is %.80q", n, acked, text[max(0, len(text)-80):])
		}
	}
}

// killWriter kills a process after some of its acknowledgements, and returns how
// many records it has acknowledged.
func killWriter(t *testing.T, path string, delivers int) (acked int) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), writerPath+"="+path)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for i := 0; lines.Scan(); i++ {
		if acked, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatal(err)
		}
		if i == delivers {
			if err := c.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := c.Wait(); err == nil {
		t.Fatal("the writer was not killed")
	}
	return acked
}
