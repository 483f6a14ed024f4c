package main

// A language is a finite set of digit strings, named by its root in a library.
// Equal languages of one library have equal names, because the library shares
// every state: it is a minimal acyclic automaton at all times.
type language int32

// nothing is the language without any string.
const nothing language = 0

// radix is the size of the alphabet: the ten digits.
const radix = 10

// state is one state of the automaton: whether the string may end here, and
// the language that must follow each digit.
type state struct {
	accept bool
	next   [radix]language
}

// library holds the states of all languages, each state once.
type library struct {
	states []state
	names  map[state]language
	memo   map[operation]language
}

// operation is the key under which the result of combine is remembered.
type operation struct {
	op   byte
	a, b language
}

// The set operations of combine.
const (
	opUnion     = '|'
	opIntersect = '&'
	opWithout   = '-'
)

func newLibrary() *library {
	l := &library{names: map[state]language{}, memo: map[operation]language{}}
	l.add(state{})
	return l
}

// add names the language whose root is s.
func (l *library) add(s state) language {
	if name, ok := l.names[s]; ok {
		return name
	}
	name := language(len(l.states))
	l.states = append(l.states, s)
	l.names[s] = name
	return name
}

func (l *library) union(a, b language) language     { return l.combine(opUnion, a, b) }
func (l *library) intersect(a, b language) language { return l.combine(opIntersect, a, b) }
func (l *library) without(a, b language) language   { return l.combine(opWithout, a, b) }

// combine walks both automata side by side.
func (l *library) combine(op byte, a, b language) language {
	if a == nothing && op != opUnion {
		return nothing
	}
	if a == nothing && b == nothing {
		return nothing
	}
	key := operation{op, a, b}
	if done, ok := l.memo[key]; ok {
		return done
	}
	sa, sb := l.states[a], l.states[b]
	var s state
	switch op {
	case opUnion:
		s.accept = sa.accept || sb.accept
	case opIntersect:
		s.accept = sa.accept && sb.accept
	case opWithout:
		s.accept = sa.accept && !sb.accept
	}
	for d := range radix {
		s.next[d] = l.combine(op, sa.next[d], sb.next[d])
	}
	done := l.add(s)
	l.memo[key] = done
	return done
}

// prefixed is the language of the strings of a, each behind the given digits.
func (l *library) prefixed(digits string, a language) language {
	for i := len(digits) - 1; i >= 0; i-- {
		if a == nothing {
			return nothing
		}
		var s state
		s.next[digits[i]-'0'] = a
		a = l.add(s)
	}
	return a
}

// after is what may follow the given digits in a.
func (l *library) after(a language, digits string) language {
	for i := range len(digits) {
		a = l.states[a].next[digits[i]-'0']
	}
	return a
}

// ofLengths is the language of all strings of the given lengths.
func (l *library) ofLengths(allowed func(length int) bool) language {
	a := nothing
	for n := maxNationalDigits; n >= 0; n-- {
		s := state{accept: allowed(n)}
		if a != nothing {
			for d := range radix {
				s.next[d] = a
			}
		}
		if s != (state{}) {
			a = l.add(s)
		}
	}
	return a
}
