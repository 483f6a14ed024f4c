package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// classSets is how many classes each set of classTables.products has.
var classSets = [5]int{5, 3, 4, 2, 1}

// arguments are those of both kernels of Classify.
type arguments struct{ out, tables, classes, src, n Register }

func loadArguments() arguments {
	return arguments{
		Load(Param("out"), GP64()), Load(Param("tables"), GP64()), Load(Param("classes"), GP64()), Load(Param("src"), GP64()), Load(Param("n"), GP64()),
	}
}

func (a arguments) row(k int) Mem { return Mem{Base: a.out, Disp: k * rowBytes} }

// low and high are where the tables of one byte of a set of groups are.
func (a arguments) low(set, k int) Mem {
	return Mem{Base: a.tables, Disp: (set*bytesIn + k) * nibbleBytes}
}
func (a arguments) high(set, k int) Mem {
	return Mem{Base: a.tables, Disp: (set*bytesIn+k)*nibbleBytes + nibbleBytes/2}
}

const signature = "func(out, tables, classes, src *byte, n int)"

func classifyAVX512() {
	TEXT("classifyAVX512", NOSPLIT, signature)
	Pragma("noescape")
	Doc("classifyAVX512 is classify for CPUs with AVX-512 VBMI.")
	a := loadArguments()

	bits := GLOBL("classBits", RODATA|NOPTR)
	for k := range 8 {
		for i := range 64 {
			DATA(k*64+i, U8(1<<k))
		}
	}
	nibble := GLOBL("nibbleMask", RODATA|NOPTR)
	for i := range 64 {
		DATA(i, U8(0x0f))
	}

	mask := ZMM()
	VMOVDQU64(nibble, mask)
	// The tables of all groups stay in registers, but for those of the third byte.
	type pair struct{ low, high VecVirtual }
	var kept [sets][2]pair
	for set := range kept {
		for k := range kept[set] {
			kept[set][k] = pair{ZMM(), ZMM()}
			VBROADCASTI32X4(a.low(set, k), kept[set][k].low)
			VBROADCASTI32X4(a.high(set, k), kept[set][k].high)
		}
	}

	Label("next512")
	text, low, high, first, second := ZMM(), ZMM(), ZMM(), ZMM(), ZMM()
	var got [sets]VecVirtual
	for set := range got {
		got[set] = ZMM()
	}
	// The last of three bytes first, so that pairs are known before tails.
	for k := bytesIn - 1; k >= 0; k-- {
		VMOVDQU64(Mem{Base: a.src, Disp: k}, text)
		VPANDQ(text, mask, low)
		VPSRLW(U8(4), text, high)
		VPANDQ(high, mask, high)
		if k == 0 {
			storePairs(a, got)
		}
		for set := range got {
			if k == bytesIn-1 {
				VBROADCASTI32X4(a.low(set, k), first)
				VBROADCASTI32X4(a.high(set, k), second)
				VPSHUFB(low, first, first)
				VPSHUFB(high, second, second)
				VPANDQ(first, second, got[set])
				continue
			}
			VPSHUFB(low, kept[set][k].low, first)
			VPSHUFB(high, kept[set][k].high, second)
			VPTERNLOGQ(U8(0x80), first, second, got[set]) // all three
		}
	}
	storeAny(a, got[0], got[1], literalRow)
	storeAny(a, got[tailSets], got[tailSets+1], tailRow)

	// text is the first byte again.
	ascii, other := K(), K()
	VPMOVB2M(text, other)
	KNOTQ(other, ascii)
	index := [2]VecVirtual{low, high}
	for half := range index {
		lookUp(a, half, 0, text, ascii, first, index[half])
	}
	KTESTQ(other, other)
	JZ(LabelRef("ascii512"))
	for half := range index {
		lookUp(a, half, 1, text, other, first, second)
		VPORQ(index[half], second, index[half])
	}
	Label("ascii512")
	for k := range classes {
		is := K()
		VPTESTMB(bits.Offset(k%8*64), index[k/8], is)
		KMOVQ(is, a.row(k))
	}

	ADDQ(U8(64), a.src)
	ADDQ(U8(8), a.out)
	DECQ(a.n)
	JNZ(LabelRef("next512"))
	VZEROUPPER()
	RET()
}

