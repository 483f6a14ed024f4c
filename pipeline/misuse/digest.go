package misuse

import "hash/maphash"

// digest stands for a claim, a part of a path or a header where it is compared: a
// keyed hash, with a key of the run that nobody gets to know. Of a million
// different texts two have one digest with a chance of one in forty million.
type digest uint64

// none is the digest of nothing.
const none digest = 0

// digester makes digests. It may be shared.
type digester struct{ seed maphash.Seed }

func newDigester() digester { return digester{maphash.MakeSeed()} }

func (d digester) of(text []byte) digest {
	if len(text) == 0 {
		return none
	}
	return digest(maphash.Bytes(d.seed, text) | 1)
}

func (d digester) ofString(text string) digest {
	if text == "" {
		return none
	}
	return digest(maphash.String(d.seed, text) | 1)
}

// joined is the digest of one thing below another.
func (d digester) joined(a, b digest) digest {
	// The constants are those of SplitMix64, which spreads every bit over all others.
	x := uint64(a)*0x9e3779b97f4a7c15 + uint64(b)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return digest((x ^ x>>31) | 1)
}
