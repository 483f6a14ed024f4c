package config

import (
	"strconv"
	"strings"
)

// maxShown is the longest word that an error repeats, in bytes: names of
// settings and kinds are shorter, and most secrets longer.
const maxShown = 24

// plainWord tells a slip of the pen from what may be a secret: only the former
// is repeated in an error.
func plainWord(s string) bool {
	if s == "" || len(s) > maxShown {
		return false
	}
	for i := range len(s) {
		if !isBareKeyByte(s[i]) {
			return false
		}
	}
	return true
}

// shown is s in quotes if it may be repeated, else "this value".
func shown(s string) string {
	if plainWord(s) {
		return strconv.Quote(s)
	}
	return "this value"
}

// didYouMean suggests the candidate nearest to word; failing that, it lists
// them all under the name what, unless that is empty.
func didYouMean(word string, candidates []string, what string) string {
	if near := nearest(word, candidates); near != "" {
		return "did you mean " + strconv.Quote(near) + "?"
	}
	if what == "" || len(candidates) == 0 {
		return ""
	}
	return what + " are " + strings.Join(candidates, ", ")
}

// nearest is the first of the candidates at the smallest distance from word, or
// "" if none is near enough to be what was meant.
func nearest(word string, candidates []string) string {
	if !plainWord(word) {
		return ""
	}
	best, limit := "", 2+len(word)/5
	for _, c := range candidates {
		if d := editDistance(strings.ToLower(word), c); d < limit {
			best, limit = c, d
		}
	}
	return best
}

// editDistance counts the letters to add, drop, change or swap with their
// neighbour to get from a to b.
func editDistance(a, b string) int {
	beforeLast := make([]int, len(b)+1)
	last := make([]int, len(b)+1)
	row := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], beforeLast[j-2]+1)
			}
		}
		beforeLast, last, row = last, row, beforeLast
	}
	return last[len(b)]
}
