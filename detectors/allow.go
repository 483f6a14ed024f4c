package detectors

import "fmt"

// glob is a pattern of [[allow]]: * stands for any run of bytes, ? for one;
// ASCII case is ignored.
type glob string

func (e *Engine) addAllow(lists []Allow) error {
	for _, a := range lists {
		id, err := e.kindNamed(a.Kind)
		if err != nil {
			return fmt.Errorf("allow: %w", err)
		}
		for _, v := range a.Values {
			if v == "" {
				return fmt.Errorf("allow: an empty value for kind %q would match nothing", a.Kind)
			}
			e.allow[id] = append(e.allow[id], glob(foldString(v)))
		}
	}
	return nil
}

func foldString(s string) string {
	b := []byte(s)
	for i, c := range b {
		b[i] = foldTable[c]
	}
	return string(b)
}

// allowed tells whether a value is one that the user wants to see.
func (s *Scanner) allowed(kind KindID, lo, hi int) bool {
	globs := s.engine.allow[kind]
	if len(globs) == 0 {
		return false // fast path
	}
	text := s.decode(lo, hi)
	for _, g := range globs {
		if g.matches(text) {
			return true
		}
	}
	return false
}

// matches backtracks to the last star only, which is enough for patterns
// without alternatives and takes len(g) × len(text) steps at most.
func (g glob) matches(text []byte) bool {
	i, j, star, mark := 0, 0, -1, 0
	for j < len(text) {
		switch {
		case i < len(g) && g[i] == '*':
			star, mark = i, j
			i++
		case i < len(g) && (g[i] == '?' || g[i] == foldTable[text[j]]):
			i, j = i+1, j+1
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(g) && g[i] == '*' {
		i++
	}
	return i == len(g)
}
