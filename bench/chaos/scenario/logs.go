package scenario

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"scrim/bench/chaos/load"
	"scrim/bench/chaos/promise"
	"scrim/bench/chaos/verify"
)

// writeLogs writes each partition of a load to a file of its own.
func writeLogs(dir string, l *load.Load, counts []int64) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("cannot make a folder: %w", err)
	}
	for p, n := range counts {
		if err := writeLog(filepath.Join(dir, fmt.Sprintf("shop-%d.log", p)), l, int32(p), n); err != nil {
			return err
		}
	}
	return nil
}

func writeLog(path string, l *load.Load, partition int32, n int64) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("cannot make a log: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<20)
	for seq := range n {
		r := l.Record(partition, seq)
		w.Write(r.Value)
		w.WriteByte('\n')
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("cannot write a log: %w", err)
	}
	return nil
}

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// settleLines waits until a file that scrim writes has all lines, ends scrim and
// checks the file.
func settleLines(ctx context.Context, c *crew, ledger *promise.Ledger, l *load.Load, counts []int64, out string) error {
	grown := func() int64 { return size(out) }
	last, read := int64(-1), int64(-1)
	err := c.o.whileMoving(ctx, grown, func() bool {
		now := grown()
		moves := now != last
		last = now
		// Reading it all is for when nothing comes any more.
		if moves || now == read {
			return false
		}
		read = now
		check := verify.NewLines(promise.New(""), l, counts)
		if err := readLines(out, check); err != nil {
			return false
		}
		arrived, expected, _ := check.Arrived()
		return arrived == expected
	})
	if err != nil {
		return err
	}
	if err := c.finish(verify.NewLeaks(l, counts)); err != nil {
		return err
	}
	check := verify.NewLines(ledger, l, counts)
	if err := readLines(out, check); err != nil {
		return err
	}
	check.Finish()
	arrived, expected, duplicates := check.Arrived()
	ledger.Note("lines", "%d of %d, %d duplicates (%.2f %%)", arrived, expected, duplicates, 100*float64(duplicates)/float64(expected))
	return nil
}

func readLines(path string, check *verify.Lines) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("cannot read what scrim wrote: %w", err)
	}
	defer f.Close()
	// The last line of a file that is still written may be half a line.
	lines := bufio.NewReaderSize(f, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			if len(line) > 0 {
				check.Add(line)
			}
			return nil
		}
		check.Add(line[:len(line)-1])
	}
}
