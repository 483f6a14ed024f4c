package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// tables is what the generated file holds. Package numbering says in its type
// state what the entries mean.
type tables struct {
	firstAccepting, firstSuffix int
	next                        []uint16
	suffixLengths               []uint32
	international, reserved     uint16
	dialled, reservedDialled    []uint16
	regions, trunkPrefixes      []string
	codeLengths                 string
}

// layout gives each language its entry.
type layout struct {
	*library
	suffixes map[language]uint32
	entry    map[language]uint16
}

// newTables lays out the automaton: the states with a row, those that do not
// accept first, and behind them the suffix states.
func newTables(p *plans) (*tables, error) {
	o := &layout{library: p.library, suffixes: map[language]uint32{}, entry: map[language]uint16{nothing: 0}}
	t := &tables{regions: slices.Sorted(maps.Keys(p.regions)), codeLengths: codeLengths(p.codes)}
	roots := []language{p.international, p.reserved}
	for _, region := range t.regions {
		d := p.regions[region]
		roots = append(roots, d.numbers, d.reserved)
		t.trunkPrefixes = append(t.trunkPrefixes, d.trunkPrefix)
	}
	rows := o.rows(roots)
	t.firstAccepting = o.firstAccepting(rows)
	t.firstSuffix = len(rows) * radix
	for i, a := range rows {
		o.entry[a] = uint16(i * radix)
	}
	for _, a := range rows {
		for _, following := range o.states[a].next {
			t.next = append(t.next, o.entryOf(following, t))
		}
	}
	if last := t.firstSuffix + len(t.suffixLengths); last > math.MaxUint16 {
		return nil, fmt.Errorf("%d entries: too many for 16 bits", last)
	}
	t.international, t.reserved = o.entry[p.international], o.entry[p.reserved]
	for _, region := range t.regions {
		t.dialled = append(t.dialled, o.entry[p.regions[region].numbers])
		t.reservedDialled = append(t.reservedDialled, o.entry[p.regions[region].reserved])
	}
	return t, nil
}

// rows returns the languages that need a row, nearest to the roots first: the
// empty one, then those that do not accept, then those that do.
func (o *layout) rows(roots []language) []language {
	rows := []language{nothing}
	seen := map[language]bool{nothing: true}
	visit := func(a language) {
		if !seen[a] {
			seen[a] = true
			rows = append(rows, a)
		}
	}
	for _, a := range roots {
		visit(a) // a root is a state to start from, whatever follows
	}
	for i := 1; i < len(rows); i++ {
		for _, following := range o.states[rows[i]].next {
			if o.suffixOf(following) == 0 {
				visit(following)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b language) int {
		return accepting(o.states[a]) - accepting(o.states[b])
	})
	return rows
}

func accepting(s state) int {
	if s.accept {
		return 1
	}
	return 0
}

// firstAccepting is the entry of the first row that accepts.
func (o *layout) firstAccepting(rows []language) int {
	first := slices.IndexFunc(rows, func(a language) bool { return o.states[a].accept })
	if first < 0 {
		first = len(rows)
	}
	return first * radix
}

// suffixOf returns the set of lengths, one bit each, if the language consists
// of all strings of some lengths, and 0 otherwise.
func (o *layout) suffixOf(a language) uint32 {
	if lengths, ok := o.suffixes[a]; ok {
		return lengths
	}
	o.suffixes[a] = o.lengthsOnly(o.states[a])
	return o.suffixes[a]
}

func (o *layout) lengthsOnly(s state) uint32 {
	var lengths uint32
	if following := s.next[0]; following != nothing {
		lengths = o.suffixOf(following) << 1
		if lengths == 0 {
			return 0
		}
	}
	for _, following := range s.next {
		if following != s.next[0] {
			return 0
		}
	}
	return lengths | uint32(accepting(s))
}

// entryOf returns the entry of a language that is not a root, and adds it if
// it is a suffix not seen before.
func (o *layout) entryOf(a language, t *tables) uint16 {
	if lengths := o.suffixOf(a); lengths != 0 {
		at := slices.Index(t.suffixLengths, lengths)
		if at < 0 {
			at = len(t.suffixLengths)
			t.suffixLengths = append(t.suffixLengths, lengths)
		}
		return uint16(t.firstSuffix + at)
	}
	return o.entry[a]
}

// codeLengths has, for each three digits, the length of the calling code that
// they begin with.
func codeLengths(codes []string) string {
	var b strings.Builder
	for i := range 1000 {
		digits := fmt.Sprintf("%03d", i)
		length := 0
		for _, code := range codes {
			if strings.HasPrefix(digits, code) {
				length = len(code)
			}
		}
		b.WriteByte(byte('0' + length))
	}
	return b.String()
}
