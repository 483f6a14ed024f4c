package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// lanes are a kernel's vectors: a lane of 64 bits for each of some blocks in a
// row. What is written once in their terms becomes AVX-512 or AVX2. Operands of
// type Op may be memory; acc is always overwritten.
type lanes struct{ wide bool }

func (l lanes) vector() VecVirtual {
	if l.wide {
		return ZMM()
	}
	return YMM()
}

// bytes is how much a vector holds.
func (l lanes) bytes() int {
	if l.wide {
		return 64
	}
	return 32
}

func (l lanes) load(m Mem) VecVirtual {
	v := l.vector()
	if l.wide {
		VMOVDQU64(m, v)
	} else {
		VMOVDQU(m, v)
	}
	return v
}

func (l lanes) store(v VecVirtual, m Mem) {
	if l.wide {
		VMOVDQU64(v, m)
	} else {
		VMOVDQU(v, m)
	}
}

// do is an operation of two operands, for which AVX2 and AVX-512 have a name each.
func (l lanes) do(narrow func(x, y, z Op), wide func(...Op), x Op, y VecVirtual) VecVirtual {
	v := l.vector()
	if l.wide {
		wide(x, y, v)
	} else {
		narrow(x, y, v)
	}
	return v
}

func (l lanes) and(x Op, y VecVirtual) VecVirtual { return l.do(VPAND, VPANDQ, x, y) }
func (l lanes) or(x Op, y VecVirtual) VecVirtual  { return l.do(VPOR, VPORQ, x, y) }
func (l lanes) xor(x Op, y VecVirtual) VecVirtual { return l.do(VPXOR, VPXORQ, x, y) }

func (l lanes) add(x Op, y VecVirtual) VecVirtual {
	v := l.vector()
	VPADDQ(x, y, v)
	return v
}

// without is x &^ y.
func (l lanes) without(x Op, y VecVirtual) VecVirtual { return l.do(VPANDN, VPANDNQ, x, y) }

// left and right shift every lane.
func (l lanes) left(n int, x Op) VecVirtual  { return l.shift(VPSLLQ, n, x) }
func (l lanes) right(n int, x Op) VecVirtual { return l.shift(VPSRLQ, n, x) }

func (l lanes) shift(by func(...Op), n int, x Op) VecVirtual {
	if m, ok := x.(Mem); ok && !l.wide {
		x = l.load(m)
	}
	v := l.vector()
	by(U8(n), x, v)
	return v
}

// Tables of truth for three operands: acc, y and x. An entry's bit is the value.
const (
	accBits = 0b11110000
	yBits   = 0b11001100
	xBits   = 0b10101010
)

// orBoth is acc | y | x.
func (l lanes) orBoth(acc, y VecVirtual, x Op) VecVirtual {
	if l.wide {
		VPTERNLOGQ(U8(accBits|yBits|xBits), x, y, acc)
		return acc
	}
	return l.or(x, l.or(y, acc))
}

// orAnd is acc | y&x.
func (l lanes) orAnd(acc, y VecVirtual, x Op) VecVirtual {
	if l.wide {
		VPTERNLOGQ(U8(accBits|yBits&xBits), x, y, acc)
		return acc
	}
	return l.or(l.and(x, y), acc)
}

// andOr is (acc | y) & x.
func (l lanes) andOr(acc, y VecVirtual, x Op) VecVirtual {
	if l.wide {
		VPTERNLOGQ(U8((accBits|yBits)&xBits), x, y, acc)
		return acc
	}
	return l.and(x, l.or(y, acc))
}

// andBoth is acc & y & x.
func (l lanes) andBoth(acc, y VecVirtual, x Op) VecVirtual {
	if l.wide {
		VPTERNLOGQ(U8(accBits&yBits&xBits), x, y, acc)
		return acc
	}
	return l.and(x, l.and(y, acc))
}

// andWord is acc & x, a word that is in all lanes.
func (l lanes) andWord(acc VecVirtual, x Mem) VecVirtual {
	if l.wide {
		VPANDQ_BCST(x, acc, acc)
		return acc
	}
	word := l.vector()
	VPBROADCASTQ(x, word)
	return l.and(acc, word)
}
