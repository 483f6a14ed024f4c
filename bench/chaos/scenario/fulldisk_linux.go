package scenario

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"scrim/bench/chaos/load"
	"scrim/bench/chaos/member"
	"scrim/bench/chaos/promise"
)

const (
	// lanes is the number of files that are read.
	lanes = 4
	// fullFor is how long the disk stays full, several times as long as anybody
	// waits between two attempts.
	fullFor = 15 * time.Second
	// perLine is more than a line takes, on average.
	perLine = 400
)

// waits is that scrim stops at a full disk and goes on when it can.
const waits promise.Promise = "scrim waits while the disk is full"

// disk is a small file system of its own.
type disk struct{ path, ballast string }

// fullDisk reads files into one on a disk that has room for half of them, and
// makes room later.
func fullDisk(ctx context.Context, o Options, ledger *promise.Ledger) error {
	if os.Geteuid() != 0 {
		ledger.Skip("only root may mount a small disk")
		return nil
	}
	counts := slices.Repeat([]int64{max(o.Records/lanes, 1)}, lanes)
	l := load.New(load.Options{Seed: o.Seed, Partitions: lanes, Secrets: 3}, nil)
	logs := filepath.Join(o.Folder, "logs")
	if err := writeLogs(logs, l, counts); err != nil {
		return err
	}
	room := max(o.Records*perLine, 8<<20)
	d, err := mount(filepath.Join(o.Folder, "disk"), room, room-o.Records*perLine/3)
	if errors.Is(err, fs.ErrPermission) {
		ledger.Skip("no disk can be mounted here: " + err.Error())
		return nil
	}
	if err != nil {
		return err
	}
	defer d.unmount()
	out := filepath.Join(d.path, "clean.log")
	ledger.Declare(waits)
	c := newCrew(o, ledger, func(int) member.Configuration {
		return member.Configuration{
			Sources: []member.Table{{"type": "file", "include": []string{filepath.Join(logs, "*.log")}, "start": "beginning"}},
			Sinks:   []member.Table{{"type": "file", "path": out}},
		}
	})
	defer c.abandon()
	if err := c.resize(1); err != nil {
		return err
	}
	// A sink that takes back what was written of a batch leaves some of it free.
	if err := quiet(ctx, out, c); err != nil {
		return err
	}
	if !c.check() {
		return errEnded
	}
	if size(out) >= logBytes(logs)*9/10 {
		return fmt.Errorf("the disk did not become full: %d bytes are free, %d were written", d.free(), size(out))
	}
	o.Progress("fulldisk: %d bytes were written, %d are free", size(out), d.free())
	if err := pause(ctx, fullFor); err != nil {
		return err
	}
	ledger.Checkf(waits, c.check(), "it ended within %s", fullFor)
	if err := d.makeRoom(); err != nil {
		return err
	}
	o.Progress("fulldisk: there is room again")
	return settleLines(ctx, c, ledger, l, counts, out)
}

// mount makes a disk of so many bytes, of which so many are taken.
func mount(path string, room, taken int64) (*disk, error) {
	if err := os.Mkdir(path, 0o700); err != nil {
		return nil, fmt.Errorf("cannot make a folder: %w", err)
	}
	if err := syscall.Mount("tmpfs", path, "tmpfs", 0, fmt.Sprintf("size=%d", room)); err != nil {
		return nil, fmt.Errorf("cannot mount a disk: %w", err)
	}
	d := &disk{path, filepath.Join(path, "ballast")}
	if err := os.WriteFile(d.ballast, make([]byte, taken), 0o600); err != nil {
		d.unmount()
		return nil, fmt.Errorf("cannot fill the disk: %w", err)
	}
	return d, nil
}

// quiet waits until a file has something and does not grow any more.
func quiet(ctx context.Context, path string, c *crew) error {
	const quietFor = 5 * time.Second
	last, since := int64(0), time.Now()
	_, err := until(ctx, patience, func() bool {
		if n := size(path); n != last {
			last, since = n, time.Now()
		}
		return !c.alive() || last > 0 && time.Since(since) > quietFor
	})
	return err
}

// free is how many bytes can still be written.
func (d *disk) free() int64 {
	var st syscall.Statfs_t
	if err := syscall.Statfs(d.path, &st); err != nil {
		return -1
	}
	return int64(st.Bavail) * st.Bsize
}

func (d *disk) makeRoom() error {
	if err := os.Remove(d.ballast); err != nil {
		return fmt.Errorf("cannot make room: %w", err)
	}
	return nil
}

func (d *disk) unmount() {
	// A member that was just killed may hold a file for a moment.
	for range 20 {
		if syscall.Unmount(d.path, 0) == nil {
			return
		}
		time.Sleep(look)
	}
	_ = syscall.Unmount(d.path, syscall.MNT_DETACH)
}
