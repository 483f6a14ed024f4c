package follow

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"scrim/pipeline/checkpoint"
	"scrim/pipeline/source"
)

// look looks at all folders and files, and finds out what has changed.
func (f *follower) look() {
	begun := time.Now()
	l := f.patterns.list()
	known := make(map[checkpoint.File]string, len(f.files))
	for id, one := range f.files {
		known[id] = one.path
	}
	d := compare(known, l)
	f.move(d.moved, begun)
	f.lose(d.gone, begun)
	var arrived []*file
	for _, a := range d.arrived {
		one, err := f.arrive(a)
		if err != nil {
			l.problems = append(l.problems, err)
		}
		if one != nil {
			arrived = append(arrived, one)
		}
	}
	if f.first {
		f.findLost(l)
		for _, one := range f.files {
			f.adopt(one)
		}
	}
	f.chain(arrived)
	f.check(l, begun)
	f.listen(l)
	f.release()
	f.forgetLeft(begun)
	f.complain(l.problems)
	interval := time.Duration(f.settings.PollInterval)
	now, took := time.Now(), time.Since(begun)
	f.soonAt = now.Add(min(promptShare*took, interval))
	f.pollAt = now.Add(min(max(interval, pollShare*took), maxPolls*interval))
}

// move notes where files are now.
func (f *follower) move(moved map[checkpoint.File]string, now time.Time) {
	for id, path := range moved {
		one := f.files[id]
		f.left[one.path] = one
		one.path, one.target = path, ""
		f.ledger.found(one.record.Load(), id, path)
		f.watchMoved(one, now)
	}
}

// watchMoved begins to watch a renamed file for late writes, or begins again after
// a start.
func (f *follower) watchMoved(one *file, now time.Time) {
	one.moved = now
	f.ledger.change(one.record.Load(), func(r *record) { r.Moved = true })
}

// lose notes which files no path leads to any more.
func (f *follower) lose(gone []checkpoint.File, now time.Time) {
	for _, id := range gone {
		one := f.files[id]
		switch {
		case one.finished:
			f.ledger.leave(one.record.Load(), nil)
			delete(f.files, id)
		case one.gone.IsZero():
			one.gone = now
			f.enqueue(one)
		}
	}
}

// arrive begins to follow a file. It returns none if that is gone by now.
func (f *follower) arrive(a arrival) (*file, error) {
	one, err := f.open(a.sighting)
	if err != nil || one == nil {
		return nil, err
	}
	f.files[one.id] = one
	if !f.first { // else the file before it may not be there yet
		f.succeed(one, a.after)
	}
	return one, nil
}

// succeed lets a file that came while others were followed go on after the one
// that was at its path, which may have another path by now.
func (f *follower) succeed(one *file, after *checkpoint.File) {
	before := f.left[one.path]
	if after != nil {
		before = f.files[*after]
	}
	delete(f.left, one.path)
	switch {
	case one.known || before == one:
	case before == nil:
		f.adopt(one)
	default:
		f.wait(one, before)
	}
}

// forgetLeft forgets which files were at paths that no new file took.
func (f *follower) forgetLeft(now time.Time) {
	for path, one := range f.left {
		if one.finished && now.Sub(one.changed) > successorWait {
			delete(f.left, path)
		}
	}
}

// wait lets a new file begin when the one before it at the same path was read to
// its end.
func (f *follower) wait(one, before *file) {
	one.after = before
	before.waited.Store(true)
	id := before.id
	own := one.record.Load()
	own.After = &id
	f.ledger.add(own)
}

// open opens a file and finds out whether the checkpoint knows it. Nothing is
// returned if the path leads to another file by now.
func (f *follower) open(s sighting) (*file, error) {
	handle, err := open(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("cannot follow a file: %w", err)
	}
	id, err := identifyOpen(handle)
	if err != nil || id != s.file {
		_ = handle.Close()
		return nil, err
	}
	one := &file{id: id, path: s.path, handle: handle, size: unlooked, modified: s.modified, changed: time.Now()}
	if err := f.recognise(one, s); err != nil {
		_ = handle.Close()
		return nil, fmt.Errorf("cannot follow a file: %w", err)
	}
	return one, nil
}

