package sieve

import "math"

// greedy is the state of one choice. Its elements are pairs with the shape that
// a gram around them has.
type greedy struct {
	*cover
	local  [1 << 16]uint16 // of each pair, its index + 1
	pairs  []uint16
	counts []int32   // of each element, the words that it would cover
	prices []float64 // of each element, in looks for each byte of a text
	last   []int32   // of each element, the last word that has it
	of     lists     // of each word, its elements
	with   lists     // of each element, its words
	done   []bool    // of each word
}

// lists are lists of numbers, one after the other.
type lists struct {
	all  []int32
	ends []int32
}

func (l *lists) at(i int32) []int32 {
	if i == 0 {
		return l.all[:l.ends[0]]
	}
	return l.all[l.ends[i-1]:l.ends[i]]
}

// cover chooses pairs and shapes so that every word has one of them, and returns
// how many it chose. Words are left only if all their pairs have other shapes.
func (c *cover) cover(words []int32) (chosen int) {
	g := &greedy{cover: c, done: make([]bool, len(words))}
	for i, w := range words {
		g.addWord(int32(i), c.words[w])
	}
	g.transpose()
	for {
		e := g.cheapest()
		if e < 0 {
			return chosen
		}
		chosen++
		g.take(e)
	}
}

// addWord counts a word for each of its elements once.
func (g *greedy) addWord(i int32, word string) {
	places, need, crowded := g.look(word)
	for k := range places {
		p := &places[k]
		for n, s := range allShapes {
			if p.alone || !g.fits(word, p, s, need, crowded) {
				continue
			}
			e := g.element(pairKey(p.first, p.second), n)
			if g.last[e] == i {
				continue
			}
			g.last[e] = i
			g.counts[e]++
			g.of.all = append(g.of.all, e)
		}
	}
	g.of.ends = append(g.of.ends, int32(len(g.of.all)))
}

// element is the index of a pair with a shape.
func (g *greedy) element(pair uint16, shape int) int32 {
	if g.local[pair] == 0 {
		g.pairs = append(g.pairs, pair)
		g.local[pair] = uint16(len(g.pairs))
		for range allShapes {
			g.counts = append(g.counts, 0)
			g.prices = append(g.prices, 0)
			g.last = append(g.last, -1)
		}
		g.setPrices(len(g.pairs) - 1)
	}
	return int32(g.local[pair]-1)*int32(len(allShapes)) + int32(shape)
}

// transpose lists the words of each element.
func (g *greedy) transpose() {
	g.with.all = make([]int32, len(g.of.all))
	g.with.ends = make([]int32, len(g.counts))
	end := int32(0)
	for e, n := range g.counts {
		g.with.ends[e] = end // for now, where the next word goes
		end += n
	}
	for i := range int32(len(g.of.ends)) {
		for _, e := range g.of.at(i) {
			g.with.all[g.with.ends[e]] = i
			g.with.ends[e]++
		}
	}
}

// cheapest is the element with the lowest price for each word that it covers, or
// -1.
func (g *greedy) cheapest() int32 {
	best, most := int32(-1), 0.0
	for e, n := range g.counts {
		if n == 0 {
			continue
		}
		if worth := float64(n) / g.prices[e]; worth > most {
			best, most = int32(e), worth
		}
	}
	return best
}

const (
	// shortGram is what each byte that a gram lacks adds to the price of a pair, as
	// a multiple: the words of that pair are compared more often.
	shortGram = 3
	// lastPair is how much more a pair costs after which anything may stand.
	lastPair = 3
	// secondGram is the price of another look-up at a place that is looked at.
	secondGram = 0.5
)

// setPrices prices the elements of a pair.
func (g *greedy) setPrices(i int) {
	pair := g.pairs[i]
	look := math.Exp2(-float64(pairLevel(byte(pair), byte(pair>>8))) / levelsPerBit)
	switch slots := &g.shapes[pair]; {
	case slots[maxShapes-1] != 0:
		look = math.Inf(1)
	case slots[0] != 0:
		look *= secondGram
	}
	for n, s := range allShapes {
		price := look * float64(1+shortGram*max(0, g.gram-s.bytes()))
		if s.right == 0 {
			price *= lastPair
		}
		g.prices[i*len(allShapes)+n] = price
	}
}

// take chooses an element; the words that it covers count no more.
func (g *greedy) take(e int32) {
	i := int(e) / len(allShapes)
	slots := &g.shapes[g.pairs[i]]
	free := 0
	for slots[free] != 0 {
		free++
	}
	slots[free] = uint8(int(e)%len(allShapes)) + 1
	g.setPrices(i)
	for _, w := range g.with.at(e) {
		if g.done[w] {
			continue
		}
		g.done[w] = true
		for _, other := range g.of.at(w) {
			g.counts[other]--
		}
	}
}
