//go:build linux || darwin

package logfile

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
	"pgregory.net/rapid"

	"scrim/pipeline"
	"scrim/pipeline/setting"
	"scrim/sinks/line"
)

// limitFiles makes writes past size fail, and be short before that, as on a full
// disk. It returns what ends that.
func limitFiles(t interface{ Fatal(...any) }, size int64) (unlimit func()) {
	var was unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: uint64(size), Max: was.Max}); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &was); err != nil {
			t.Fatal(err)
		}
	}
}

// world is a sink, the pipeline before it, and the disk behind it.
type world struct {
	*rapid.T
	folder, path string
	settings     Settings
	w            *Writer
	link         *pipeline.Link
	lanes        []*laneOf
	acked        []string // every piece of every line that counts as written
	moved        int
	serial       int
}

// laneOf is a lane with what comes again after a restart: the pieces since its
// last mark, which is never inside a line.
type laneOf struct {
	origin *pipeline.Origin
	since  []pipeline.Record
}

func (x *world) start() {
	w, err := NewWriter(x.settings, line.Records{})
	if err != nil {
		x.Fatal(err)
	}
	x.w = w
}

// piece is a part of a line that tells where it belongs.
func (x *world) piece(lane int, open bool) pipeline.Record {
	x.serial++
	text := strings.Repeat("x", rapid.IntRange(0, 60).Draw(x.T, "length"))
	return pipeline.Record{Value: fmt.Appendf(nil, "<%c%d:%s>", 'a'+lane, x.serial, text), Open: open}
}

func (x *world) batches() []*pipeline.Batch {
	var all []*pipeline.Batch
	for range rapid.IntRange(1, 4).Draw(x.T, "batches") {
		lane := rapid.IntRange(0, len(x.lanes)-1).Draw(x.T, "lane")
		b := &pipeline.Batch{Origin: x.lanes[lane].origin}
		n := rapid.IntRange(1, 5).Draw(x.T, "records")
		for i := range n {
			open := i == n-1 && rapid.IntRange(0, 3).Draw(x.T, "open") == 0
			b.Records = append(b.Records, x.piece(lane, open))
		}
		all = append(all, b)
	}
	return all
}

// acknowledge notes that batches are written.
func (x *world) acknowledge(all []*pipeline.Batch) {
	for _, b := range all {
		for _, lane := range x.lanes {
			if lane.origin != b.Origin {
				continue
			}
			for _, r := range b.Records {
				x.acked = append(x.acked, string(r.Value))
				if lane.since = append(lane.since, r); !r.Open {
					lane.since = nil
				}
			}
		}
	}
}

func (x *world) deliver(all []*pipeline.Batch) {
	if _, err := x.w.Deliver(context.Background(), x.link, all); err != nil {
		x.Fatal(err)
	}
	x.acknowledge(all)
	x.look()
}

// attempt writes with little room, and tells how that went.
func (x *world) attempt(all []*pipeline.Batch) error {
	size := int64(0)
	if info, err := os.Stat(x.path); err == nil {
		size = info.Size()
	}
	if x.w.out != nil { // a file that was moved needs no more than a line end
		if info, err := x.w.out.f.Stat(); err == nil {
			size = max(size, info.Size()+1)
		}
	}
	room := rapid.Int64Range(0, 300).Draw(x.T, "room")
	defer limitFiles(x.T, size+room)()
	x.w.saved.batch, x.w.saved.piece = 0, 0
	return x.w.attempt(context.Background(), x.link, all)
}

// shortOfRoom is a disk that fills up in the middle and gets room again.
func (x *world) shortOfRoom() {
	all := x.batches()
	if err := x.attempt(all); err == nil {
		x.w.save(0, 0)
		x.acknowledge(all)
		return
	}
	x.w.undo()
	x.look()
	// The pipeline would wait here.
	if err := x.w.attempt(context.Background(), x.link, all); err != nil {
		x.Fatal(err)
	}
	x.w.save(0, 0)
	x.acknowledge(all)
	x.look()
}

