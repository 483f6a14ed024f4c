package cases

import (
	"strings"
	"unicode"

	"scrim/pipeline/config"
)

// telling is how many bytes of a secret are too many in a name.
const telling = 6

// hiddenName stands for a name on which detection fails.
const hiddenName = "(a name that cannot be shown)"

// shares tells whether a word and a text have a telling piece in common.
func shares(word, text string) bool {
	for i := telling; i <= len(word); i++ {
		if strings.Contains(text, word[i-telling:i]) {
			return true
		}
	}
	return false
}

// shownName is the name of a case as reports show it: without what any kind
// finds in it, without words that look as if they were copied from the input, and
// in one line that disturbs no terminal.
func (r *runner) shownName(c config.Case) string {
	words := strings.Fields(c.Name)
	for i, word := range words {
		if strings.ContainsAny(word, "0123456789") && (shares(word, c.Input) || shares(word, c.Want)) {
			words[i] = elided
		}
	}
	name := []byte(strings.Join(words, " "))
	err := guarded(func() {
		name = r.configured.AppendRedact(nil, name)
		name = r.whole.AppendRedact(nil, name)
	})
	if err != nil {
		return hiddenName
	}
	return strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return unicode.ReplacementChar
		}
		return c
	}, string(name))
}
