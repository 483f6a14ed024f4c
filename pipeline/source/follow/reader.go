package follow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/checkpoint"
	"scrim/pipeline/source"
)

const (
	// readers is how many files are read at once: reading is quick, and what it
	// waits for is mostly room in the pipeline.
	readers = 4
	// readsPerTurn is how many batches of one file are read before another file
	// has its turn.
	readsPerTurn = 16
	// maxUnacked is how many reads of a file that is written to bit by bit may be
	// unacknowledged. More lines wait in the file until there is a batch of them:
	// each read takes a batch's memory, and a slow sink gets larger batches.
	maxUnacked = 4
	// fullRead is from how many bytes on a read is worth its memory.
	fullRead = 64 << 10
	// maxHeld is after what time a file is read all the same: the parts of one long
	// record are acknowledged only when it is complete.
	maxHeld = 10 * time.Second
)

// verdict is how a turn with a file has ended.
type verdict int

const (
	atEnd    verdict = iota // there is nothing more for now
	more                    // it goes on at once
	waits                   // it has to be looked at again later
	held                    // it goes on when something is acknowledged
	finished                // nothing more will be read of it
	failed                  // err tells why
	stopped                 // the source is to end
)

type outcome struct {
	file    *file
	verdict verdict
	err     error
}

// reader reads files, one turn at a time.
type reader struct {
	*Source
	lanes  *pipeline.Lanes
	ledger *ledger
	wake   func()
	now    reading
}

// work has turns until there are no more.
func (r *reader) work(ctx context.Context, turns <-chan *file, outcomes chan<- outcome) {
	r.now.ledger = r.ledger
	for f := range turns {
		r.now.file = f
		v, err := r.turn(ctx, f)
		if err != nil && ctx.Err() != nil {
			v, err = stopped, nil
		}
		outcomes <- outcome{f, v, err}
	}
}

// turn reads what is new in a file.
func (r *reader) turn(ctx context.Context, f *file) (verdict, error) {
	if !f.begun {
		if v, err := r.begin(f); err != nil || v != atEnd {
			return either(err, v)
		}
	}
	if f.compression != source.Plain {
		return r.unpack(ctx, f)
	}
	for range readsPerTurn {
		if r.crowded(f) {
			f.text.Rest()
			return held, nil
		}
		err := r.readOnce(ctx, f)
		switch {
		case err == io.EOF:
			return r.pause(ctx, f)
		case errors.Is(err, errReplaced):
			if err := r.restart(ctx, f); err != nil {
				return failed, err
			}
			r.lanes.Log.Info("a file was cut or written anew and is read from its beginning", "path", r.path(f))
		case err != nil:
			return failed, fmt.Errorf("cannot read: %w", err)
		}
	}
	return more, r.measure(f)
}

// measure tells up to where a file can be read that is not at its end.
func (r *reader) measure(f *file) error {
	info, err := f.handle.Stat()
	if err != nil {
		return err
	}
	if f.lane != nil {
		f.lane.SetEnd(info.Size())
	}
	return nil
}

func either(err error, v verdict) (verdict, error) {
	if err != nil {
		return failed, err
	}
	return v, nil
}

// readOnce reads one batch. A lane is opened only for what there is to read.
func (r *reader) readOnce(ctx context.Context, f *file) error {
	if f.lane == nil {
		info, err := f.handle.Stat()
		if err != nil {
			return err
		}
		if info.Size() == f.position {
			_, err := r.now.Read(nil)
			if err == nil {
				err = io.EOF
			}
			return err
		}
		f.openLane(r.lanes, r.ledger, r.wake)
		f.lane.SetEnd(info.Size())
	}
	n, err := f.text.Read(ctx, &r.now)
	if n > 0 {
		f.sent[f.reads%maxUnacked] = min(f.lineEnd, f.position-int64(f.text.Waiting()))
		f.reads++
		f.readAt = time.Now()
		f.inRecord = f.text.InRecord()
	}
	return err
}

// onItsWay tells whether the lines of maxUnacked reads are not acknowledged.
func (f *file) onItsWay(l *ledger) bool {
	return f.sent[f.reads%maxUnacked] > l.entry(f.record.Load()).Position
}

// crowded tells whether a file has too much on its way to be read for some lines.
func (r *reader) crowded(f *file) bool {
	if f.lane == nil || f.last || f.endLine || !f.onItsWay(r.ledger) {
		return false // fast path
	}
	info, err := f.handle.Stat()
	return err == nil && info.Size()-f.position < fullRead && time.Since(f.readAt) < maxHeld
}

// pause is what to do at the end of a file.
func (r *reader) pause(ctx context.Context, f *file) (verdict, error) {
	if f.lane != nil {
		f.lane.SetEnd(f.position)
		f.text.Rest()
	}
	if !f.endLine && !f.last {
		return atEnd, nil
	}
	if err := f.endLane(ctx); err != nil {
		return failed, err
	}
	if !f.last {
		return atEnd, nil
	}
	r.release(f)
	return finished, nil
}

// release closes a file of which nothing more will be read.
func (r *reader) release(f *file) {
	r.ledger.leave(f.record.Load(), f.tail)
	_ = f.handle.Close()
}

// path is where a file is. The follower moves it while others read it.
func (r *reader) path(f *file) string { return r.ledger.entry(f.record.Load()).Path }