// recognise looks for the file in the checkpoint.
func (f *follower) recognise(one *file, s sighting) error {
	head := make([]byte, checkpoint.HeadBytes)
	n, err := one.handle.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return err
	}
	for _, r := range f.ledger.of(one.id, one.path) {
		if f.continues(one, r, head[:n], s.size) {
			f.resume(one, r, s)
			return nil
		}
	}
	own := &record{live: true}
	own.Path, own.File, own.Born = one.path, one.id, born(one.handle)
	one.record.Store(own)
	if f.first && f.startsAtEnd(s) {
		return f.skip(one, s, head[:n])
	}
	return nil
}

// skip leaves out what a file holds.
func (f *follower) skip(one *file, s sighting, head []byte) error {
	one.known = true
	own := one.record.Load()
	f.ledger.extend(own, head)
	if c, _ := source.Recognise(head); c != source.Plain {
		own.Compression, own.Size = string(c), s.size
		f.resume(one, own, s)
	} else {
		at, err := lastLineEnd(one.handle, s.size)
		if err != nil {
			return err
		}
		own.Position = at
	}
	f.ledger.add(own)
	return nil
}

// continues tells whether a file is that of a record, further on.
func (f *follower) continues(one *file, r *record, head []byte, size int64) bool {
	e := f.ledger.entry(r)
	if !f.ledger.key.Fits(e.Head, head) || e.Born != born(one.handle) {
		return false
	}
	if e.Compression != "" {
		return true
	}
	same, sure := f.ledger.holds(one.handle, &e)
	return size >= e.Position && (same || !sure)
}

// resume lets a file go on where its record says.
func (f *follower) resume(one *file, r *record, s sighting) {
	one.record.Store(r)
	one.compression = source.Compression(r.Compression)
	// One that waits for another file has not begun.
	one.known = r.After == nil
	was := f.ledger.entry(r)
	f.ledger.found(r, one.id, one.path)
	if was.Moved || was.Path != one.path {
		f.watchMoved(one, one.changed)
	}
	if r.Size > 0 && r.Size == s.size {
		one.finished = true
		_ = one.handle.Close()
	}
}

// startsAtEnd tells whether what a file holds at the first look is to be left
// out: what matches a pattern that is new. Files that came while scrim was
// stopped are read from their beginning.
func (f *follower) startsAtEnd(s sighting) bool {
	return f.settings.Start == end && !f.known[f.patterns.include[s.pattern]]
}

// lastLineEnd is where the last line begins that is not finished: a line that was
// cut could not be redacted as one.
func lastLineEnd(f io.ReaderAt, size int64) (int64, error) {
	block := make([]byte, 64<<10)
	for at := size; at > 0; {
		n := min(at, int64(len(block)))
		if _, err := f.ReadAt(block[:n], at-n); err != nil && err != io.EOF {
			return 0, err
		}
		for i := n; i > 0; i-- {
			if block[i-1] == '\n' {
				return at - n + i, nil
			}
		}
		at -= n
	}
	return 0, nil
}

// findLost looks for files that were rotated away while scrim was stopped, to
// names that no pattern matches: beside where they were. They are read to their
// end.
func (f *follower) findLost(l *listing) {
	folders := make(map[string]bool)
	for _, path := range f.ledger.lost() {
		folders[filepath.Dir(path)] = true
	}
	for folder := range folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue // gone with all that was in it
		}
		for _, entry := range entries {
			if s, ok := new(listing).look(filepath.Join(folder, entry.Name()), entry); ok && !s.link && f.files[s.file] == nil {
				f.findOne(s)
			}
		}
	}
}

