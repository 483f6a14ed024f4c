package sieve

import "encoding/binary"

// block has a bit for each of 64 places: whether a pair of the set stands there.
// The pairs are looked up as they lie in memory.
func (p *Pairs) block(b *[blockBytes + 1]byte) (m uint64) {
	// Eight chains, so that none waits for another. They are written out, since
	// a loop would test its bounds.
	m = p.eight((*[9]byte)(b[0:9]))
	m |= p.eight((*[9]byte)(b[8:17])) << 8
	m |= p.eight((*[9]byte)(b[16:25])) << 16
	m |= p.eight((*[9]byte)(b[24:33])) << 24
	m |= p.eight((*[9]byte)(b[32:41])) << 32
	m |= p.eight((*[9]byte)(b[40:49])) << 40
	m |= p.eight((*[9]byte)(b[48:57])) << 48
	m |= p.eight((*[9]byte)(b[56:65])) << 56
	return m
}

// eight has a bit for each of eight places.
func (p *Pairs) eight(b *[9]byte) uint64 {
	m := p.at(b[7:9])
	m = m*2 + p.at(b[6:8])
	m = m*2 + p.at(b[5:7])
	m = m*2 + p.at(b[4:6])
	m = m*2 + p.at(b[3:5])
	m = m*2 + p.at(b[2:4])
	m = m*2 + p.at(b[1:3])
	return m*2 + p.at(b[0:2])
}

func (p *Pairs) at(b []byte) uint64 { return uint64(p[binary.LittleEndian.Uint16(b)]) }
