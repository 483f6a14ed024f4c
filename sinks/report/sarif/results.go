package sarif

import (
	"fmt"
	"strconv"

	"scrim/pipeline/leaks"
)

// resulter makes results of secrets.
type resulter struct {
	rules map[string]int
	files map[string]int
	// stable says that the key of the fingerprints is the user's own.
	stable bool
}

func (m resulter) of(s *leaks.Secret) result {
	at := address(s.File)
	if i, ok := m.files[s.File]; ok {
		at.Index = &i
	}
	r := result{
		RuleID: s.Kind, RuleIndex: m.rule(s.Kind), Level: levels[s.Severity],
		Message:      text{Text: message(s)},
		Locations:    []location{{physicalLocation{at, line(max(s.Line, 1))}}},
		Occurrences:  max(s.Count, 1),
		Fingerprints: m.fingerprints(s),
		Properties:   resultProperties{s.Severity.String(), s.Place.ID(), s.Column},
	}
	for _, n := range s.Weaknesses {
		r.Taxa = append(r.Taxa, weakness(n))
	}
	return r
}

// rule is the index of a kind's rule, or -1, by which SARIF says that it is not
// listed.
func (m resulter) rule(kind string) int {
	if i, ok := m.rules[kind]; ok {
		return i
	}
	return -1
}

// fingerprints has what uploads know a result by only if the next run has the
// same key: otherwise they would take every result for a new one.
func (m resulter) fingerprints(s *leaks.Secret) map[string]string {
	print := s.Fingerprint.String()
	if !m.stable {
		return map[string]string{"scrim/v1": print}
	}
	return map[string]string{"scrim/v1": print, "primaryLocationLineHash": print + ":1"}
}

// message says what was found, without the file, which viewers show beside it.
func message(s *leaks.Secret) string {
	return plain(fmt.Sprintf("Leaked %s in %s, %s (%s, byte %d of the line).", s.Kind, place(s.Place), times(s.Count), s.Severity, s.Column))
}

func place(p leaks.Place) string {
	switch p {
	case leaks.PlaceText:
		return "the text"
	case leaks.PlaceSQL:
		return "SQL"
	}
	return "the " + p.String()
}

func times(n int64) string {
	if n <= 1 {
		return "once"
	}
	return strconv.FormatInt(n, 10) + " times, here first"
}
