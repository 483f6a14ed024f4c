package misuse

// table is a map of at most limit entries; the least recently used one makes room
// for a new one.
type table[K comparable, V any] struct {
	limit   int
	entries map[K]*slot[K, V]
	root    slot[K, V] // of the ring: next is the most recently used one
	evicted int64
}

type slot[K comparable, V any] struct {
	key        K
	value      V
	prev, next *slot[K, V]
}

func newTable[K comparable, V any](limit int) *table[K, V] {
	t := &table[K, V]{limit: limit, entries: map[K]*slot[K, V]{}}
	t.root.prev, t.root.next = &t.root, &t.root
	return t
}

// get returns the entry of a key and makes it the most recently used one, or nil.
func (t *table[K, V]) get(key K) *V {
	s := t.entries[key]
	if s == nil {
		return nil
	}
	t.touch(s)
	return &s.value
}

// make returns the entry of a key, a new one if there was none.
func (t *table[K, V]) make(key K) (value *V, fresh bool) {
	if s := t.entries[key]; s != nil {
		t.touch(s)
		return &s.value, false
	}
	if len(t.entries) >= t.limit {
		oldest := t.root.prev
		oldest.unlink()
		// Whoever still holds its value holds the slot, and must not hold its neighbours.
		oldest.prev, oldest.next = nil, nil
		delete(t.entries, oldest.key)
		t.evicted++
	}
	// A slot is never used again for another key: pointers into it may be held.
	s := &slot[K, V]{key: key}
	t.entries[key] = s
	s.linkAfter(&t.root)
	return &s.value, true
}

// all calls f with every entry, the least recently used one first.
func (t *table[K, V]) all(f func(K, *V)) {
	for s := t.root.prev; s != &t.root; s = s.prev {
		f(s.key, &s.value)
	}
}

func (t *table[K, V]) touch(s *slot[K, V]) {
	// Fast path: it was the last one that was used.
	if t.root.next == s {
		return
	}
	s.unlink()
	s.linkAfter(&t.root)
}

func (s *slot[K, V]) unlink() {
	s.prev.next, s.next.prev = s.next, s.prev
}

func (s *slot[K, V]) linkAfter(at *slot[K, V]) {
	s.prev, s.next = at, at.next
	at.next.prev, at.next = s, s
}
