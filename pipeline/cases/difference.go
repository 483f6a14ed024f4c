package cases

import "strings"

// differences compares two texts line by line, and says how many lines more than
// maxDifferences differ. Masks hold no line end, so that a line of the output is
// what became of the line of the input with the same number.
func (s *sketcher) differences(want, got string) (all []Difference, more int) {
	wantLines, gotLines := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(wantLines), len(gotLines)) {
		w, g := lineAt(wantLines, i), lineAt(gotLines, i)
		switch {
		case w == g:
		case len(all) == maxDifferences:
			more++
		default:
			d := s.difference(w, g)
			d.Line = i + 1
			all = append(all, d)
		}
	}
	return all, more
}

func lineAt(lines []string, i int) string {
	if i >= len(lines) {
		return ""
	}
	return lines[i]
}

// difference compares two lines.
func (s *sketcher) difference(want, got string) Difference {
	w, g := s.tokens(want), s.tokens(got)
	sameW, sameG := common(w, g)
	first := 0
	for first < len(w) && sameW[first] {
		first++
	}
	column := 1
	for _, t := range w[:first] {
		column += len(t.text)
	}
	return Difference{Column: column, Want: sketch(w, sameW), Got: sketch(g, sameG)}
}

// maxTable is how many pairs of tokens are compared: lines of a thousand words
// each. Longer ones differ from the first difference to the last.
const maxTable = 1 << 20

// common marks the tokens of a longest sequence that both have.
func common(a, b []token) (sameA, sameB []bool) {
	sameA, sameB = make([]bool, len(a)), make([]bool, len(b))
	lo, hiA, hiB := 0, len(a), len(b)
	for lo < hiA && lo < hiB && a[lo].text == b[lo].text {
		sameA[lo], sameB[lo] = true, true
		lo++
	}
	for hiA > lo && hiB > lo && a[hiA-1].text == b[hiB-1].text {
		hiA, hiB = hiA-1, hiB-1
		sameA[hiA], sameB[hiB] = true, true
	}
	if (hiA-lo)*(hiB-lo) <= maxTable {
		align(a[lo:hiA], b[lo:hiB], sameA[lo:hiA], sameB[lo:hiB])
	}
	return sameA, sameB
}

// align marks a longest common subsequence.
func align(a, b []token, sameA, sameB []bool) {
	width := len(b) + 1
	longest := make([]int32, (len(a)+1)*width) // of a[i:] and b[j:]
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			here := &longest[i*width+j]
			if a[i].text == b[j].text {
				*here = longest[(i+1)*width+j+1] + 1
			} else {
				*here = max(longest[(i+1)*width+j], longest[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].text == b[j].text:
			sameA[i], sameB[j] = true, true
			i, j = i+1, j+1
		case longest[(i+1)*width+j] >= longest[i*width+j+1]:
			i++
		default:
			j++
		}
	}
}