// restart goes on at the beginning of a file that has a new content. What was
// read of the old one is remembered: there may be a copy of it.
func (r *reader) restart(ctx context.Context, f *file) error {
	old := f.record.Load()
	tail, resume, err := r.endContent(ctx, f)
	if err != nil {
		return err
	}
	r.ledger.leave(old, tail)
	f.position, f.tail = 0, f.tail[:0]
	next := &record{live: true, handle: f.handle}
	was := r.ledger.entry(old)
	next.Path, next.File, next.Born, next.Resume = was.Path, f.id, was.Born, resume
	f.record.Store(next)
	r.ledger.add(next)
	return nil
}

// endContent hands on the last line of a content that is gone, and returns what
// the lane carries after it. The record stays before that line, if it is not
// finished: a copy has it as a whole. It returns the bytes before there, too.
func (r *reader) endContent(ctx context.Context, f *file) (tail, resume []byte, err error) {
	if f.lane == nil {
		return f.tail, r.ledger.entry(f.record.Load()).Resume, nil
	}
	if err := f.lane.Drain(ctx); err != nil {
		return nil, nil, err
	}
	e := r.ledger.entry(f.record.Load())
	if waiting := f.position - e.Position; waiting < int64(len(f.tail)) {
		tail = f.tail[:len(f.tail)-int(waiting)]
	}
	rest := &record{Entry: e}
	f.acks.Store(rest)
	if err := f.endLane(ctx); err != nil {
		return nil, nil, err
	}
	return tail, r.ledger.entry(rest).Resume, nil
}

// begin tells what a file that was not read before holds: text, a compressed
// text, or a copy of what was read already. It waits as long as that cannot be
// told, and is at its end then.
func (r *reader) begin(f *file) (verdict, error) {
	n, err := f.handle.ReadAt(r.now.head[:], 0)
	if err != nil && err != io.EOF {
		return failed, fmt.Errorf("cannot read: %w", err)
	}
	head := r.now.head[:n]
	f.empty = n == 0
	c, undecided := source.Recognise(head)
	switch {
	case undecided && !f.last:
		return waits, nil
	case c != f.compression:
		f.compression = c
		return more, nil // it is for another reader now
	case c != source.Plain:
		return r.beginCompressed(f, head)
	case !f.known && !r.original(f, head):
		return waits, nil
	}
	if source.LooksBinary(head) {
		r.lanes.Log.Warn("a file does not look like text; it is read line by line all the same: exclude it if that is not meant", "path", r.path(f))
	}
	r.start(f, head)
	return atEnd, nil
}

// start takes a plain file into the checkpoint and begins where its record says.
func (r *reader) start(f *file, head []byte) {
	r.ledger.change(f.record.Load(), func(e *record) { e.handle, e.live = f.handle, true })
	f.begun = true
	f.position = r.ledger.entry(f.record.Load()).Position
	if r.ledger.key.Fits(f.record.Load().Head, head) { // else the next look at it tells
		f.tail = readTail(f.handle, f.position)
		r.ledger.extend(f.record.Load(), head)
	}
	r.ledger.add(f.record.Load())
}

// original tells whether a new file is none of those that were read already, or
// goes on where they ended. A log that is rotated by copying has its content
// twice for a moment: the copy waits until the original is cut.
func (r *reader) original(f *file, head []byte) (ready bool) {
	for _, from := range r.ledger.alike(f.record.Load(), head) {
		e := r.ledger.entry(from)
		if path := r.path(f); e.Path == path || !related(e.Path, path) {
			continue // written anew with the same beginning
		}
		if original := r.ledger.open(from); original != nil {
			if !f.last && r.mayBeCopy(f, original, &e) {
				return false
			}
			continue
		}
		if same, _ := r.ledger.holds(f.handle, &e); same && r.ledger.inherit(f.record.Load(), from) {
			return true
		}
	}
	return true
}

// related tells whether a name may be that of a copy that rotation makes of a
// file: app.log becomes app.log.1, app.log-20260101.gz or app-20260101.log. Other
// files that have the same content are files of their own.
func related(original, copied string) bool {
	original = filepath.Base(original)
	stem := strings.TrimSuffix(original, filepath.Ext(original))
	return strings.HasPrefix(filepath.Base(copied), stem)
}

// mayBeCopy tells whether a file holds what a followed one does and grows, or did
// just now: then it may be too early to say which of the two will be cut. It is
// as well if the other one was cut and its reader is about to notice.
func (r *reader) mayBeCopy(f *file, original *os.File, e *checkpoint.Entry) bool {
	mine, err := f.handle.Stat()
	if err != nil {
		return false
	}
	theirs, err := original.Stat()
	if err != nil {
		return false
	}
	if theirs.Size() < e.Position {
		return true
	}
	size := mine.Size()
	tail := readTail(f.handle, size)
	return tail != nil && bytes.Equal(tail, readTail(original, size)) && !r.quiet(f, size)
}

// quiet tells whether a file has had the same size for a while.
func (r *reader) quiet(f *file, size int64) bool {
	if f.quietSize != size || f.quietSince.IsZero() {
		f.quietSize, f.quietSince = size, time.Now()
	}
	return time.Since(f.quietSince) >= r.patience()
}

// patience is how long a file must not have changed to be taken as whole.
func (s *Source) patience() time.Duration { return time.Duration(s.settings.RotateWait) }
