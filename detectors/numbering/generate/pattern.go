package main

import (
	"fmt"
	"regexp/syntax"
	"slices"
)

// maxNationalDigits bounds every language, so that a pattern with a star or a
// plus is finite as well. It is the bound of phonenumbers itself.
const maxNationalDigits = 17

// compilePattern parses a pattern of the metadata.
func compilePattern(pattern string) (*syntax.Prog, error) {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", pattern, err)
	}
	return syntax.Compile(tree.Simplify())
}

// matching is the language of the strings that match a pattern from end to
// end.
func (l *library) matching(pattern string) (language, error) {
	prog, err := compilePattern(pattern)
	if err != nil {
		return nothing, err
	}
	m := matcher{library: l, prog: prog, memo: map[string]language{}}
	return m.from([]uint32{uint32(prog.Start)}, 0), nil
}

// matcher turns one program into a language by following sets of program
// positions, as a breadth-first regexp engine does, over all strings at once.
type matcher struct {
	*library
	prog *syntax.Prog
	memo map[string]language
}

// from is the language that is left at a set of positions after read digits.
func (m *matcher) from(positions []uint32, read int) language {
	positions = m.closure(positions)
	if len(positions) == 0 || read > maxNationalDigits {
		return nothing
	}
	key := fmt.Sprint(read, positions)
	if done, ok := m.memo[key]; ok {
		return done
	}
	var s state
	for _, pc := range positions {
		if m.prog.Inst[pc].Op == syntax.InstMatch {
			s.accept = true
		}
	}
	for d := range radix {
		var next []uint32
		for _, pc := range positions {
			if inst := &m.prog.Inst[pc]; consumes(inst, d) {
				next = append(next, inst.Out)
			}
		}
		s.next[d] = m.from(next, read+1)
	}
	done := m.add(s)
	m.memo[key] = done
	return done
}

// closure follows every instruction that reads nothing and returns the sorted
// positions that read a digit or match.
func (m *matcher) closure(positions []uint32) []uint32 {
	var reached []uint32
	seen := map[uint32]bool{}
	var follow func(pc uint32)
	follow = func(pc uint32) {
		if seen[pc] {
			return
		}
		seen[pc] = true
		switch inst := &m.prog.Inst[pc]; inst.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			follow(inst.Out)
			follow(inst.Arg)
		case syntax.InstCapture, syntax.InstNop:
			follow(inst.Out)
		case syntax.InstEmptyWidth:
			panic("a number pattern with an anchor: " + m.prog.String())
		case syntax.InstFail:
		default:
			reached = append(reached, pc)
		}
	}
	for _, pc := range positions {
		follow(pc)
	}
	slices.Sort(reached)
	return reached
}

// consumes reports whether an instruction reads the digit d.
func consumes(inst *syntax.Inst, d int) bool {
	switch inst.Op {
	case syntax.InstRune, syntax.InstRune1, syntax.InstRuneAny, syntax.InstRuneAnyNotNL:
		return inst.MatchRune(rune('0' + d))
	}
	return false
}
