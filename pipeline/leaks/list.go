package leaks

import (
	"cmp"
	"slices"
)

// list keeps the first of what is added to it, in some order, in which no two are
// equal.
type list[T any] struct {
	limit   int
	compare func(a, b *T) int
	all     []*T
	last    *T // of what was kept when it was cut: nothing behind it gets in
	dropped int64
}

func (l *list[T]) add(one T) {
	if l.last != nil && l.compare(&one, l.last) > 0 {
		l.dropped++ // fast path
		return
	}
	l.keep(one)
}

func (l *list[T]) keep(one T) {
	l.all = append(l.all, &one)
	if len(l.all) >= 2*l.limit {
		l.cut()
	}
}

func (l *list[T]) cut() {
	slices.SortFunc(l.all, l.compare)
	if n := len(l.all); n > l.limit {
		l.dropped += int64(n - l.limit)
		clear(l.all[l.limit:])
		l.all = l.all[:l.limit]
		l.last = l.all[l.limit-1]
	}
}

// sorted is what was kept, and how much was not.
func (l *list[T]) sorted() (all []T, more int64) {
	l.cut()
	for _, one := range l.all {
		all = append(all, *one)
	}
	return all, l.dropped
}

func compareFiles(a, b *FileTotal) int {
	return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Count, a.Count), cmp.Compare(a.File, b.File))
}

func compareGroups(a, b *Group) int {
	return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(b.Count, a.Count), cmp.Compare(a.File, b.File),
		cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Place, b.Place))
}

func compareSecrets(a, b *Secret) int {
	if a.Severity != b.Severity { // cmp.Or would compare it all
		return int(b.Severity) - int(a.Severity)
	}
	if a.Count != b.Count {
		return cmp.Compare(b.Count, a.Count)
	}
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Kind, b.Kind))
}
