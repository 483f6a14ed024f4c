package detectors

import (
	"bytes"
	"slices"
	"sort"
	"sync"

	"github.com/cloudflare/ahocorasick"
)

// A lexicon finds which of many words begins at a place, in some 15 bytes of
// memory a word beside its own: the words stand sorted in one array, a hash of
// their first bytes leads to the few that are worth comparing.
type lexicon struct {
	words  []byte
	starts []uint32 // of each word, and the end of the last one
	// parent is the longest other word that each word begins with, or -1.
	parent []int32
	head   int // how many bytes of a word lead to it
	heads  []headRange
	// matcher decides whether a text holds any of the words at all, see
	// newMatcher. It is made when a text gets through the gate for the first
	// time, since most engines see none.
	matcher func() *ahocorasick.Matcher
}

// headRange is the range of words that begin with the same bytes; hi is 0 in
// an empty slot.
type headRange struct {
	key    uint32
	lo, hi int32
}

const (
	// maxHead is the longest head in bytes: as many as a slot's key holds.
	maxHead = 4
	// maxTrieNodes bounds the memory of a matcher, which takes 4 KiB for each
	// byte of its words, to 8 MiB.
	maxTrieNodes = 2048
	// trieWord is how many bytes of a word the matcher looks at: enough that
	// few texts hold them by chance.
	trieWord = 12
)

// newLexicon takes words in sorted order; the same one may come several times.
func newLexicon(words []string) *lexicon {
	l := &lexicon{head: maxHead}
	size := 0
	for _, w := range words {
		size += len(w)
		l.head = min(l.head, len(w))
	}
	l.words = make([]byte, 0, size)
	l.starts = make([]uint32, 0, len(words)+1)
	l.parent = make([]int32, 0, len(words))
	for i, w := range words {
		l.starts = append(l.starts, uint32(len(l.words)))
		l.words = append(l.words, w...)
		p := int32(i - 1)
		for p >= 0 && !bytes.HasPrefix([]byte(w), []byte(words[p])) {
			p = l.parent[p]
		}
		l.parent = append(l.parent, p)
	}
	l.starts = append(l.starts, uint32(len(l.words)))
	l.index(len(words))
	l.matcher = sync.OnceValue(l.newMatcher)
	return l
}

// index fills the table of heads, which is at most half full.
func (l *lexicon) index(n int) {
	size := 2
	for size < 2*n {
		size *= 2
	}
	l.heads = make([]headRange, size)
	for lo := 0; lo < n; {
		key, hi := l.key(l.word(lo)), lo+1
		for hi < n && l.key(l.word(hi)) == key {
			hi++
		}
		slot := l.slot(key)
		for l.heads[slot].hi != 0 {
			slot = (slot + 1) & (size - 1)
		}
		l.heads[slot] = headRange{key, int32(lo), int32(hi)}
		lo = hi
	}
}

// newMatcher builds the automaton; nil if its memory would be absurd, and then the
// lookups decide themselves.
func (l *lexicon) newMatcher() *ahocorasick.Matcher {
	var all []string
	nodes := 1
	for i := range l.parent {
		w := l.word(i)
		w = w[:min(len(w), trieWord)]
		if len(all) > 0 && all[len(all)-1] == string(w) {
			continue
		}
		if nodes += len(w); nodes > maxTrieNodes {
			return nil
		}
		all = append(all, string(w))
	}
	return ahocorasick.NewStringMatcher(all)
}

// mayHold tells whether a text can hold one of the words.
func (l *lexicon) mayHold(text []byte) bool {
	if l == nil || len(l.parent) == 0 {
		return false
	}
	m := l.matcher()
	return m == nil || m.Contains(text)
}

func (l *lexicon) word(i int) []byte { return l.words[l.starts[i]:l.starts[i+1]] }

func (l *lexicon) key(text []byte) (key uint32) {
	for _, c := range text[:l.head] {
		key = key<<8 | uint32(c)
	}
	return key
}

func (l *lexicon) slot(key uint32) int {
	return int(uint64(key)*hashFactor>>32) & (len(l.heads) - 1)
}

// hashFactor spreads keys over a table: 2^64 divided by the golden ratio.
const hashFactor = 0x9e3779b97f4a7c15

// longest is the longest of the words that text begins with, or -1. Those that
// it begins with itself are its parents.
func (l *lexicon) longest(text []byte) int {
	if len(text) < l.head {
		return -1
	}
	key := l.key(text)
	slot := l.slot(key)
	for l.heads[slot].hi != 0 && l.heads[slot].key != key {
		slot = (slot + 1) & (len(l.heads) - 1)
	}
	r := l.heads[slot]
	if r.hi == 0 {
		return -1 // fast path
	}
	n := sort.Search(int(r.hi-r.lo), func(i int) bool { return bytes.Compare(l.word(int(r.lo)+i), text) > 0 })
	if n == 0 {
		return -1
	}
	// Every word that text begins with is a parent of the last word that is
	// not greater than text.
	last := int(r.lo) + n - 1
	common := commonPrefix(l.word(last), text)
	for last >= 0 && len(l.word(last)) > common {
		last = int(l.parent[last])
	}
	return last
}

func commonPrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// sortedUnique sorts words and drops those that come again.
func sortedUnique(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}
