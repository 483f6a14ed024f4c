package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// The rows of Bitmaps, in the order of the package's classes.
const (
	digitRow = iota
	zeroRow
	wordRow
	letterRow
	bracketRow
	joinedRow
	colourEndRow
	semicolonRow
	dialRow
	dialOpenRow
	opensRow
	separatorRow
	betweenRow
	jointRow
	escapeRow
	classes
	literalRow = iota - 1
	tailRow
	pairRow
)

// The rows of Candidates.
const (
	anyResult = iota
	separatorsResult
	literalsResult
	numbersResult
	runsResult
	startsResult
)

// shortGroup is the longest first group of a number whose length is looked at.
const shortGroup = 5

// finder is a kernel of Find: a step makes the candidates of as many blocks as a
// vector has lanes. The blocks before and after them are in the same row, one
// word before and after, so that no lane needs what is in another.
type finder struct {
	lanes
	out, rows, sizes Register
}

func findAVX512() {
	find("findAVX512", "findAVX512 is Find for CPUs with AVX-512: eight blocks a step.", lanes{wide: true})
}

func findAVX2() {
	find("findAVX2", "findAVX2 is Find for CPUs with AVX2: four blocks a step.", lanes{})
}

func find(name, doc string, l lanes) {
	TEXT(name, NOSPLIT, "func(out, rows, sizes *uint64, n int)")
	Pragma("noescape")
	Doc(doc)
	f := finder{l, Load(Param("out"), GP64()), Load(Param("rows"), GP64()), Load(Param("sizes"), GP64())}
	n := Load(Param("n"), GP64())
	Label(name + "Next")
	some := f.save(f.separators(), separatorsResult)
	some = f.or(f.save(f.runs(), runsResult), some)
	starts := f.save(f.starts(), startsResult)
	some = f.or(f.save(f.dialled(starts), numbersResult), some)
	some = f.or(f.save(f.load(f.row(literalRow, here)), literalsResult), some)
	f.save(some, anyResult)
	ADDQ(U8(f.bytes()), f.rows)
	ADDQ(U8(f.bytes()), f.out)
	SUBQ(U8(f.bytes()/8), n)
	JG(LabelRef(name + "Next"))
	VZEROUPPER()
	RET()
}

// Where a row is read: at the blocks themselves or at their neighbours.
const (
	before = iota
	here
	after
)

func (f finder) row(k, where int) Mem { return Mem{Base: f.rows, Disp: k*rowBytes + where*8} }

// size is the word that tells whether a first group may have n digits; that for
// no digits tells whether nothing is asked of numbers.
func (f finder) size(n int) Mem { return Mem{Base: f.sizes, Disp: 8 * n} }

func (f finder) save(v VecVirtual, result int) VecVirtual {
	f.store(v, Mem{Base: f.out, Disp: result * resultBytes})
	return v
}

// later moves every bit of a row n places on, and those of the block before in.
func (f finder) later(row, n int) VecVirtual {
	return f.or(f.left(n, f.row(row, here)), f.right(64-n, f.row(row, before)))
}

// orLater is acc | later.
func (f finder) orLater(acc VecVirtual, row, n int) VecVirtual {
	return f.orBoth(acc, f.left(n, f.row(row, here)), f.right(64-n, f.row(row, before)))
}

// separators is that of Bitmaps.
func (f finder) separators() VecVirtual {
	ends := f.or(f.left(3, f.names(here)), f.right(64-3, f.names(before)))
	ends = f.orLater(ends, escapeRow, 5)
	ends = f.orLater(ends, escapeRow, 6)
	ends = f.orBoth(ends, f.left(1, f.colours()), f.right(63, f.coloursBefore()))
	// Digits count after a key, or after what joins them to it. What goes over from
	// the block before counts, whatever it began with.
	joints, digits := f.load(f.row(jointRow, here)), f.load(f.row(digitRow, here))
	ends = f.or(f.right(63, f.or(f.row(jointRow, before), f.load(f.row(digitRow, before)))), ends)
	number := f.or(joints, digits)
	run := f.andOr(f.flooded(number, f.and(number, ends)), ends, digits)
	run = f.or(f.row(betweenRow, here), run)
	ends = f.or(f.right(63, f.row(betweenRow, before)), ends)
	return f.andOr(f.flooded(run, f.and(ends, run)), ends, f.row(separatorRow, here))
}

