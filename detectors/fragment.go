package detectors

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A fragment is a piece of a folded word that stands in every text that holds
// the word, unless the text has an odd escape: one for a byte that nobody needs
// to escape. So the gate looks for fragments in the raw text.

// isPlainByte tells whether a byte is written as it is: a letter, a digit or an
// unreserved mark of RFC 3986 §2.3.
func isPlainByte(c byte) bool {
	return isAlnum(c) || c == '-' || c == '_' || c == '.'
}

// isOdd tells whether an escape hides what a fragment may hold.
func isOdd(u unit) bool {
	return u.encoded() && (u.char >= utf8.RuneSelf || isPlainByte(byte(u.char)) || u.char == ' ' && u.hi-u.lo > len("%20"))
}

// maxFragment is the longest fragment in bytes that a sieve has a use for.
const maxFragment = 9

// fragmentOf is the best fragment of a folded word: the longest, and among
// those of maxFragment bytes the one with the rarest bytes.
func fragmentOf(word string) string {
	best := ""
	for run := range plainRuns(word) {
		for i := 0; i == 0 || i+maxFragment <= len(run); i++ {
			f := oneBlank(run[i:min(len(run), i+maxFragment)])
			if strings.IndexFunc(f, isWordRune) >= 0 && (len(f) > len(best) || len(f) == len(best) && rarity(f) > rarity(best)) {
				best = f
			}
		}
	}
	return best
}

// oneBlank cuts what follows a second blank, which may be written in another
// way than the first one.
func oneBlank(s string) string {
	s = strings.Trim(s, " ")
	if first := strings.IndexByte(s, ' '); first >= 0 {
		if second := strings.IndexByte(s[first+1:], ' '); second >= 0 {
			return strings.TrimRight(s[:first+1+second], " ")
		}
	}
	return s
}

// plainRuns yields the runs of a folded word that are written as they are:
// plain bytes, blanks between them, and letters without case beyond ASCII,
// since the bytes of the others differ with their case.
func plainRuns(word string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		from := 0
		for i, c := range word {
			ascii := c < utf8.RuneSelf && (isPlainByte(byte(c)) || c == ' ')
			if ascii || c >= utf8.RuneSelf && c != utf8.RuneError && unicode.SimpleFold(c) == c {
				continue
			}
			if !yield(strings.Trim(word[from:i], " ")) {
				return
			}
			from = i + utf8.RuneLen(c)
			if c == utf8.RuneError {
				from = i + 1
			}
		}
		yield(strings.Trim(word[min(from, len(word)):], " "))
	}
}

// rarity is higher for fragments that fewer texts hold; a blank counts for
// nothing, since it is written in three ways.
func rarity(fragment string) (sum int) {
	for i := range len(fragment) {
		c := fragment[i]
		switch {
		case c == ' ' || strings.IndexByte("etaoinsr", c) >= 0:
			sum++
		case strings.IndexByte("jqxzkvwyb", c) >= 0 || c >= utf8.RuneSelf:
			sum += 4
		default:
			sum += 2
		}
	}
	return sum
}

// blanks are the ways in which a blank is written without being odd.
var blanks = []string{" ", "+", "%20"}

// writings are the ways in which a fragment is written: one for each blank.
func blankWritings(fragment string) []string {
	if !strings.Contains(fragment, " ") {
		return []string{fragment}
	}
	var all []string
	for _, b := range blanks {
		w := strings.ReplaceAll(fragment, " ", b)
		all = append(all, w[:min(len(w), len(fragment))])
	}
	return all
}
