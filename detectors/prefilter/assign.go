package prefilter

import (
	"math/bits"
	"slices"
)

// half is a set of bytes as the kernels can tell it: all that have one of some
// low and one of some high halves.
type half struct{ low, high uint16 }

// closure is what a group of threes is told by.
type closure [3]half

func (h half) join(o half) half { return half{h.low | o.low, h.high | o.high} }

func halfOf(s Set) (h half) {
	for high := range 16 {
		if low := uint16(s[high/4] >> (high % 4 * 16)); low != 0 {
			h.low |= low
			h.high |= 1 << high
		}
	}
	return h
}

// shares is how many bytes in 4096 of Django's logs are of each value below 128,
// measured on 64 MB in some twenty formats.
var shares = [8][16]uint16{
	{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 18, 0, 0, 0, 0, 0},
	{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0},
	{290, 0, 248, 0, 0, 9, 11, 27, 14, 14, 1, 12, 62, 63, 118, 87},
	{165, 150, 159, 69, 64, 71, 77, 54, 65, 51, 115, 6, 1, 32, 2, 8},
	{3, 9, 8, 9, 7, 21, 10, 23, 17, 12, 7, 11, 10, 16, 20, 17},
	{19, 5, 7, 14, 45, 7, 6, 8, 8, 4, 8, 14, 8, 10, 18, 27},
	{0, 111, 38, 65, 66, 218, 37, 42, 43, 102, 12, 24, 74, 54, 70, 115},
	{52, 22, 94, 106, 114, 52, 31, 19, 14, 15, 12, 8, 3, 8, 0, 0},
}

// rowShares has the sums of shares for each high half, over the low halves of
// the first and of the last eight.
var rowShares = func() (t [8][2][256]uint16) {
	for row := range t {
		for set := range 256 {
			for i := range 8 {
				if set>>i&1 != 0 {
					t[row][0][set] += shares[row][i]
					t[row][1][set] += shares[row][8+i]
				}
			}
		}
	}
	return t
}()

// share estimates how many bytes in 4096 h is the set of; no set is free.
func (h half) share() int {
	n := 1
	for high := h.high & 0xff; high != 0; high &= high - 1 {
		row := &rowShares[bits.TrailingZeros16(high)]
		n += int(row[0][h.low&0xff] + row[1][h.low>>8])
	}
	return n
}

// Rarity tells how often the bytes are found in logs; only the order counts.
func (t *Three) Rarity() int {
	c := t.closure()
	return c.cost()
}

func (t *Three) closure() closure { return closure{halfOf(t[0]), halfOf(t[1]), halfOf(t[2])} }

// cost estimates how often the group is found in vain. Letters stand together in
// words, so that three of them are more common than their shares tell.
func (c *closure) cost() int {
	cost := c[0].share() * c[1].share() * c[2].share()
	if (c[0].high|c[1].high|c[2].high)&^letterHalves == 0 {
		cost *= wordBonus
	}
	return cost
}

const (
	// letterHalves are the high halves of letters.
	letterHalves = 0xf0
	// wordBonus is how much more common, measured on the groups of the built-in
	// triggers.
	wordBonus = 8
)

// group is what some threes are found by together.
type group struct {
	closure
	members []closure
	cost    int
}

// with is the group and one more member.
func (g *group) with(item closure) closure {
	if len(g.members) == 0 {
		return item
	}
	return closure{g.closure[0].join(item[0]), g.closure[1].join(item[1]), g.closure[2].join(item[2])}
}

// gather makes a group of members.
func gather(members []closure) (g group) {
	for _, m := range members {
		g.closure = g.with(m)
		g.members = append(g.members, m)
	}
	if len(members) > 0 {
		g.cost = g.closure.cost()
	}
	return g
}

// passes is how often every three may change its group.
const passes = 3

// assign sorts threes into groups, each where it costs least.
func assign(all []Three) (into [groups]group) {
	items := make([]closure, 0, len(all))
	for i := range all {
		if item := all[i].closure(); !slices.Contains(items, item) {
			items = append(items, item)
		}
	}
	// The commonest first, so that they get a group of their own.
	slices.SortStableFunc(items, func(a, b closure) int { return b.cost() - a.cost() })
	for _, item := range items {
		into[cheapest(&into, item)].take(item)
	}
	for range passes {
		for _, item := range items {
			from := slices.IndexFunc(into[:], func(g group) bool { return slices.Contains(g.members, item) })
			i := slices.Index(into[from].members, item)
			into[from] = gather(slices.Delete(into[from].members, i, i+1))
			into[cheapest(&into, item)].take(item)
		}
	}
	return into
}

func (g *group) take(item closure) {
	g.closure = g.with(item)
	g.members = append(g.members, item)
	g.cost = g.closure.cost()
}

// cheapest is the group that costs least more with the item.
func cheapest(into *[groups]group, item closure) (best int) {
	least := 0
	for i := range into {
		c := into[i].with(item)
		if more := c.cost() - into[i].cost; i == 0 || more < least {
			best, least = i, more
		}
	}
	return best
}
