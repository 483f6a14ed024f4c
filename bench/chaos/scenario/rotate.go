package scenario

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"scrim/bench/chaos/load"
	"scrim/bench/chaos/member"
	"scrim/bench/chaos/promise"
)

const (
	// generations is how many files the writer fills, one a second.
	generations = 20
	// killsWhileRotating are spread over them.
	killsWhileRotating = 5
	// ticks is in how many steps a file is written.
	ticks = 20
	// lateTicks are written to a file that was renamed already, as a process
	// does that has not yet been told.
	lateTicks = 2
)

// rotate follows a log that is renamed every second, and then one that is copied
// and truncated.
func rotate(ctx context.Context, o Options, ledger *promise.Ledger) error {
	for _, way := range []struct {
		name string
		turn func(*logWriter) error
	}{
		{"rename", (*logWriter).rename},
		{"copytruncate", (*logWriter).copyTruncate},
	} {
		o := o
		o.Folder = filepath.Join(o.Folder, way.name)
		ledger.Note("with "+way.name, "%d files, %d kills", generations, killsWhileRotating)
		if err := rotateBy(ctx, o, ledger, way.turn, way.name == "rename"); err != nil {
			return err
		}
	}
	return nil
}

// rotateBy has a generation of the log as a partition of the load: order holds
// within a file.
func rotateBy(ctx context.Context, o Options, ledger *promise.Ledger, turn func(*logWriter) error, late bool) error {
	each := max(o.Records/generations/ticks, 1) * ticks
	counts := slices.Repeat([]int64{each}, generations)
	l := load.New(load.Options{Seed: o.Seed, Partitions: generations, Secrets: 3}, nil)
	logs, out := filepath.Join(o.Folder, "logs"), filepath.Join(o.Folder, "clean.log")
	if err := os.MkdirAll(logs, 0o700); err != nil {
		return fmt.Errorf("cannot make a folder: %w", err)
	}
	c := newCrew(o, ledger, func(int) member.Configuration {
		return member.Configuration{
			// What was rotated while scrim was dead is still to be read.
			Sources: []member.Table{{"type": "file", "include": []string{filepath.Join(logs, "shop.log*")}, "start": "beginning"}},
			Sinks:   []member.Table{{"type": "file", "path": out}},
		}
	})
	defer c.abandon()
	w := &logWriter{dir: logs, load: l, each: each, turn: turn}
	if late {
		w.late = lateTicks
	}
	if err := w.open(); err != nil {
		return err
	}
	defer w.file.Close()
	if err := c.resize(1); err != nil {
		return err
	}
	written := make(chan error, 1)
	go func() { written <- w.run(ctx) }()
	rnd := rand.New(rand.NewPCG(o.Seed, 2))
	for i := range killsWhileRotating {
		if err := pause(ctx, time.Second+time.Duration(rnd.Int64N(int64(3*time.Second)))); err != nil {
			return err
		}
		o.Progress("rotate: kill %d", i+1)
		if err := c.kill(0); err != nil {
			return err
		}
	}
	if err := <-written; err != nil {
		return err
	}
	o.Progress("rotate: all is written")
	return settleLines(ctx, c, ledger, l, counts, out)
}

// logWriter writes a log and rotates it itself, so that nothing is written while
// it is copied.
type logWriter struct {
	dir  string
	load *load.Load
	file *os.File
	each int64
	late int
	turn func(*logWriter) error
	old  int
}

func (w *logWriter) path() string { return filepath.Join(w.dir, "shop.log") }

func (w *logWriter) open() (err error) {
	w.file, err = os.OpenFile(w.path(), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("cannot open a log: %w", err)
	}
	return nil
}

func (w *logWriter) run(ctx context.Context) error {
	for g := range int32(generations) {
		for tick := range ticks {
			// A writer that is told late goes on in the file that was renamed.
			if tick == ticks-w.late && g < generations-1 && w.late > 0 {
				if err := w.turn(w); err != nil {
					return err
				}
			}
			if err := w.write(g, int64(tick)); err != nil {
				return err
			}
			if err := pause(ctx, time.Second/ticks); err != nil {
				return err
			}
		}
		if g == generations-1 {
			return nil
		}
		if err := w.next(); err != nil {
			return err
		}
	}
	return nil
}

// next begins another file.
func (w *logWriter) next() error {
	if w.late == 0 {
		return w.turn(w)
	}
	if err := w.file.Close(); err != nil {
		return fmt.Errorf("cannot close a log: %w", err)
	}
	return w.open()
}

func (w *logWriter) write(generation int32, tick int64) error {
	n := w.each / ticks
	var text []byte
	for seq := tick * n; seq < (tick+1)*n; seq++ {
		r := w.load.Record(generation, seq)
		text = append(append(text, r.Value...), '\n')
	}
	if _, err := w.file.Write(text); err != nil {
		return fmt.Errorf("cannot write a log: %w", err)
	}
	return nil
}

func (w *logWriter) numbered(n int) string { return fmt.Sprintf("%s.%d", w.path(), n) }

// shift gives each old file the next number, the oldest first.
func (w *logWriter) shift() error {
	for n := w.old; n > 0; n-- {
		if err := os.Rename(w.numbered(n), w.numbered(n+1)); err != nil {
			return fmt.Errorf("cannot rotate: %w", err)
		}
	}
	w.old++
	return nil
}

func (w *logWriter) rename() error {
	if err := w.shift(); err != nil {
		return err
	}
	if err := os.Rename(w.path(), w.numbered(1)); err != nil {
		return fmt.Errorf("cannot rotate: %w", err)
	}
	return nil
}

func (w *logWriter) copyTruncate() (err error) {
	if err := w.shift(); err != nil {
		return err
	}
	from, err := os.Open(w.path())
	if err != nil {
		return fmt.Errorf("cannot rotate: %w", err)
	}
	defer from.Close()
	to, err := os.Create(w.numbered(1))
	if err != nil {
		return fmt.Errorf("cannot rotate: %w", err)
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	if _, err := io.Copy(to, from); err != nil {
		return fmt.Errorf("cannot rotate: %w", err)
	}
	if err := w.file.Truncate(0); err != nil {
		return fmt.Errorf("cannot rotate: %w", err)
	}
	return nil
}