// findOne follows a file to its end that only the checkpoint knows.
func (f *follower) findOne(s sighting) {
	if len(f.ledger.of(s.file, s.path)) == 0 {
		return
	}
	one, err := f.open(s)
	if err != nil || one == nil {
		return
	}
	if !one.known || one.finished {
		_ = one.handle.Close()
		return
	}
	one.gone = time.Now()
	f.files[one.id] = one
}

// adopt lets a new file go on after the one that was at its path before.
func (f *follower) adopt(one *file) {
	if one.known || one.finished {
		return
	}
	latest := f.ledger.before(one.record.Load())
	if latest == nil {
		return
	}
	left := f.ledger.entry(latest)
	// Another file may have its numbers by now.
	if before := f.files[left.File]; before != nil && before.record.Load() == latest && !before.finished {
		f.wait(one, before)
	} else {
		f.begin(one, left.Resume)
	}
}

// check gives a turn to every file that has changed, and ends those whose time is
// over.
func (f *follower) check(l *listing, now time.Time) {
	for _, s := range l.seen {
		one := f.files[s.file]
		if one == nil {
			continue
		}
		one.gone = time.Time{}
		f.checkSize(one, s.size, s.modified, now)
	}
	for _, one := range f.files {
		if one.finished {
			continue
		}
		if !one.gone.IsZero() {
			info, err := one.handle.Stat()
			if err != nil {
				f.enqueue(one)
				continue
			}
			f.checkSize(one, info.Size(), info.ModTime(), now)
		}
		f.checkTime(one, now)
	}
}

func (f *follower) checkSize(one *file, size int64, modified, now time.Time) {
	if one.size == size && one.modified.Equal(modified) {
		return // fast path: nothing has happened
	}
	if one.finished {
		f.reopen(one, size, modified)
		return
	}
	if !one.busy && one.lane != nil {
		one.lane.SetEnd(size)
	}
	if one.size != unlooked {
		one.changed = now
	}
	one.size, one.modified = size, modified
	f.enqueue(one)
}

// reopen reads a compressed file again to which something was added.
func (f *follower) reopen(one *file, size int64, modified time.Time) {
	if one.size, one.modified = size, modified; size != f.ledger.entry(one.record.Load()).Size {
		f.ledger.leave(one.record.Load(), nil)
		delete(f.files, one.id) // the next look finds it anew
	}
}

// checkTime ends waiting for late writes.
func (f *follower) checkTime(one *file, now time.Time) {
	if one.busy {
		return
	}
	wait := time.Duration(f.settings.RotateWait)
	switch quiet := now.Sub(one.changed); {
	case !one.gone.IsZero() && now.Sub(one.gone) >= wait && quiet >= wait:
		one.last = true
		f.enqueue(one)
	case !one.moved.IsZero() && now.Sub(one.moved) >= wait && quiet >= wait:
		one.moved, one.endLine = time.Time{}, true
		f.enqueue(one)
	case quiet >= idleAfter:
		one.rest(f.ledger)
	}
}

// listen has the system tell of the folders that hold files, also where a link
// leads to them.
func (f *follower) listen(l *listing) {
	clear(f.names)
	for path, id := range l.paths {
		if one := f.files[id]; one != nil && !one.finished {
			f.names[path] = one
		}
	}
	for _, s := range l.seen {
		one := f.files[s.file]
		if one == nil || !s.link {
			continue
		}
		if one.target == "" {
			one.target, _ = filepath.EvalSymlinks(s.path)
		}
		if one.target != "" {
			f.names[one.target] = one
			l.folders[filepath.Dir(one.target)] = true
		}
	}
	f.watcher.watch(l.folders)
}

// complain says once what is wrong, and again when it was right in between.
func (f *follower) complain(problems []error) {
	now := make(map[string]bool, len(problems))
	for _, p := range problems {
		text := p.Error()
		if now[text] = true; !f.complaints[text] {
			f.lanes.Log.Warn("not everything can be followed; it is tried again", "error", p)
		}
	}
	f.complaints = now
}
