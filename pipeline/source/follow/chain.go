package follow

import (
	"slices"
	"strings"
)

// chain lets files of one log that came together begin one after the other, the
// oldest first: the log was rotated more than once between two looks, so that
// what one of them has left open goes on in the next.
func (f *follower) chain(arrived []*file) {
	if len(arrived) < 2 {
		return // fast path
	}
	logs := make(map[string][]*file)
	for _, one := range arrived {
		if !one.known && !one.finished {
			log := logOf(one.path)
			logs[log] = append(logs[log], one)
		}
	}
	paths := make(map[string]bool, len(f.files))
	for _, one := range f.files {
		paths[one.path] = true
	}
	for log, parts := range logs {
		if len(parts) > 1 && paths[log] {
			f.chainParts(parts)
		}
	}
}

// chainParts chains the parts of one log. What the latest would have gone on after
// is what the first of them goes on after.
func (f *follower) chainParts(parts []*file) {
	slices.SortFunc(parts, func(a, b *file) int {
		if c := a.modified.Compare(b.modified); c != 0 {
			return c
		}
		return len(b.path) - len(a.path) // the one that is written to has no number
	})
	first, last := parts[0], parts[len(parts)-1]
	switch before := last.after; {
	case slices.Contains(parts, before):
		// They were in a chain when scrim was stopped.
		if slices.Contains(parts, first.after) {
			f.begin(first, nil)
		}
	case before != nil:
		f.wait(first, before)
	default:
		f.begin(first, f.ledger.entry(last.record.Load()).Resume)
	}
	for i, one := range parts[1:] {
		f.wait(one, parts[i])
	}
}

// begin lets a file begin, with what is open before it, without waiting for another
// one any more.
func (f *follower) begin(one *file, resume []byte) {
	one.after = nil
	f.ledger.change(one.record.Load(), func(r *record) { r.After, r.Resume = nil, resume })
}

// logOf is the path of the log that a file is a part of: that of app.log for
// app.log.2 and app.log-20260101. Compressed parts are read when nobody writes
// them any more, for which no other one waits.
func logOf(path string) string { return strings.TrimRight(path, "0123456789.-_T:") }
