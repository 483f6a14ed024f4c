package sieve

import "slices"

// A cover is the choice of an anchor for each word. What a sieve costs is the
// places that it has to look at, so pairs are wanted that are rare in texts and
// that many words have: a weighted set cover, which the greedy choice comes
// close to. Large sets of words are covered by the choice for a sample of them,
// and what that leaves by the choice for a sample of the rest.
type cover struct {
	words []string
	marks *Marks
	// shapes[slot] of each pair that was chosen, as an index of allShapes + 1.
	shapes [1 << 16][maxShapes]uint8
	alone  [256]bool // bytes that are an anchor by themselves
	gram   int       // how many bytes a gram should have, see wantedGram
	crowd  crowd
	list   []choice // scratch for places
}

// choice is the anchor of a word: a pair, or a byte if alone, and how many
// bytes of its part stand before and after it, at most around.
type choice struct {
	first, second byte
	alone         bool
	left, right   uint8
	shape         uint8 // which of its group's masks
	offset        uint16
}

// shape is how many bytes before and after a pair a word has at least.
type shape struct{ left, right uint8 }

// allShapes are those that are told apart: of up to longestGram bytes.
var allShapes = func() (all []shape) {
	for left := range uint8(around + 1) {
		for right := range uint8(around + 1) {
			if s := (shape{left, right}); s.bytes() <= longestGram {
				all = append(all, s)
			}
		}
	}
	return all
}()

// bytes is how many bytes a gram of that shape has.
func (s shape) bytes() int { return 2 + int(s.left) + int(s.right) }

// sampleWords is how many words are covered at once: the choice takes time for
// each pair of each of them.
const sampleWords = 1024

// wantedGram is how many bytes a gram of one of so many words should have: enough
// that few words have the same. It may grow when it is known whose it is.
func wantedGram(words int) int {
	if words > manyWords {
		return longestGram
	}
	return longestGram - 1
}

// longestGram is the longest gram that is wanted: of the pairs of a word of that
// length each can still be its anchor.
const longestGram = 5

// manyWords is from where on grams of four bytes are those of several words.
const manyWords = 2000

// choose returns an anchor for each word. Words with short grams come first, since
// they have the fewest pairs to choose from.
func (c *cover) choose() []choice {
	c.gram, c.crowd = wantedGram(len(c.words)), newCrowd(len(c.words))
	all := make([]choice, len(c.words))
	var rest [longestGram + 1][]int32 // by the length of their grams
	for i, w := range c.words {
		places := c.places(w)
		if len(places) == 0 {
			all[i] = c.chooseByte(w)
			c.alone[all[i].first] = true
			continue
		}
		need := c.wanted(places)
		c.crowd.add(w, places, need)
		rest[need] = append(rest[need], int32(i))
	}
	for _, words := range rest {
		c.chooseFor(words, all)
	}
	return all
}

// chooseFor chooses the anchors of some of the words.
func (c *cover) chooseFor(words []int32, all []choice) {
	for len(words) > 0 {
		find := c.best
		if c.cover(sample(words)) == 0 {
			find = c.bestOrWorse
		}
		left := words[:0]
		for _, i := range words {
			p, ok := find(c.words[i])
			if all[i] = p; !ok {
				left = append(left, i)
			}
		}
		words = left
	}
}

// sample is every n-th of the words, so that no more are left than can be
// covered at once.
func sample(words []int32) []int32 {
	step := (len(words) + sampleWords - 1) / sampleWords
	if step == 1 {
		return slices.Clone(words)
	}
	var some []int32
	for i := 0; i < len(words); i += step {
		some = append(some, words[i])
	}
	return some
}

// chooseByte chooses the rarest byte of a word without pairs.
func (c *cover) chooseByte(word string) (best choice) {
	for i := range len(word) {
		if b := word[i]; b != 0 && (best.first == 0 || byteLevel(b) > byteLevel(best.first)) {
			best = choice{first: b, alone: true, offset: uint16(i)}
		}
	}
	return best
}

