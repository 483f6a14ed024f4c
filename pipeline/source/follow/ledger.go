package follow

import (
	"cmp"
	"maps"
	"os"
	"slices"
	"sync"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/checkpoint"
)

const (
	// forgetAfter is how long a file that is gone stays in the checkpoint: long
	// enough for weekly rotation that compresses one turn later.
	forgetAfter = 14 * 24 * time.Hour
	// maxGone is how many files that are gone stay in it at most, the latest of
	// them: rotation every few seconds must not make it grow for two weeks.
	maxGone = 10_000
	// minKnown is from how many bytes on two files with the same beginning are
	// taken for the same content: a line or so with its time.
	minKnown = 64
)

// record is what is known of the content of one file up to a position. A file
// that was cut has another record for what came after.
type record struct {
	checkpoint.Entry
	handle *os.File // of the plain file, while it is followed
	live   bool     // it is followed
	fresh  bool     // it changed since the checkpoint was written
}

// ledger has the records of all files. It may be used concurrently.
type ledger struct {
	key *checkpoint.Key

	mu      sync.Mutex
	records map[*record]bool
	heads   index[checkpoint.Print]
	lengths map[int]int // how many records have a head of so many bytes
	inodes  index[uint64]
	paths   index[string]
	changed bool

	// last are the records that were latest at each path when scrim was stopped.
	// The file may have another path by now, and the one that comes after it may
	// come long after the start.
	last map[string]*record
}

// index finds records by something that several may share, though few do.
type index[K comparable] map[K][]*record

func (x index[K]) add(key K, r *record) { x[key] = append(x[key], r) }

func (x index[K]) remove(key K, r *record) {
	if rest := slices.DeleteFunc(x[key], func(other *record) bool { return other == r }); len(rest) > 0 {
		x[key] = rest
	} else {
		delete(x, key)
	}
}

func newLedger(key *checkpoint.Key, state *checkpoint.State) *ledger {
	l := &ledger{
		key:     key,
		records: make(map[*record]bool),
		heads:   make(index[checkpoint.Print]),
		lengths: make(map[int]int),
		inodes:  make(index[uint64]),
		paths:   make(index[string]),
		last:    make(map[string]*record),
	}
	if state != nil {
		for _, e := range state.Entries {
			r := &record{Entry: e}
			l.insert(r)
			if other := l.last[r.Path]; r.Compression == "" && (other == nil || r.Seen.After(other.Seen)) {
				l.last[r.Path] = r
			}
		}
	}
	l.changed = false
	return l
}

// add takes a record into the checkpoint.
func (l *ledger) add(r *record) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.insert(r)
}

func (l *ledger) insert(r *record) {
	if l.records[r] {
		return
	}
	l.records[r] = true
	l.inodes.add(r.Inode, r)
	l.paths.add(r.Path, r)
	l.addHead(r)
	l.touch(r)
}

func (l *ledger) touch(r *record) { r.fresh, l.changed = true, true }

func (l *ledger) addHead(r *record) {
	if r.Head.Bytes > 0 {
		l.heads.add(r.Head, r)
		l.lengths[r.Head.Bytes]++
	}
}

func (l *ledger) removeHead(r *record) {
	if r.Head.Bytes == 0 {
		return
	}
	l.heads.remove(r.Head, r)
	if l.lengths[r.Head.Bytes]--; l.lengths[r.Head.Bytes] == 0 {
		delete(l.lengths, r.Head.Bytes)
	}
}

func (l *ledger) drop(r *record) {
	l.removeHead(r)
	l.inodes.remove(r.Inode, r)
	l.paths.remove(r.Path, r)
	delete(l.records, r)
	l.changed = true
}

// found notes where the file of a record is, and that it is followed.
func (l *ledger) found(r *record, file checkpoint.File, path string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	known := l.records[r]
	if known {
		l.drop(r)
	}
	r.File, r.Path, r.live = file, path, true
	if known {
		l.insert(r)
	}
}

// change changes a record that may be in use by others, except for what it is
// found by.
func (l *ledger) change(r *record, f func(*record)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f(r)
	if l.records[r] {
		l.touch(r)
	}
}

// extend replaces the print of a file's beginning by that of more of it.
func (l *ledger) extend(r *record, head []byte) {
	print := l.key.Print(head)
	l.mu.Lock()
	defer l.mu.Unlock()
	known := l.records[r]
	if known {
		l.removeHead(r)
	}
	r.Head = print
	if known {
		l.addHead(r)
		l.touch(r)
	}
}

// mark notes how far a file was delivered.
func (l *ledger) mark(r *record, m pipeline.Mark) {
	l.change(r, func(r *record) {
		r.Position, r.Resume, r.Tail = m.Position, append([]byte(nil), m.Resume...), checkpoint.Print{}
	})
}

// entry is a copy of what is known now.
func (l *ledger) entry(r *record) checkpoint.Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	return r.Entry
}

// leave notes that a record's file is not followed any more.
func (l *ledger) leave(r *record, tail []byte) {
	l.change(r, func(r *record) {
		r.live, r.handle, r.Seen = false, nil, time.Now().UTC()
		if len(tail) > 0 {
			r.Tail = l.key.Print(tail)
		}
	})
}

