package detectors

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Dictionary is a list of terms of the user's own; its name becomes a kind.
type Dictionary struct {
	// Name is a new kind's, see CheckName.
	Name string
	// Terms are found as they are and in every encoding; the longest one wins
	// where several begin. Each has a letter or a digit and at most MaxTerm
	// bytes.
	Terms []string
	// MatchCase makes capitals differ from small letters.
	MatchCase bool
	// InsideWords finds terms also where letters or digits are around them.
	InsideWords bool
}

// MaxTerm is the longest term in bytes: longer ones are texts, and how far a
// look at one place goes depends on it.
const MaxTerm = 1 << 10

// The errors of a dictionary.
var (
	// ErrNoTerms is a dictionary without any.
	ErrNoTerms = errors.New("the dictionary has no terms")
	// ErrBareTerm is a term without a letter or a digit.
	ErrBareTerm = errors.New("a term needs a letter or a digit")
	// ErrLongTerm is a term of more than MaxTerm bytes.
	ErrLongTerm = fmt.Errorf("a term has more than %d bytes", MaxTerm)
	// ErrTermText is a term that no line can hold.
	ErrTermText = errors.New("a term is one line of UTF-8")
)

// CheckTerm reports what is wrong with a term.
func CheckTerm(term string) error {
	switch {
	case !utf8.ValidString(term) || strings.ContainsAny(term, "\r\n"):
		return ErrTermText
	case len(term) > MaxTerm:
		return ErrLongTerm
	case strings.IndexFunc(term, isWordRune) < 0:
		return ErrBareTerm
	}
	return nil
}

// Check reports what is wrong with a dictionary by itself.
func (d Dictionary) Check() error {
	if err := CheckName(d.Name); err != nil {
		return err
	}
	if len(d.Terms) == 0 {
		return ErrNoTerms
	}
	for _, t := range d.Terms {
		if err := CheckTerm(t); err != nil {
			return err
		}
	}
	return nil
}

// term is one word of a compiled dictionary beside its folded text.
type term struct {
	kind   KindID
	inside bool
	// exact is how the term is written, with plain blanks and backslashes, if
	// its case counts; else empty.
	exact string
}

// foldWord is a word as readings have it: decoded, folded.
func foldWord(word string) string {
	if isSimple(word) {
		return strings.ToLower(word) // fast path
	}
	return string(readWord(word, true))
}

// exactWord is foldWord with its case.
func exactWord(word string) string {
	if isSimple(word) {
		return word // fast path
	}
	return string(readWord(word, false))
}

// isSimple tells whether a reading of a word differs from the word by its case
// only.
func isSimple(word string) bool {
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || c == '+' || unitBegins[c] {
			return false
		}
	}
	return true
}

func readWord(word string, fold bool) []byte {
	var decoded, folded reading
	decoded.readDecoded([]byte(word), nil)
	if len(decoded.pieces) == 0 {
		return nil
	}
	if fold {
		folded.readFolded(&decoded)
		return folded.text[folded.pieces[0].lo:folded.pieces[0].hi]
	}
	return appendPlain(nil, decoded.text[decoded.pieces[0].lo:decoded.pieces[0].hi])
}

// appendPlain appends a decoded text with a plus sign as a blank and any run of
// backslashes as one.
func appendPlain(dst, text []byte) []byte {
	for i, c := range text {
		switch {
		case c == '+':
			dst = append(dst, ' ')
		case c != '\\' || i == 0 || text[i-1] != '\\':
			dst = append(dst, c)
		}
	}
	return dst
}

// isWordRune tells whether a character is a part of a word.
func isWordRune(c rune) bool {
	if c < utf8.RuneSelf {
		return isAlnum(byte(c))
	}
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)
}

// unspaced are the scripts that put no blanks between words, or write particles
// onto them.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
}

// prolonged is the sound mark that Katakana and Hiragana share.
const prolonged = 'ー'

// splitsWord tells whether a place between two characters is inside of a word.
func splitsWord(before, after rune) bool {
	if before < utf8.RuneSelf && after < utf8.RuneSelf {
		return isAlnum(byte(before)) && isAlnum(byte(after)) // fast path
	}
	return isWordRune(before) && isWordRune(after) && !isUnspaced(before) && !isUnspaced(after)
}

func isUnspaced(c rune) bool {
	return c == prolonged || c >= utf8.RuneSelf && unicode.In(c, unspaced...)
}