// best is the anchor of a word, among the pairs that were chosen, with the
// rarest gram.
func (c *cover) best(word string) (best choice, ok bool) {
	rarest := -1
	places, need, crowded := c.look(word)
	for i := range places {
		p := &places[i]
		slots := &c.shapes[p.key()]
		if slots[0] == 0 {
			if p.alone && !ok {
				best, ok = *p, true
			}
			continue // fast path: the pair is no anchor
		}
		for slot, n := range slots {
			if n == 0 || !c.fits(word, p, allShapes[n-1], need, crowded) {
				continue
			}
			if r := gramLevel(word, p, allShapes[n-1]); r > rarest {
				rarest, best, ok = r, *p, true
				best.shape = uint8(slot)
			}
		}
	}
	return best, ok
}

// bestOrWorse is the anchor of a word even if all its pairs have grams of other
// shapes: those of its pair become shorter.
func (c *cover) bestOrWorse(word string) (best choice, ok bool) {
	if best, ok = c.best(word); ok {
		return best, true
	}
	longest := -1
	for _, p := range c.places(word) {
		for slot, n := range c.shapes[p.key()] {
			if n == 0 {
				continue
			}
			s := allShapes[n-1]
			if both := int(min(p.left, s.left) + min(p.right, s.right)); both > longest {
				longest, best, ok = both, p, true
				best.shape = uint8(slot)
			}
		}
	}
	return best, ok
}

// look lists the places of a word, and tells how many bytes its gram should have
// and whether many words have each of its grams. The list is valid until the
// next one.
func (c *cover) look(word string) (places []choice, need int, crowded bool) {
	places = c.places(word)
	need = c.wanted(places)
	return places, need, c.crowd.hasAll(word, places, need)
}

// fits tells whether a word may be looked for by a gram of that shape around a
// pair: it has as many bytes as it needs, and few words have the same.
func (c *cover) fits(word string, p *choice, s shape, need int, crowded bool) bool {
	return p.left >= s.left && p.right >= s.right && s.bytes() == need &&
		(crowded || !c.crowd.has(word, int(p.offset)-int(s.left), need))
}

// gramLevel is how rare the pairs of a gram are.
func gramLevel(word string, p *choice, s shape) (sum int) {
	lo, hi := int(p.offset)-int(s.left), int(p.offset)+2+int(s.right)
	for i := lo; i+1 < hi; i++ {
		sum += int(pairLevel(word[i], word[i+1]))
	}
	return sum
}

// places lists every anchor that a word could have. The list is valid until the
// next one.
func (c *cover) places(word string) []choice {
	c.list = c.list[:0]
	for lo := 0; lo < len(word); {
		hi := partEnd(word, lo)
		for i := lo; i+1 < hi; i++ {
			p := choice{first: word[i], second: word[i+1], offset: uint16(i)}
			if c.alone[p.first] {
				p.alone = true
			} else if p.left, p.right = uint8(min(around, i-lo)), uint8(min(around, hi-i-2)); c.marks.pairs.begins(p.first, p.second) {
				continue
			}
			c.list = append(c.list, p)
		}
		lo = hi + 1
	}
	return c.list
}

// partEnd is where the part of a word that begins at an offset ends.
func partEnd(word string, lo int) int {
	for lo < len(word) && word[lo] != 0 {
		lo++
	}
	return lo
}

// wanted is how many bytes the gram of a word should have: no more than a part of
// it has.
func (c *cover) wanted(places []choice) (n int) {
	for i := range places {
		if p := &places[i]; !p.alone {
			n = max(n, shape{p.left, p.right}.bytes())
		}
	}
	return min(n, c.gram)
}

// mask covers the bytes around a pair that the word determines.
func (p *choice) mask() uint64 {
	return gramMask(int(p.left), int(p.bytes()))
}

// bytes is how many these are.
func (p *choice) bytes() uint8 {
	if p.alone {
		return 1
	}
	return 2 + p.left + p.right
}

// writings are the bytes that a folded byte may be written as.
func writings(c byte) []byte {
	if c-'a' < 26 {
		return []byte{c, c &^ 0x20}
	}
	return []byte{c}
}

// key is a pair that stands for all writings of the anchor.
func (p *choice) key() uint16 {
	if p.alone {
		return pairKey(p.first, 0)
	}
	return pairKey(p.first, p.second)
}
