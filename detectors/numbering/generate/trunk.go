package main

import (
	"cmp"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
)

// trunkRule is how a region writes a number for its own use: a national prefix
// (and perhaps a carrier code) that is dropped, or a local form that the
// transform makes whole, such as "246$1" where $1 is what a group caught.
type trunkRule struct {
	prog    *syntax.Prog
	literal string // the digits that the transform puts first
	group   int    // the group that it keeps, 0 for none
}

// transformForm is the one form of transform rule that the metadata uses:
// digits, then one group.
var transformForm = regexp.MustCompile(`^(\d*)\$(\d)$`)

func newTrunkRule(pattern, transform string) (*trunkRule, error) {
	prog, err := compilePattern(pattern)
	if err != nil {
		return nil, err
	}
	rule := &trunkRule{prog: prog}
	if transform == "" {
		return rule, nil
	}
	parts := transformForm.FindStringSubmatch(transform)
	if parts == nil {
		return nil, fmt.Errorf("transform rule %q: unknown form", transform)
	}
	rule.literal = parts[1]
	rule.group, _ = strconv.Atoi(parts[2])
	return rule, nil
}

// undoing is the language of the strings that the rule turns into a string of
// plan. Where the pattern can be read in several ways, every way counts.
func (l *library) undoing(rule *trunkRule, plan language) language {
	u := undoer{library: l, rule: rule, plan: plan, memo: map[string]language{}}
	return u.from([]thread{{pc: uint32(rule.prog.Start)}}, 0)
}

// thread is one way to read the digits so far.
type thread struct {
	pc   uint32
	mode threadMode
	out  language // what must follow what the rule has written so far
}

type threadMode uint8

const (
	beforeGroup threadMode = iota // the digits read are dropped
	inGroup                       // the digits read are kept
	afterGroup                    // the digits read are dropped, out is set
	atRest                        // the pattern has matched: the rest is kept
	atEnd                         // the pattern has matched and wants the end
)

func compareThreads(a, b thread) int {
	return cmp.Or(cmp.Compare(a.pc, b.pc), cmp.Compare(a.mode, b.mode), cmp.Compare(a.out, b.out))
}

// undoer turns one rule into a language, like matcher does for a pattern.
type undoer struct {
	*library
	rule *trunkRule
	plan language
	memo map[string]language
}

// from is the language that is left to the given threads after read digits.
func (u *undoer) from(threads []thread, read int) language {
	threads = u.closure(threads)
	if len(threads) == 0 || read > maxDialledDigits {
		return nothing
	}
	key := fmt.Sprint(read, threads)
	if done, ok := u.memo[key]; ok {
		return done
	}
	var s state
	for _, t := range threads {
		if t.mode == atRest || t.mode == atEnd {
			s.accept = s.accept || u.states[t.out].accept
		}
	}
	for d := range radix {
		s.next[d] = u.from(u.step(threads, d), read+1)
	}
	done := u.add(s)
	u.memo[key] = done
	return done
}

// step moves each thread over the digit d and leaves out those that end.
func (u *undoer) step(threads []thread, d int) []thread {
	var next []thread
	for _, t := range threads {
		if t.mode == atEnd {
			continue
		}
		if t.mode != atRest {
			inst := &u.rule.prog.Inst[t.pc]
			if !consumes(inst, d) {
				continue
			}
			t.pc = inst.Out
		}
		if t.mode == inGroup || t.mode == atRest {
			t.out = u.states[t.out].next[d]
			if t.out == nothing {
				continue
			}
		}
		next = append(next, t)
	}
	return next
}

// closure follows every instruction that reads nothing, and returns the
// threads that read a digit or have matched, sorted.
func (u *undoer) closure(threads []thread) []thread {
	var reached []thread
	for _, t := range threads {
		u.follow(t, &reached, false)
	}
	slices.SortFunc(reached, compareThreads)
	return slices.Compact(reached)
}

// follow adds to reached what t reaches without reading; end says that a
// dollar sign was passed. The patterns have no empty loop.
func (u *undoer) follow(t thread, reached *[]thread, end bool) {
	if t.mode == atRest || t.mode == atEnd {
		*reached = append(*reached, t)
		return
	}
	here := t
	inst := &u.rule.prog.Inst[t.pc]
	t.pc = inst.Out
	switch inst.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		u.follow(t, reached, end)
		t.pc = inst.Arg
		u.follow(t, reached, end)
	case syntax.InstNop:
		u.follow(t, reached, end)
	case syntax.InstCapture:
		u.follow(u.capture(t, int(inst.Arg)), reached, end)
	case syntax.InstEmptyWidth:
		if syntax.EmptyOp(inst.Arg) != syntax.EmptyEndText {
			panic("a prefix pattern with an unknown anchor: " + u.rule.prog.String())
		}
		u.follow(t, reached, true)
	case syntax.InstMatch:
		*reached = append(*reached, u.matched(t, end))
	case syntax.InstFail:
	default:
		if !end {
			*reached = append(*reached, here)
		}
	}
}

// capture notes that a group begins or ends.
func (u *undoer) capture(t thread, mark int) thread {
	switch {
	case u.rule.group == 0:
	case mark == 2*u.rule.group:
		t.mode, t.out = inGroup, u.after(u.plan, u.rule.literal)
	case mark == 2*u.rule.group+1:
		t.mode = afterGroup
	}
	return t
}

// matched is the thread behind the pattern: the rest of the digits follows
// what the group kept, or is the whole number if the group kept nothing.
func (u *undoer) matched(t thread, end bool) thread {
	out := u.plan
	if t.mode == afterGroup {
		out = t.out
	}
	if end {
		return thread{mode: atEnd, out: out}
	}
	return thread{mode: atRest, out: out}
}
