package follow

import (
	"context"
	"fmt"
	"io"
	"time"

	"scrim/pipeline/checkpoint"
	"scrim/pipeline/source"
)

// beginCompressed waits until nobody writes a compressed file any more, and
// tells whether it is the rest of a file that was followed before it was
// compressed. Its record is known by the compressed bytes.
func (r *reader) beginCompressed(f *file, head []byte) (verdict, error) {
	info, err := f.handle.Stat()
	if err != nil {
		return failed, fmt.Errorf("cannot read: %w", err)
	}
	if !f.last && !r.quiet(f, info.Size()) && time.Since(info.ModTime()) < r.patience() {
		return waits, nil
	}
	if !f.known {
		content, err := r.openCompressed(f)
		if err != nil {
			return failed, err
		}
		plain := make([]byte, checkpoint.HeadBytes)
		n, err := io.ReadFull(content, plain)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return failed, fmt.Errorf("cannot read: %w", err)
		}
		if !r.compressedBefore(f, plain[:n]) {
			return waits, nil
		}
	}
	r.ledger.change(f.record.Load(), func(e *record) { e.Compression, e.live = string(f.compression), true })
	r.ledger.extend(f.record.Load(), head)
	r.ledger.add(f.record.Load())
	f.begun = true
	return atEnd, nil
}

// compressedBefore lets a compressed file go on where the plain one was left. As
// long as that is followed its content comes from there.
func (r *reader) compressedBefore(f *file, plain []byte) (ready bool) {
	for _, from := range r.ledger.alike(f.record.Load(), plain) {
		if !related(r.ledger.entry(from).Path, r.path(f)) {
			continue
		}
		if !f.last && r.ledger.open(from) != nil {
			return false
		}
		if r.unpackedHolds(f, from) && r.ledger.inherit(f.record.Load(), from) {
			return true
		}
	}
	return true
}

// unpackedHolds tells whether a compressed file has the bytes that were read
// before the position of a record.
func (r *reader) unpackedHolds(f *file, from *record) bool {
	e := r.ledger.entry(from)
	content, err := r.openCompressed(f)
	if err != nil || e.Tail.Bytes == 0 {
		return false
	}
	if _, err := io.CopyN(io.Discard, content, e.Position-int64(e.Tail.Bytes)); err != nil {
		return false
	}
	tail := make([]byte, e.Tail.Bytes)
	_, err = io.ReadFull(content, tail)
	return err == nil && r.ledger.key.Fits(e.Tail, tail)
}

// openCompressed reads the file's plain bytes from the first one on.
func (r *reader) openCompressed(f *file) (*source.Source, error) {
	if _, err := f.handle.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("cannot read: %w", err)
	}
	s, err := source.New(f.handle, r.path(f))
	if err != nil {
		return nil, fmt.Errorf("cannot read: %w", err)
	}
	return s, nil
}

// unpack reads a compressed file once, to its end.
func (r *reader) unpack(ctx context.Context, f *file) (verdict, error) {
	info, err := f.handle.Stat()
	if err != nil {
		return failed, fmt.Errorf("cannot read: %w", err)
	}
	content, err := r.openCompressed(f)
	if err != nil {
		return failed, err
	}
	f.position = r.ledger.entry(f.record.Load()).Position
	if _, err := io.CopyN(io.Discard, content, f.position); err != nil && err != io.EOF {
		return failed, fmt.Errorf("cannot read: %w", err)
	}
	f.openLane(r.lanes, r.ledger, r.wake)
	for err == nil {
		_, err = f.text.Read(ctx, content)
	}
	if ctx.Err() != nil {
		return stopped, nil
	}
	if err == io.EOF || f.last {
		return r.unpacked(ctx, f, info.Size(), err)
	}
	// The last line may be cut: it waits for its rest.
	if drainErr := f.lane.Drain(ctx); drainErr != nil {
		return failed, drainErr
	}
	f.closeLane()
	return failed, fmt.Errorf("cannot read: %w", err)
}

// unpacked ends a compressed file.
func (r *reader) unpacked(ctx context.Context, f *file, size int64, err error) (verdict, error) {
	if err := f.endLane(ctx); err != nil {
		return failed, err
	}
	if err != io.EOF {
		r.lanes.Log.Error("a compressed file that is gone was not whole: the lines before were read", "path", r.path(f), "error", err)
	}
	r.ledger.change(f.record.Load(), func(e *record) { e.Size = size })
	if f.last {
		r.ledger.leave(f.record.Load(), nil)
	}
	_ = f.handle.Close()
	return finished, nil
}
