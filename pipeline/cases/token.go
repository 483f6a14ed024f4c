package cases

import (
	"slices"
	"strings"
	"unicode/utf8"

	"scrim/detectors"
)

// tokenForm says what a token of a line is.
type tokenForm uint8

const (
	formMask  tokenForm = iota // what the engine writes, of which nothing is secret
	formStars                  // a run of stars
	formWord                   // letters and digits
	formMark                   // a byte of structure: a bracket, a quote, a separator
	formBlank                  // blanks
	formOther                  // any other byte
)

// token is a piece of a line; the pieces make up the line.
type token struct {
	text string
	form tokenForm
}

// sketcher cuts lines into tokens.
type sketcher struct {
	masks  []string  // the longest first
	begins [256]bool // their first bytes
}

// sketcher knows the masks that may be shown: those that every value of a kind
// becomes, and those that were written for the values of this case. Mode partial
// writes a part of the value, so that nothing of it is known as a mask.
func (r *runner) sketcher(t *trial) *sketcher {
	var s sketcher
	for _, k := range r.kinds {
		s.know(k.Label)
	}
	for _, x := range t.explained {
		if x.Masked && r.mode(x.Kind) != detectors.MaskPartial {
			s.know(x.Mask)
		}
	}
	slices.SortFunc(s.masks, func(a, b string) int { return len(b) - len(a) })
	return &s
}

// know adds a mask that says something.
func (s *sketcher) know(mask string) {
	if strings.ContainsFunc(mask, isWordRune) && !slices.Contains(s.masks, mask) {
		s.masks = append(s.masks, mask)
		s.begins[mask[0]] = true
	}
}

// maskAt is the length of the mask that a text begins with, or 0.
func (s *sketcher) maskAt(text string) int {
	if !s.begins[text[0]] {
		return 0 // fast path
	}
	for _, m := range s.masks {
		if strings.HasPrefix(text, m) {
			return len(m)
		}
	}
	return 0
}

func (r *runner) mode(kind string) detectors.MaskMode {
	if m, ok := r.options.Masks[kind]; ok {
		return m.Mode
	}
	return r.options.Mask.Mode
}

// tokens cuts a line.
func (s *sketcher) tokens(line string) (all []token) {
	for len(line) > 0 {
		n, form := s.next(line)
		all = append(all, token{line[:n], form})
		line = line[n:]
	}
	return all
}

// next is the length and the form of the token that a text begins with.
func (s *sketcher) next(text string) (int, tokenForm) {
	if n := s.maskAt(text); n > 0 {
		return n, formMask
	}
	c, size := utf8.DecodeRuneInString(text)
	switch {
	case isWordRune(c):
		return s.word(text), formWord
	case isBlank(c):
		return runOf(text, isBlank), formBlank
	case c == '*':
		return runOf(text, func(c rune) bool { return c == '*' }), formStars
	case strings.ContainsRune(marks, c):
		return size, formMark
	}
	return size, formOther
}

// word is the length of the word that a text begins with; it ends where a mask
// begins.
func (s *sketcher) word(text string) int {
	n := runOf(text, isWordRune)
	for i := 1; i < n; i++ {
		if s.maskAt(text[i:]) > 0 {
			return i
		}
	}
	return n
}

// marks are what gives a log line its structure.
const marks = `{}[]()<>"'=:,;&?|`

func isBlank(c rune) bool { return c == ' ' || c == '\t' || c == '\r' }

func isWordRune(c rune) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf
}

// runOf is how many bytes at the beginning are of the sort.
func runOf(text string, sort func(rune) bool) int {
	return len(text) - len(strings.TrimLeftFunc(text, sort))
}
