package detectors

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"sync"
	"unicode/utf8"
	"unsafe"
)

// pattern is a rule compiled.
type pattern struct {
	kind KindID
	// re is compiled when a line holds a keyword for the first time: of a
	// thousand rules most are never tried.
	re func() *regexp.Regexp
	// before and after are 1 if the pattern looks at the character before or
	// after a match. Then the compiled one takes it in as well: a search can
	// begin anywhere with what stands before in view.
	before, after int
	// longest is how many bytes a match has at most, or 0 if there is no limit.
	longest int
}

const (
	// searchBytes is how much text one search goes over if matches have a
	// limit: a search takes time for all of its text, also if it finds
	// something at once.
	searchBytes = 1 << 10
	// longPattern is from how many bytes on what is put around a pattern could
	// make it too large or too deep: the depth may be 1,000.
	longPattern = 500
	// maxBounded is the longest match, in characters, that has a limit.
	maxBounded = 1 << 10
)

// newPattern prepares a pattern for readings, in which every piece has one byte
// before and one after it.
func newPattern(source string, re *syntax.Regexp, kind KindID) (*pattern, error) {
	p := &pattern{kind: kind}
	before, after := "", ""
	if has(re, syntax.OpWordBoundary, syntax.OpNoWordBoundary, syntax.OpBeginLine) {
		before, p.before = "(?s:.)", 1
	}
	if has(re, syntax.OpWordBoundary, syntax.OpNoWordBoundary, syntax.OpEndLine) {
		after, p.after = "(?s:.)", 1
	}
	if n := maxLength(re); n >= 0 && n <= maxBounded {
		p.longest = n * utf8.UTFMax
	}
	text := func() string { return before + "(?:" + re.String() + ")" + after }
	// What can be parsed compiles.
	if len(source) > longPattern {
		if _, err := syntax.Parse(text(), syntax.Perl); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrPattern, err)
		}
	}
	p.re = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text()) })
	return p, nil
}

// has tells whether one of the operators is in the pattern.
func has(re *syntax.Regexp, ops ...syntax.Op) bool {
	for _, op := range ops {
		if re.Op == op {
			return true
		}
	}
	for _, part := range re.Sub {
		if has(part, ops...) {
			return true
		}
	}
	return false
}

// find looks for the first match that begins at or after from and before until.
func (p *pattern) find(text []byte, piece span, from, until int) (lo, hi int, ok bool) {
	until = min(until, piece.hi)
	for from < until {
		end, next := piece.hi, until
		if p.longest > 0 && from+searchBytes+p.longest < end {
			next = min(until, from+searchBytes)
			end = next + p.longest
		}
		if lo, hi, ok = p.search(text, from, end); ok && lo < next {
			return lo, hi, true
		}
		for from = next; from < until && !utf8.RuneStart(text[from]); from++ {
		}
	}
	return 0, 0, false
}

// search looks for the first match in text[from:end].
func (p *pattern) search(text []byte, from, end int) (lo, hi int, ok bool) {
	if p.before > 0 {
		_, n := utf8.DecodeLastRune(text[:from])
		from -= n
	}
	part := text[from : end+p.after]
	// Find keeps its result on the stack, which FindIndex does not; where the
	// match stands is the distance of the two slices.
	m := p.re().Find(part)
	if m == nil {
		return 0, 0, false
	}
	lo = from + int(uintptr(unsafe.Pointer(unsafe.SliceData(m)))-uintptr(unsafe.Pointer(unsafe.SliceData(part))))
	hi = lo + len(m)
	if p.before > 0 {
		_, n := utf8.DecodeRune(m)
		lo += n
	}
	if p.after > 0 {
		_, n := utf8.DecodeLastRune(m)
		hi -= n
	}
	return lo, hi, true
}
