package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"

	"scrim/bench/peers/measure"
)

// prefix is what the matches of one rule begin with, another one for each.
func prefix(i int) string {
	return fmt.Sprintf("%c%c%c-", 'K'+i%10, 'A'+i/10%26, 'Q'+i/260%10)
}

// ruleConfig has n rules, each with a keyword of its own.
func ruleConfig(n int) []byte {
	var text bytes.Buffer
	for i := range n {
		fmt.Fprintf(&text, "[[rule]]\nname = \"rule-%d\"\npattern = '%s\\d{8}'\nkeywords = [%q]\n\n", i, prefix(i), prefix(i))
	}
	return text.Bytes()
}

// termConfig has one dictionary.
func termConfig(file string) []byte {
	return fmt.Appendf(nil, "[[dictionary]]\nname = \"customers\"\nfile = %q\n", file)
}

func termList(words []string) []byte { return []byte(strings.Join(words, "\n") + "\n") }

// customers are n different names of people who do not exist.
func customers(n int) []string {
	r := rand.New(rand.NewPCG(1, 12))
	syllables := strings.Fields("ka mo ri ten val dor es mir lo qui zan bre hu fel ost ani gra wit jo per")
	name := func(n int) (s string) {
		for range n {
			s += syllables[r.IntN(len(syllables))]
		}
		return strings.ToUpper(s[:1]) + s[1:]
	}
	seen, words := map[string]bool{}, make([]string, 0, n)
	for len(words) < n {
		if word := name(3) + " " + name(4); !seen[word] {
			seen[word] = true
			words = append(words, word)
		}
	}
	return words
}

// masks checks that each configuration does something, or what is measured
// would be nothing.
func (m maker) masks(points []*point, label string) error {
	for _, p := range points {
		var out bytes.Buffer
		if _, err := measure.Run([]string{m.scrim, "-c", p.config}, p.log, &out); err != nil {
			return err
		}
		if !bytes.Contains(out.Bytes(), []byte(label)) {
			return fmt.Errorf("%s masks nothing as %s with %s of them", m.scrim, label, p.label)
		}
	}
	return nil
}
