package cases

import (
	"strings"
	"unicode"

	"scrim/pipeline/config"
)

// minHiddenWord is from how many bytes on a word of a name may tell something of a
// secret.
const minHiddenWord = 6

// hiddenName stands for a name on which detection fails.
const hiddenName = "(a name that cannot be shown)"

// shownName is the name of a case as reports show it: without what any kind
// finds in it, without words that look as if they were copied from the input, and
// in one line that disturbs no terminal.
func (r *runner) shownName(c config.Case) string {
	words := strings.Fields(c.Name)
	for i, word := range words {
		if len(word) >= minHiddenWord && strings.ContainsAny(word, "0123456789") && strings.Contains(c.Input, word) {
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
