package sieve

import (
	"encoding/binary"
	"math/bits"
)

// Search looks for the words of a sieve in one text after the other. It is for
// one goroutine.
type Search struct {
	sieve *Sieve
	text  []byte
	ahead int // places before it were looked at
	base  int // of the places
	// places[:count] are those of the last chunk that passed, from base on.
	places []uint16
	count  int
	next   int    // of the places
	edge   *chunk // scratch for the ends of a text
	at     int    // the place whose words are compared
	gram   uint64 // around it
	chains [maxShapes]int32
	steps  int // how many words were compared with it
}

// Hit is a place at which a word may stand.
type Hit struct {
	Word   int // index of the word, or Mark, or Many
	Offset int // in the word, of what stands at At
	At     int
}

// What stands at a hit if not one word.
const (
	Mark = -1 // a mark
	Many = -2 // perhaps one of so many words that they are not worth a look each
)

const (
	// blockBytes is how many places a bitmap holds.
	blockBytes = 64
	// chunkBytes is how many bytes are looked at in one go: enough that the
	// steps do not wait for each other, few enough for the innermost cache.
	chunkBytes = 4 << 10
	// flatten is how many places of a block are noted without a look at how
	// many there are: most blocks have fewer.
	flatten = 4
	// maxSteps is how many words are compared with one place: what stands there
	// is common to more of them only if those who chose the words made it so.
	maxSteps = 128
	// margin is how many bytes after a place are read.
	margin = 8
)

// chunk is what is looked at in one go, with what is read before and after it.
type chunk [around + chunkBytes + margin]byte

// Reset begins to look at a text, from an offset on. The text must not change
// while the Search is in use.
func (q *Search) Reset(s *Sieve, text []byte, from int) {
	q.sieve, q.text, q.ahead, q.next, q.count = s, text, from, 0, 0
	q.chains = noWords
	if q.places == nil {
		q.places, q.edge = make([]uint16, chunkBytes+flatten), new(chunk)
	}
}

// noWords are chains that have ended.
var noWords = [maxShapes]int32{-1, -1}

// Next is the next hit at or after an offset. Hits come in the order of their
// places; offsets must not fall.
func (q *Search) Next(from int) (Hit, bool) {
	for {
		if q.at >= from {
			if word := q.compare(); word != noWord {
				return q.hit(word), true
			}
		}
		for q.next < q.count && q.base+int(q.places[q.next]) < from {
			q.next++
		}
		if q.next < q.count {
			if q.take(q.base + int(q.places[q.next])) {
				return Hit{Mark, 0, q.at}, true
			}
			continue
		}
		if q.ahead = max(q.ahead, from); q.ahead >= len(q.text) {
			return Hit{}, false
		}
		q.fill()
	}
}

// take begins with a place and tells whether a mark stands there.
func (q *Search) take(at int) (mark bool) {
	s := q.sieve
	q.next++
	q.at, q.gram, q.chains, q.steps = at, gramOf(q.text, at), noWords, 0
	id := s.group[uint16(gramBytes(q.text, at)>>(8*around))]
	if id == 0 {
		return true
	}
	masks := &s.groups[id]
	for m := range masks {
		if m > 0 && masks[m] == masks[0] {
			break
		}
		q.chains[m] = s.heads[q.gram&masks[m]*hashFactor>>s.headShift]
	}
	return false
}

// noWord is what compare returns when all were compared.
const noWord = -3

// compare is the next word whose gram stands at the place.
func (q *Search) compare() int {
	for m := range q.chains {
		for q.chains[m] >= 0 {
			word := q.chains[m]
			a := &q.sieve.anchors[word]
			q.chains[m] = a.next
			if q.steps++; q.steps > maxSteps {
				q.chains = noWords
				return Many
			}
			if q.gram&gramMask(int(a.left), int(a.bytes)) == a.gram {
				return int(word)
			}
		}
	}
	return noWord
}

func (q *Search) hit(word int) Hit {
	if word == Many {
		return Hit{Many, 0, q.at}
	}
	return Hit{word, int(q.sieve.anchors[word].offset), q.at}
}

// fill looks at the next chunk.
func (q *Search) fill() {
	q.base, q.next = q.ahead, 0
	n := min(chunkBytes, len(q.text)-q.base)
	b := q.edge
	if lo := q.base - around; lo >= 0 && lo+len(b) <= len(q.text) {
		b = (*chunk)(q.text[lo:]) // fast path
	} else {
		q.copyEdge(n)
	}
	q.ahead += n
	q.count = q.sieve.candidates(q.places, b, n)
	q.count = q.sieve.known(q.places[:q.count], b)
}

// copyEdge copies the text around n bytes, with bytes of 0 where it ends.
func (q *Search) copyEdge(n int) {
	lo, hi := q.base-around, min(len(q.text), q.base+n+margin)
	clear(q.edge[:around])
	end := max(0, -lo) + copy(q.edge[max(0, -lo):], q.text[max(0, lo):hi])
	clear(q.edge[end:min(end+blockBytes+margin, len(q.edge))])
}

// candidates notes the places of n bytes at which something to look at may
// begin.
func (s *Sieve) candidates(places []uint16, b *chunk, n int) (count int) {
	for i := 0; i < n; i += blockBytes {
		m := s.pairs.block((*[blockBytes + 1]byte)(b[around+i:]))
		if n-i < blockBytes {
			m &= 1<<(n-i) - 1
		}
		// Fast path: so many are written at once, without a branch that
		// depends on how many there are.
		q := (*[flatten]uint16)(places[count:])
		end := count + bits.OnesCount64(m)
		for k := range q {
			q[k] = uint16(i + bits.TrailingZeros64(m))
			m &= m - 1
		}
		for count += flatten; m != 0; m &= m - 1 {
			places[count] = uint16(i + bits.TrailingZeros64(m))
			count++
		}
		count = end
	}
	return count
}

// known keeps the places around which stands what some word has there.
func (s *Sieve) known(places []uint16, b *chunk) (count int) {
	for _, p := range places {
		i := int(p) & (chunkBytes - 1)
		x := binary.LittleEndian.Uint64(b[i : i+8])
		g := &s.groups[s.group[uint16(x>>(8*around))]]
		x |= foldBits
		one, two := x&g[0]*hashFactor>>(64-bitsLog), x&g[1]*hashFactor>>(64-bitsLog)
		places[count] = p
		count += int((s.bits[one>>6]>>(one&63) | s.bits[two>>6]>>(two&63)) & 1)
	}
	return count
}
