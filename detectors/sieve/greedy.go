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
	of     [][]int32 // of each word, its elements
	with   [][]int32 // of each element, its words
	done   []bool
}

// cover chooses pairs and shapes so that every word has one of them, and returns
// how many it chose. Words are left only if all their pairs have other shapes.
func (c *cover) cover(words []int32) (chosen int) {
	g := &greedy{cover: c, of: make([][]int32, len(words)), done: make([]bool, len(words))}
	for i, w := range words {
		g.addWord(i, c.words[w])
	}
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
func (g *greedy) addWord(i int, word string) {
	need := g.gramBytes(word)
	for p := range g.places(word) {
		if p.alone {
			continue
		}
		for n := range allShapes {
			if !allShapes[n].fits(&p, need) {
				continue
			}
			e := g.element(pairKey(p.first, p.second), n)
			if last := g.with[e]; len(last) > 0 && last[len(last)-1] == int32(i) {
				continue
			}
			g.of[i] = append(g.of[i], e)
			g.with[e] = append(g.with[e], int32(i))
			g.counts[e]++
		}
	}
}

// element is the index of a pair with a shape.
func (g *greedy) element(pair uint16, shape int) int32 {
	if g.local[pair] == 0 {
		g.pairs = append(g.pairs, pair)
		g.local[pair] = uint16(len(g.pairs))
		g.counts = append(g.counts, make([]int32, len(allShapes))...)
		g.with = append(g.with, make([][]int32, len(allShapes))...)
		g.prices = append(g.prices, make([]float64, len(allShapes))...)
		g.setPrices(len(g.pairs) - 1)
	}
	return int32(g.local[pair]-1)*int32(len(allShapes)) + int32(shape)
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
	// secondGram is the price of another look-up at a place that is looked at.
	secondGram = 0.5
)

// setPrices prices the elements of a pair.
func (g *greedy) setPrices(i int) {
	pair := g.pairs[i]
	look := math.Exp2(-float64(pairLevel(byte(pair), byte(pair>>8))) / levelsPerBit)
	if slots := g.shapes[pair]; slots != nil {
		look *= secondGram
		if slots[maxShapes-1] != 0 {
			look = math.Inf(1)
		}
	}
	for n, s := range allShapes {
		lacks := max(0, g.gram-s.bytes())
		g.prices[i*len(allShapes)+n] = look * float64(1+shortGram*lacks)
	}
}

// take chooses an element; the words that it covers count no more.
func (g *greedy) take(e int32) {
	pair := g.pairs[int(e)/len(allShapes)]
	slots := g.shapes[pair]
	if slots == nil {
		slots = new([maxShapes]uint8)
		g.shapes[pair] = slots
	}
	free := 0
	for slots[free] != 0 {
		free++
	}
	slots[free] = uint8(int(e)%len(allShapes)) + 1
	g.setPrices(int(e) / len(allShapes))
	for _, i := range g.with[e] {
		if g.done[i] {
			continue
		}
		g.done[i] = true
		for _, other := range g.of[i] {
			g.counts[other]--
		}
	}
}
