package detectors

import "regexp/syntax"

const (
	// maxLiterals is how many alternatives a rule's literals may have before
	// they are no longer worth a look.
	maxLiterals = 64
	// maxLiteral is how many characters of a literal count.
	maxLiteral = 64
)

// requiredLiterals are literals of which every match of a pattern holds one;
// none means that there are no such literals. They are folded.
func requiredLiterals(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		word := foldWord(string(re.Rune[:min(len(re.Rune), maxLiteral)]))
		if isUnspecific(word) {
			return nil
		}
		return []string{word}
	case syntax.OpCapture, syntax.OpPlus:
		return requiredLiterals(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return requiredLiterals(re.Sub[0])
		}
	case syntax.OpConcat:
		return bestLiterals(re.Sub)
	case syntax.OpAlternate:
		return allLiterals(re.Sub)
	}
	return nil
}

// bestLiterals are those of the one part of a concatenation that are the
// longest, by what stands in every text.
func bestLiterals(parts []*syntax.Regexp) (best []string) {
	length := 0
	for _, part := range parts {
		if all := requiredLiterals(part); len(all) > 0 {
			n := longestPart(all[0])
			for _, word := range all[1:] {
				n = min(n, longestPart(word))
			}
			if best == nil || n > length {
				best, length = all, n
			}
		}
	}
	return best
}

// allLiterals are those of every alternative, or none.
func allLiterals(parts []*syntax.Regexp) (all []string) {
	for _, part := range parts {
		some := requiredLiterals(part)
		if len(some) == 0 || len(all)+len(some) > maxLiterals {
			return nil
		}
		all = append(all, some...)
	}
	return all
}

// minLength is how many characters a match of the pattern has at least, at most
// a few more than one.
func minLength(re *syntax.Regexp) (n int) {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpCapture, syntax.OpPlus:
		return minLength(re.Sub[0])
	case syntax.OpRepeat:
		return min(re.Min, 1) * minLength(re.Sub[0])
	case syntax.OpConcat:
		for _, part := range re.Sub {
			n += minLength(part)
		}
		return n
	case syntax.OpAlternate:
		n = minLength(re.Sub[0])
		for _, part := range re.Sub[1:] {
			n = min(n, minLength(part))
		}
		return n
	case syntax.OpNoMatch:
		return 1
	}
	return 0
}

// lineAnchors makes the ends of a text mean the ends of a line.
func lineAnchors(re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpBeginText:
		re.Op = syntax.OpBeginLine
	case syntax.OpEndText:
		re.Op = syntax.OpEndLine
	}
	for _, part := range re.Sub {
		lineAnchors(part)
	}
}

// maxLength is how many characters a match has at most, or -1 if there is no
// limit.
func maxLength(re *syntax.Regexp) (n int) {
	switch re.Op {
	case syntax.OpLiteral:
		return len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpStar, syntax.OpPlus:
		return -1
	case syntax.OpCapture, syntax.OpQuest:
		return maxLength(re.Sub[0])
	case syntax.OpRepeat:
		if n = maxLength(re.Sub[0]); n < 0 || re.Max < 0 {
			return -1
		}
		return n * re.Max
	}
	for _, part := range re.Sub {
		switch m := maxLength(part); {
		case m < 0:
			return -1
		case re.Op == syntax.OpAlternate:
			n = max(n, m)
		default:
			n += m
		}
	}
	return n
}