// names marks where the last letters of a key or an escape begin, which end three
// bytes later.
func (f finder) names(where int) VecVirtual {
	v := f.without(f.row(pairRow, where), f.load(f.row(letterRow, where)))
	return f.or(f.row(escapeRow, where), f.or(f.row(tailRow, where), v))
}

// colours marks the ends of colours and entities.
func (f finder) colours() VecVirtual {
	in := f.or(f.row(bracketRow, here), f.load(f.row(digitRow, here)))
	inBefore := f.or(f.row(bracketRow, before), f.load(f.row(digitRow, before)))
	ends := f.andOr(f.left(1, in), f.right(63, inBefore), f.row(colourEndRow, here))
	return f.or(f.row(semicolonRow, here), ends)
}

// coloursBefore is colours for the last place of the block before.
func (f finder) coloursBefore() VecVirtual {
	in := f.or(f.row(bracketRow, before), f.load(f.row(digitRow, before)))
	return f.or(f.row(semicolonRow, before), f.and(f.row(colourEndRow, before), f.left(1, in)))
}

// flooded is that of the package.
func (f finder) flooded(run, starts VecVirtual) VecVirtual {
	return f.xor(run, f.add(run, starts))
}

// runs is that of the package.
func (f finder) runs() VecVirtual {
	high, low := f.load(f.row(wordRow, here)), f.load(f.row(wordRow, before))
	for n := 1; n < 16; n *= 2 {
		high = f.andOr(f.left(n, high), f.right(64-n, low), high)
		low = f.and(low, f.left(n, low))
	}
	return f.without(high, f.or(f.left(1, high), f.right(63, low)))
}

// starts is that of Bitmaps.
func (f finder) starts() VecVirtual {
	return f.without(f.row(digitRow, here), f.later(joinedRow, 1))
}

// shortest is that of Bitmaps.
func (f finder) shortest() VecVirtual {
	dials, dialsNext := f.or(f.row(digitRow, here), f.load(f.row(dialRow, here))), f.or(f.row(digitRow, after), f.load(f.row(dialRow, after)))
	escapes, escapesNext := f.without(f.row(dialOpenRow, here), f.load(f.row(opensRow, here))), f.without(f.row(dialOpenRow, after), f.load(f.row(opensRow, after)))
	for _, n := range [...]int{1, 2, 3} { // of 2, 4 and 7 bytes
		dials = f.and(dials, f.or(f.right(n, dials), f.left(64-n, dialsNext)))
		dialsNext = f.and(dialsNext, f.right(n, dialsNext))
		escapes = f.orBoth(escapes, f.right(n, escapes), f.left(64-n, escapesNext))
		escapesNext = f.or(escapesNext, f.right(n, escapesNext))
	}
	return f.or(dials, escapes)
}

// dialled is that of Bitmaps.
func (f finder) dialled(starts VecVirtual) VecVirtual {
	digits, next := f.load(f.row(digitRow, here)), f.load(f.row(digitRow, after))
	sooner := func(n int) VecVirtual { return f.or(f.right(n, digits), f.left(64-n, next)) }
	// Ten digits.
	two := f.and(digits, sooner(1))
	twoNext := f.and(next, f.right(1, next))
	four := f.andOr(f.right(2, two), f.left(62, twoNext), two)
	keep := f.andOr(f.right(4, four), f.left(60, next), four)
	keep = f.and(starts, f.andOr(f.right(8, two), f.left(56, twoNext), keep))
	// A number in any form.
	free := f.orLater(f.load(f.row(zeroRow, here)), opensRow, 1)
	// Another group.
	opens := f.or(f.right(1, f.row(opensRow, here)), f.left(63, f.row(opensRow, after)))
	three := f.andBoth(sooner(1), sooner(2), sooner(3))
	between := f.or(f.right(1, f.row(betweenRow, here)), f.left(63, f.row(betweenRow, after)))
	opens = f.without(opens, between)
	follows := f.or(f.row(dialOpenRow, here), f.andOr(three, opens, f.row(dialRow, here)))
	rest := starts
	for size := 1; size <= shortGroup; size++ {
		more := f.and(rest, sooner(size))
		ended := f.xor(rest, more)
		over := f.left(64-size, f.row(dialRow, after))
		announced := f.andOr(f.right(size, f.row(dialRow, here)), over, free)
		grouped := f.andWord(f.or(f.right(size, follows), over), f.size(size))
		keep = f.orAnd(keep, ended, f.or(announced, grouped))
		rest = more
	}
	keep = f.orAnd(keep, rest, free)
	keep = f.and(keep, f.shortest())
	return f.or(keep, f.andWord(starts, f.size(0)))
}
