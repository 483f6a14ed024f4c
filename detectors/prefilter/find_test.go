package prefilter

import (
	"math/rand/v2"
	"testing"
)

// compareFinds fails if some kernel finds other candidates in the n blocks of b
// than the portable one.
func compareFinds(t *testing.T, tables *Tables, b *Bitmaps, n int) {
	t.Helper()
	all := tables.ByKernel()
	want := candidates(all["portable"], b, n)
	for name, tables := range all {
		if got := candidates(tables, b, n); got != want {
			t.Fatalf("%s: other candidates in %d blocks: %+v, want %+v", name, n, got, want)
		}
	}
}

// candidates are those of n blocks, with nothing after them.
func candidates(tables *Tables, b *Bitmaps, n int) Candidates {
	var c Candidates
	all := [...]*[MaxBlocks]uint64{&c.Any, &c.Separators, &c.Literals, &c.Numbers, &c.Runs, &c.Starts}
	for _, words := range all {
		for i := range words {
			words[i] = 0x5a5a5a5a5a5a5a5a // of a stretch before
		}
	}
	c.Find(b, tables, n)
	for _, words := range all {
		clear(words[n:])
	}
	return c
}

// rowsOf are all rows of b.
func rowsOf(b *Bitmaps) []*row {
	all := []*row{&b.literal, &b.tail, &b.pair}
	for k := range b.class {
		all = append(all, &b.class[k])
	}
	return all
}

// randomise fills a row with words of which every bit is set in one of 2^thin
// cases, or clear in as many.
func (r *row) randomise(rng *rand.Rand, thin int, mostly bool) {
	for i := range r {
		bits := rng.Uint64()
		for range thin {
			bits &= rng.Uint64()
		}
		if mostly {
			bits = ^bits
		}
		r[i] = bits
	}
}

func TestKernelsFindTheSame(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for n := 1; n <= MaxBlocks; n++ {
		for range 20 {
			var b Bitmaps
			for _, r := range rowsOf(&b) {
				r.randomise(rng, rng.IntN(4), rng.IntN(3) == 0)
			}
			compareFinds(t, Compile(nil, nil, rng.Uint64()&0x3f), &b, n)
			compareFinds(t, Compile(nil, nil, rng.Uint64()), &b, n)
		}
	}
}
