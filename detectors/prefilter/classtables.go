package prefilter

import "math/bits"

// classTables are what the kernels look classes up in.
type classTables struct {
	// exact has a bit a class for every byte, the first eight classes and the rest.
	exact [2][256]uint8
	// products has the same by the halves of a byte: classes are unions of
	// products of a set of low and a set of high halves, eight of which share a
	// set of tables. masks has those that make up a class.
	products [len(classSets)]nibbles
	masks    [classes]uint8
}

// classSets are how many classes share a set of tables, in their order, so that
// no set has more than eight products.
var classSets = [...]int{5, 3, 4, 2, 1}

var tablesOfClasses = func() (t classTables) {
	for k, chars := range members {
		for i := range len(chars) {
			t.exact[k/8][chars[i]] |= 1 << (k % 8)
		}
	}
	k := 0
	for set, n := range classSets {
		var all []half
		for range n {
			for _, p := range productsOf(SetOf(members[k])) {
				t.masks[k] |= t.products[set].bitOf(&all, p)
			}
			k++
		}
	}
	return t
}()

// productsOf takes a set apart into products: the high halves that have the same
// low ones go together.
func productsOf(s Set) (all []half) {
	for high := range 16 {
		low := uint16(s[high/4] >> (high % 4 * 16))
		if low == 0 {
			continue
		}
		i := 0
		for i < len(all) && all[i].low != low {
			i++
		}
		if i == len(all) {
			all = append(all, half{low: low})
		}
		all[i].high |= 1 << high
	}
	return all
}

// bitOf is the bit of a product among those of a set, to which it is added if
// need be.
func (n *nibbles) bitOf(all *[]half, p half) uint8 {
	for i, known := range *all {
		if known == p {
			return 1 << i
		}
	}
	bit := uint8(1) << len(*all)
	if bit == 0 {
		panic("prefilter: more than eight products in a set of classes")
	}
	*all = append(*all, p)
	for low := p.low; low != 0; low &= low - 1 {
		n.low[bits.TrailingZeros16(low)] |= bit
	}
	for high := p.high; high != 0; high &= high - 1 {
		n.high[bits.TrailingZeros16(high)] |= bit
	}
	return bit
}