// crash kills the process in the middle of writing, perhaps, and starts it
// again. What came after the marks comes again.
func (x *world) crash() {
	if rapid.Bool().Draw(x.T, "writing") {
		_ = x.attempt(x.batches())
	}
	if x.w.out != nil {
		x.w.out.f.Close()
	}
	x.w.sweeper.stop()
	x.start()
	for _, lane := range x.lanes {
		again := lane.since
		lane.since = nil
		if len(again) > 0 {
			// A new process, a new lane.
			lane.origin = &pipeline.Origin{Source: lane.origin.Source}
			x.deliver([]*pipeline.Batch{{Origin: lane.origin, Records: again}})
		}
	}
	x.deliver(x.batches())
}

// move takes the file away as logrotate does. A crash before the sink has seen
// that would leave a file behind that is nobody's to mend.
func (x *world) move() {
	x.moved++
	if err := os.Rename(x.path, fmt.Sprintf("%s.%d", x.path, x.moved)); err != nil && !os.IsNotExist(err) {
		x.Fatal(err)
	}
	if rapid.Bool().Draw(x.T, "hangup") {
		if err := x.w.Reopen(); err != nil {
			x.Fatal(err)
		}
	}
	x.deliver(x.batches())
}

// wholeLine is pieces of one lane, none of them torn. A line is blank where a
// line was ended of which another file has everything.
var wholeLine = regexp.MustCompile(`^((<a\d+:x*>)*|(<b\d+:x*>)*)$`)

// look fails if a file holds anything but whole lines. It returns all of them.
func (x *world) look() []byte {
	var all []byte
	files, err := filepath.Glob(filepath.Join(x.folder, "*"))
	if err != nil {
		x.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			x.Fatal(err)
		}
		if len(b) > 0 && b[len(b)-1] != '\n' && !(f == x.path && x.w.lines.Open()) && x.w.out != nil {
			x.Fatalf("%s ends inside a line: %q", f, b[max(0, len(b)-80):])
		}
		for l := range bytes.Lines(b) {
			if l = bytes.TrimSuffix(l, []byte("\n")); !wholeLine.Match(l) {
				x.Fatalf("%s holds %q", f, l)
			}
		}
		all = append(all, b...)
	}
	return all
}

// limitedProcess in the environment says that the process may limit its files:
// what the testing package writes itself must not be cut.
const limitedProcess = "SCRIM_TEST_LIMITED"

// TestEveryRecordIsWritten: after any sequence of writes, short writes, crashes
// in the middle of one, rotations and hangups the files hold whole lines, and in
// them every record at least once.
func TestEveryRecordIsWritten(t *testing.T) {
	if os.Getenv(limitedProcess) == "" {
		args := []string{"-test.run=^TestEveryRecordIsWritten$"}
		for _, a := range os.Args[1:] {
			if strings.HasPrefix(a, "-rapid.") {
				args = append(args, a)
			}
		}
		c := exec.Command(os.Args[0], args...)
		c.Env = append(os.Environ(), limitedProcess+"=1")
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	signal.Ignore(syscall.SIGXFSZ) // what a write past the limit raises
	root := t.TempDir()
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		checkWorld(rt, filepath.Join(root, fmt.Sprint(n)))
	})
}

func checkWorld(t *rapid.T, folder string) {
	x := &world{T: t, folder: folder, path: filepath.Join(folder, "django.log")}
	x.link = pipeline.NewLink("file", slog.New(slog.DiscardHandler))
	x.lanes = []*laneOf{{origin: &pipeline.Origin{Source: "a"}}, {origin: &pipeline.Origin{Source: "b"}}}
	x.settings = Defaults()
	x.settings.Path = setting.Path(x.path)
	x.settings.Fsync = fsyncNever
	x.settings.MaxSize = setting.Size(rapid.SampledFrom([]int{0, 200, 1000}).Draw(t, "max_size"))
	x.start()
	steps := []func(){
		func() { x.deliver(x.batches()) }, x.shortOfRoom, x.shortOfRoom, x.crash, x.move,
	}
	for range rapid.IntRange(1, 12).Draw(t, "steps") {
		steps[rapid.IntRange(0, len(steps)-1).Draw(t, "step")]()
	}
	if err := x.w.Close(); err != nil {
		t.Fatal(err)
	}
	all := x.look()
	for _, piece := range x.acked {
		if !bytes.Contains(all, []byte(piece)) {
			t.Fatalf("%s is acknowledged and not there: %s", piece, all)
		}
	}
	if err := os.RemoveAll(x.folder); err != nil {
		t.Fatal(err)
	}
}