// lookUp puts the classes of the bytes that a mask names, all of them of one half
// of the byte values, into index; the others get none.
func lookUp(a arguments, half, upper int, text VecVirtual, mask Register, table, index VecVirtual) {
	at := (half*2 + upper) * 128
	VMOVDQA64(text, index)
	VMOVDQU64(Mem{Base: a.classes, Disp: at}, table)
	VPERMI2B_Z(Mem{Base: a.classes, Disp: at + 64}, table, mask, index)
}

// storePairs writes where the last two letters of a key are.
func storePairs(a arguments, got [sets]VecVirtual) {
	storeAny(a, got[tailSets], got[tailSets+1], pairRow)
}

// storeAny writes a bit for every byte of which x or y has a bit.
func storeAny(a arguments, x, y VecVirtual, row int) {
	both, is := ZMM(), K()
	VPORQ(x, y, both)
	VPTESTMB(both, both, is)
	KMOVQ(is, a.row(row))
}

func classifyAVX2() {
	TEXT("classifyAVX2", NOSPLIT, signature)
	Pragma("noescape")
	Doc("classifyAVX2 is classify for CPUs with AVX2.")
	a := loadArguments()
	mask, none := YMM(), YMM()
	nibble := GLOBL("nibbleMask2", RODATA|NOPTR)
	for i := range 32 {
		DATA(i, U8(0x0f))
	}
	VMOVDQU(nibble, mask)
	VPXOR(none, none, none)

	Label("next2")
	// One half of the block, then the other.
	for half := range 2 {
		text, low, high, first, second := YMM(), YMM(), YMM(), YMM(), YMM()
		var got [sets]VecVirtual
		for set := range got {
			got[set] = YMM()
		}
		for k := bytesIn - 1; k >= 0; k-- {
			VMOVDQU(Mem{Base: a.src, Disp: 32*half + k}, text)
			VPAND(text, mask, low)
			VPSRLW(U8(4), text, high)
			VPAND(high, mask, high)
			if k == 0 {
				VPOR(got[tailSets], got[tailSets+1], first)
				storeHalf(a, half, pairRow, first, none)
			}
			for set := range got {
				VBROADCASTI128(a.low(set, k), first)
				VBROADCASTI128(a.high(set, k), second)
				VPSHUFB(low, first, first)
				VPSHUFB(high, second, second)
				VPAND(first, second, first)
				if k == bytesIn-1 {
					VMOVDQA(first, got[set])
				} else {
					VPAND(first, got[set], got[set])
				}
			}
		}
		VPOR(got[0], got[1], first)
		storeHalf(a, half, literalRow, first, none)
		VPOR(got[tailSets], got[tailSets+1], first)
		storeHalf(a, half, tailRow, first, none)
		class := 0
		for set, n := range classSets {
			at := exactBytes + set*nibbleBytes
			VBROADCASTI128(Mem{Base: a.classes, Disp: at}, first)
			VBROADCASTI128(Mem{Base: a.classes, Disp: at + nibbleBytes/2}, second)
			VPSHUFB(low, first, first)
			VPSHUFB(high, second, second)
			VPAND(first, second, first)
			for range n {
				VPBROADCASTB(Mem{Base: a.classes, Disp: masksAt + class}, second)
				VPAND(first, second, second)
				storeHalf(a, half, class, second, none)
				class++
			}
		}
	}
	ADDQ(U8(64), a.src)
	ADDQ(U8(8), a.out)
	DECQ(a.n)
	JNZ(LabelRef("next2"))
	VZEROUPPER()
	RET()
}

// storeHalf writes a bit for every byte of a half block that is not zero.
func storeHalf(a arguments, half, row int, bytes, none VecVirtual) {
	zero := YMM()
	VPCMPEQB(bytes, none, zero)
	is := GP32()
	VPMOVMSKB(zero, is)
	NOTL(is)
	m := a.row(row)
	m.Disp += 4 * half
	MOVL(is, m)
}
