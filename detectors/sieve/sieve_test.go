package sieve

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// holds tells whether a word stands in a text: its parts in their order, the
// first at lo, with anything between them.
func holds(text []byte, word string, lo int) bool {
	for i, part := range strings.Split(word, "\x00") {
		n := bytes.Index(text[lo:], []byte(part))
		if n < 0 || i == 0 && n > 0 {
			return false
		}
		lo += n + len(part)
	}
	return true
}

// search lists the words that a Search hits where they stand, part by part, and
// the places of marks.
func search(s *Sieve, q *Search, words []string, text []byte, from int) (found map[int]bool, marks []int) {
	found = map[int]bool{}
	folded := bytes.ToLower(text)
	q.Reset(s, text, from)
	for last := from; ; {
		h, ok := q.Next(last)
		if !ok {
			return found, marks
		}
		if h.At < last || h.At >= len(text) {
			panic(fmt.Sprintf("at %d after %d of %d", h.At, last, len(text)))
		}
		last = h.At
		switch {
		case h.Word == Mark:
			marks = append(marks, h.At)
		case h.Word == Many:
			for i := range words {
				found[i] = true
			}
		case folded[h.At] == words[h.Word][h.Offset]:
			found[h.Word] = true
		}
	}
}

// TestNoWordIsLost: against bytes.Contains, with words that share pairs, shapes
// and more, at the ends of texts and in every case.
func TestNoWordIsLost(t *testing.T) {
	part := rapid.StringOfN(rapid.SampledFrom([]rune("aab1-山q")), 1, 9, -1)
	word := rapid.Custom(func(rt *rapid.T) string {
		return strings.Join(rapid.SliceOfN(part, 1, 3).Draw(rt, "parts"), "\x00")
	})
	var q Search
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.SliceOfNDistinct(word, 1, 30, rapid.ID).Draw(rt, "words")
		var marks Marks
		sequences := rapid.SliceOfN(rapid.SampledFrom([]string{"%41", "\xe5\xb1\xb1", "&#A", "\\u_"}), 0, 3).Draw(rt, "marks")
		for _, m := range sequences {
			marks.Add([]byte(m[:1]), []byte(m[1:2]), []byte(m[2:]))
		}
		s := New(words, &marks)
		text := []byte(strings.Join(rapid.SliceOfN(rapid.OneOf(word, rapid.SampledFrom(words), rapid.SampledFrom([]string{"%41", "&#A", "A", "_", strings.Repeat("x", 70)})), 0, 12).Draw(rt, "text"), ""))
		if rapid.Bool().Draw(rt, "capitals") {
			text = bytes.ToUpper(text)
		}
		from := rapid.IntRange(0, len(text)).Draw(rt, "from")
		found, seen := search(s, &q, words, text, from)
		folded := bytes.ToLower(text)
		for i, w := range words {
			for lo := from; lo < len(text); lo++ {
				if holds(folded, w, lo) && !found[i] {
					rt.Fatalf("%q is lost in %q from %d on", w, text, from)
				}
			}
		}
		for i := from; i+2 < len(text); i++ {
			if slices.Contains(sequences, string(text[i:i+3])) && !slices.Contains(seen, i) {
				rt.Fatalf("the mark at %d of %q is lost", i, text)
			}
		}
	})
}
