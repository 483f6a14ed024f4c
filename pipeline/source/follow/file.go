package follow

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"sync/atomic"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/checkpoint"
	"scrim/pipeline/source"
)

// file is a file that is followed. It belongs to the follower, and to a reader
// while that has a turn with it.
type file struct {
	id     checkpoint.File
	path   string // where it is, or was last
	target string // where that leads to if it is a symbolic link
	handle *os.File
	// record is what the checkpoint says of it. The reader that has it puts
	// another one there while the follower may note a new path.
	record atomic.Pointer[record]

	compression source.Compression
	known       bool // it goes on from a checkpoint, or where its reading began
	begun       bool // its content was told from that of other files
	empty       bool // there was nothing in it when that was tried last
	finished    bool // nothing more will be read

	position int64  // of the next plain byte to read
	tail     []byte // what stands before position
	lane     *pipeline.Lane
	text     *pipeline.Text
	lineEnd  int64                  // where the last line that was read ends
	sent     [maxUnacked]int64      // where the lines ended that the latest reads handed on
	reads    int                    // how many there were
	readAt   time.Time              // when the latest was
	acks     atomic.Pointer[record] // where the lane notes what is delivered
	held     atomic.Bool            // it is read on when something is acknowledged
	waited   atomic.Bool            // another file waits until this one is read to its end

	// What the follower knows.
	size       int64 // when its last turn began; unlooked if it needs another
	modified   time.Time
	changed    time.Time // when it was seen to have changed last
	after      *file     // to be read to its end first
	gone       time.Time // since when no path leads to it, or zero
	moved      time.Time // since when it has another path, or zero
	atEnd      bool      // its last turn came to its end
	busy       bool      // it waits for a turn or has one
	again      bool      // something happened during its turn
	inRecord   bool      // what was read last is a part of a record that goes on
	endLine    bool      // its last line is to be handed on without a line end
	last       bool      // and nothing is read after it
	complaint  string
	quietSize  int64 // its size while it is waited whether it grows
	quietSince time.Time
}

// unlooked is no file's size.
const unlooked = -1

// errReplaced says that the file has other content than what was read.
var errReplaced = errors.New("the content was replaced")

// Read reads what follows from the file and makes sure that it belongs to what
// was read before: what a file holds is cut or written anew at any time.
func (r *reading) Read(p []byte) (int, error) {
	f := r.file
	n, err := f.handle.ReadAt(p, f.position)
	if n > 0 {
		err = nil // that of the next Read
	} else if err != nil && err != io.EOF {
		return 0, err
	}
	same, checkErr := r.same(p[:n])
	if checkErr != nil {
		return 0, checkErr
	}
	if !same {
		return 0, errReplaced
	}
	if i := bytes.LastIndexByte(p[:n], '\n'); i >= 0 {
		f.lineEnd = f.position + int64(i) + 1
	}
	f.position += int64(n)
	f.keepTail(p[:n])
	return n, err
}

// keepTail remembers the last bytes that were read.
func (f *file) keepTail(read []byte) {
	if len(read) < checkpoint.TailBytes {
		read = append(f.tail, read...)
	}
	f.tail = append(f.tail[:0], read[max(0, len(read)-checkpoint.TailBytes):]...)
}

// reading is a file in the hands of a reader.
type reading struct {
	*file
	ledger *ledger
	head   [checkpoint.HeadBytes]byte
	before [checkpoint.TailBytes]byte
}

// same tells whether the file still holds what was read of it, up to the bytes
// that were read just now. It looks after reading: a file that is replaced
// between the two is noticed.
func (r *reading) same(read []byte) (bool, error) {
	f := r.file
	if len(read) == 0 {
		if info, err := f.handle.Stat(); err != nil || info.Size() < f.position {
			return false, err
		}
	}
	n, err := f.handle.ReadAt(r.head[:], 0)
	if err != nil && err != io.EOF {
		return false, err
	}
	head := r.head[:n]
	if !r.ledger.key.Fits(f.record.Load().Head, head) || !overlaps(head, read, f.position) {
		return false, nil
	}
	tail := r.before[:len(f.tail)]
	n, err = f.handle.ReadAt(tail, f.position-int64(len(tail)))
	if err != nil && err != io.EOF {
		return false, err
	}
	if n < len(tail) || !bytes.Equal(tail, f.tail) {
		return false, nil
	}
	if len(head) > f.record.Load().Head.Bytes {
		r.ledger.extend(f.record.Load(), head)
	}
	return true, nil
}

// overlaps tells whether what was read at a position is what the file's
// beginning has there.
func overlaps(head, read []byte, position int64) bool {
	if short := len(head) < checkpoint.HeadBytes; short && int64(len(head)) < position+int64(len(read)) {
		return false // the file has less than was read of it
	}
	if position >= int64(len(head)) {
		return true
	}
	both := min(len(head)-int(position), len(read))
	return bytes.Equal(head[position:int(position)+both], read[:both])
}

// openLane begins to hand on lines at the file's position.
func (f *file) openLane(lanes *pipeline.Lanes, l *ledger, wake func()) {
	e := l.entry(f.record.Load())
	f.acks.Store(f.record.Load())
	f.sent, f.reads, f.lineEnd = [maxUnacked]int64{}, 0, f.position
	f.lane = lanes.Open(pipeline.Opening{
		Origin: pipeline.Origin{Path: e.Path},
		Resume: e.Resume,
		Ack: func(m pipeline.Mark) {
			l.mark(f.acks.Load(), m)
			if f.waited.Load() || f.held.Load() {
				wake()
			}
		},
	})
	f.text = f.lane.Text(f.position)
}

// endLane hands on what waits for a line end, waits until everything is
// acknowledged and closes the lane.
func (f *file) endLane(ctx context.Context) error {
	if f.lane == nil {
		return nil
	}
	if err := f.text.End(ctx); err != nil {
		return err
	}
	if err := f.lane.Drain(ctx); err != nil {
		return err
	}
	f.closeLane()
	return nil
}

func (f *file) closeLane() {
	if f.lane != nil {
		f.lane.Close()
		f.lane, f.text = nil, nil
	}
}

// settled tells whether everything up to the file's end is acknowledged, a last
// line that waits for its end excepted. A file that is empty is: rotation leaves
// such ones for good.
func (f *file) settled(l *ledger) bool {
	if !f.begun {
		return f.empty
	}
	if !f.atEnd {
		return false
	}
	waiting := 0
	if f.text != nil {
		waiting = f.text.Waiting()
	}
	return l.entry(f.record.Load()).Position == f.position-int64(waiting)
}

// rest gives back the lane of an idle file, and with it the memory that its last
// line takes if that waits for its end. It is read again when it goes on.
func (f *file) rest(l *ledger) {
	if f.lane == nil || !f.settled(l) {
		return
	}
	f.closeLane()
	if at := l.entry(f.record.Load()).Position; at != f.position {
		f.position = at
		f.tail = readTail(f.handle, at)
	}
}