// of are the records that a file may continue: those with its numbers, and those
// with its inode and its path, since a device can have another number after the
// system was started again. The longest beginning comes first.
func (l *ledger) of(file checkpoint.File, path string) []*record {
	l.mu.Lock()
	defer l.mu.Unlock()
	var found []*record
	for _, r := range l.inodes[file.Inode] {
		if !r.live && (r.Device == file.Device || r.Path == path) {
			found = append(found, r)
		}
	}
	slices.SortFunc(found, func(a, b *record) int {
		return cmp.Or(cmp.Compare(b.Head.Bytes, a.Head.Bytes), b.Seen.Compare(a.Seen))
	})
	return found
}

// alike are the plain records, but own, of which the content begins as head
// does, the latest first.
func (l *ledger) alike(own *record, head []byte) []*record {
	l.mu.Lock()
	defer l.mu.Unlock()
	var found []*record
	for n := range l.lengths {
		if n < minKnown || n > len(head) {
			continue
		}
		for _, r := range l.heads[l.key.Print(head[:n])] {
			if r != own && r.Compression == "" {
				found = append(found, r)
			}
		}
	}
	slices.SortFunc(found, func(a, b *record) int { return b.Seen.Compare(a.Seen) })
	return found
}

// open is the file of a plain record that is followed, or nil.
func (l *ledger) open(r *record) *os.File {
	l.mu.Lock()
	defer l.mu.Unlock()
	return r.handle
}

// inherit lets a file go on where a record ends that is of the same content, and
// which it replaces. It fails if the record is another file's by now.
func (l *ledger) inherit(heir, from *record) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if from.live || !l.records[from] {
		return false
	}
	heir.Position, heir.Resume, heir.Tail = from.Position, from.Resume, from.Tail
	l.drop(from)
	return true
}

// forget drops what has been gone for long.
func (l *ledger) forget(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var gone []*record
	for r := range l.records {
		if !r.live {
			gone = append(gone, r)
		}
	}
	slices.SortFunc(gone, func(a, b *record) int { return b.Seen.Compare(a.Seen) })
	for i, r := range gone {
		if i >= maxGone || now.Sub(r.Seen) > forgetAfter {
			l.drop(r)
		}
	}
}

// snapshot is what the checkpoint file is to say, and whether that is new. What
// has changed gets the print of the bytes before its position.
func (l *ledger) snapshot(now time.Time) ([]checkpoint.Entry, bool) {
	l.mu.Lock()
	if !l.changed {
		l.mu.Unlock()
		return nil, false
	}
	l.changed = false
	records := slices.Collect(maps.Keys(l.records))
	entries := make([]checkpoint.Entry, len(records))
	handles := make([]*os.File, len(records))
	for i, r := range records {
		if r.live {
			r.Seen = now
		}
		if entries[i] = r.Entry; r.fresh {
			handles[i] = r.handle
		}
		r.fresh = false
	}
	l.mu.Unlock()
	for i, h := range handles {
		if h != nil && entries[i].Tail.Bytes == 0 {
			if tail := readTail(h, entries[i].Position); len(tail) > 0 {
				entries[i].Tail = l.key.Print(tail)
				l.keepTail(records[i], &entries[i])
			}
		}
	}
	slices.SortFunc(entries, func(a, b checkpoint.Entry) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Inode, b.Inode), cmp.Compare(a.Head.Code, b.Head.Code))
	})
	return entries, true
}

// keepTail notes a print that was made for the checkpoint file.
func (l *ledger) keepTail(r *record, e *checkpoint.Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.Position == e.Position && r.Tail.Bytes == 0 {
		r.Tail = e.Tail
	}
}

// again says that a snapshot was not written.
func (l *ledger) again() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.changed = true
}

// readTail reads the bytes before a position that a print of it covers. It
// returns none if they are not there.
func readTail(f *os.File, position int64) []byte {
	return readBefore(f, position, checkpoint.TailBytes)
}

// readBefore reads n bytes before a position, or all if there are less.
func readBefore(f *os.File, position int64, n int) []byte {
	tail := make([]byte, min(position, int64(n)))
	if n, _ := f.ReadAt(tail, position-int64(len(tail))); n < len(tail) {
		return nil
	}
	return tail
}

// holds tells whether a plain file has the bytes that were read before the
// position of an entry; sure is false if the entry does not have their print.
func (l *ledger) holds(f *os.File, e *checkpoint.Entry) (same, sure bool) {
	if e.Tail.Bytes == 0 {
		return false, false
	}
	tail := readBefore(f, e.Position, e.Tail.Bytes)
	return len(tail) == e.Tail.Bytes && l.key.Fits(e.Tail, tail), true
}

// lost are the paths of plain files that are not followed.
func (l *ledger) lost() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var paths []string
	for r := range l.records {
		if !r.live && r.Compression == "" {
			paths = append(paths, r.Path)
		}
	}
	return paths
}

// before is the record of the file that was at the path of a new one before it, or
// nil.
func (l *ledger) before(r *record) (latest *record) {
	l.mu.Lock()
	defer l.mu.Unlock()
	candidates := l.paths[r.Path]
	if r.After != nil {
		candidates = l.inodes[r.After.Inode]
	}
	for _, other := range candidates {
		if other == r || other.Compression != "" || r.After != nil && *r.After != other.File {
			continue
		}
		if latest == nil || other.Seen.After(latest.Seen) {
			latest = other
		}
	}
	if latest == nil {
		latest = l.last[r.Path]
	}
	if latest == r {
		return nil
	}
	return latest
}
