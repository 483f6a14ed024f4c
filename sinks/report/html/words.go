package html

import (
	"slices"
	"strings"

	"scrim/detectors"
	"scrim/pipeline/leaks"
	"scrim/sinks/report/amount"
)

// meanings say to those who decide what a severity is.
var meanings = [detectors.SeverityCritical + 1]string{
	detectors.SeverityCritical: "Whoever reads it can use it: a way in.",
	detectors.SeverityHigh:     "Opens a way in together with something else, or is personal data that went too far.",
	detectors.SeverityMedium:   "Stands where it should not and is kept there.",
	detectors.SeverityLow:      "Worth to know.",
}

// headline says all in one sentence.
func headline(s *leaks.Summary) string {
	if s.Findings == 0 {
		switch {
		case s.Inputs == 0:
			return "Nothing was read"
		case !complete(s):
			return "No leak found, but not everything could be checked"
		case s.Accepted > 0:
			return "No new leak found in " + amount.Counted(s.Inputs, "file", "files")
		}
		return "No leak found in " + amount.Counted(s.Inputs, "file", "files")
	}
	what := subject(s)
	text := estimate(s.Distinct) + " " + what[1] + " leaked "
	if s.Distinct.N == 1 {
		text = "1 " + what[0] + " leaked "
	}
	return text + amount.Times(s.Findings) + " in " + amount.Counted(int64(len(s.Files))+s.MoreFiles, "file", "files")
}

// subject names what leaked, one and many: personal data is no secret to those
// who look for passwords, and the other way round.
func subject(s *leaks.Summary) [2]string {
	var data, secrets bool
	for _, k := range s.Kinds {
		if slices.Contains(k.Weaknesses, personal) {
			data = true
		} else {
			secrets = true
		}
	}
	switch {
	case !data:
		return [2]string{"secret", "secrets"}
	case !secrets:
		return [2]string{"item of personal data", "items of personal data"}
	}
	return [2]string{"secret or item of personal data", "secrets and items of personal data"}
}

// verdict says what that means and what comes first.
func verdict(s *leaks.Summary) string {
	if s.Findings == 0 {
		return cleanVerdict(s)
	}
	var sentences []string
	if usable := usableKinds(s.Kinds); len(usable) > 0 {
		text := amount.Counted(int64(len(usable)), "kind lets its reader", "kinds let their reader") + " log in or act as somebody else: " +
			enumerated(usable) + "."
		sentences = append(sentences, text)
	}
	switch {
	case s.Severities[detectors.SeverityCritical] > 0:
		sentences = append(sentences, "Treat the "+amount.Of(s.Severities[detectors.SeverityCritical])+
			" critical findings as stolen and revoke them today; then change what writes them.")
	case s.Severities[detectors.SeverityHigh] > 0:
		sentences = append(sentences, "Nothing here is a way in by itself, but "+
			amount.Counted(s.Severities[detectors.SeverityHigh], "finding is", "findings are")+" of high severity: change what writes them soon.")
	default:
		sentences = append(sentences, "Nothing here is a way in. Change what writes it when the settings are next touched.")
	}
	return strings.Join(sentences, " ")
}

func cleanVerdict(s *leaks.Summary) string {
	text := "scrim read " + amount.Counted(s.Lines, "line", "lines") + " (" + size(s.Bytes) + ") and found no credentials and no personal data of the kinds that it was asked for."
	if s.Accepted > 0 {
		text = "scrim read " + amount.Counted(s.Lines, "line", "lines") + " (" + size(s.Bytes) + ") and found nothing but " +
			amount.Counted(s.Accepted, "finding", "findings") + " that the baseline knows."
	}
	if s.Inputs == 0 {
		text = "No input was given that could be read, so this says nothing about any file."
	}
	return text
}

// maxEnumerated is how many names a sentence bears.
const maxEnumerated = 6

func enumerated(names []string) string {
	if more := len(names) - maxEnumerated; more > 1 {
		return strings.Join(names[:maxEnumerated], ", ") + " and " + amount.Of(int64(more)) + " more"
	}
	return strings.Join(names, ", ")
}

// usableKinds are those that are credentials.
func usableKinds(kinds []leaks.KindTotal) (names []string) {
	for _, k := range kinds {
		if slices.Contains(k.Weaknesses, credential) {
			names = append(names, visible(k.Kind))
		}
	}
	return names
}

// notices are what a reader must not overlook.
func notices(s *leaks.Summary) (all []string) {
	if s.Withheld > 0 {
		all = append(all, amount.Counted(s.Withheld, "record", "records")+" could not be checked and may hold more than is counted here.")
	}
	if n := s.Evidence.Incomplete(); n > 0 {
		all = append(all, amount.Counted(n, "input was", "inputs were")+" not read to the end and may hold more than is counted here.")
	}
	if s.MoreGroups > 0 {
		all = append(all, "The report lists the worst "+amount.Of(int64(len(s.Groups)))+" groups of findings; "+
			amount.Counted(s.MoreGroups, "group is", "groups are")+" counted in the totals only, and the advice does not look at them.")
	}
	return all
}

func tiles(s *leaks.Summary) []tile {
	if s.Findings == 0 {
		return []tile{
			{Value: "0", Name: "findings"}, {Value: amount.Of(s.Inputs), Name: "inputs read"},
			{Value: amount.Of(s.Lines), Name: "lines read", Note: size(s.Bytes)},
		}
	}
	all := []tile{
		{amount.Of(s.Findings), "findings", accepted(s)},
		{estimate(s.Distinct), "distinct values", ""},
		{amount.Of(s.Severities[detectors.SeverityCritical]), "critical", percent(s.Severities[detectors.SeverityCritical], s.Findings) + " of all"},
		{amount.Of(int64(len(s.Files)) + s.MoreFiles), "files with findings", "of " + amount.Of(s.Inputs) + " read"},
		{amount.Of(s.Lines), "lines read", size(s.Bytes)},
	}
	return all
}

func accepted(s *leaks.Summary) string {
	if s.Accepted == 0 {
		return ""
	}
	return "and " + amount.Of(s.Accepted) + " known"
}

func untimed(s *leaks.Summary) string {
	switch {
	case s.Untimed == 0:
		return ""
	case s.Untimed == s.Findings:
		return "No line with a finding says when it was written."
	}
	return amount.Counted(s.Untimed, "finding is", "findings are") + " in lines that do not say when they were written."
}

// estimated says how far off an estimate may be, if there is one.
func estimated(s *leaks.Summary) string {
	worst := s.Distinct.Error
	for _, k := range s.Kinds {
		worst = max(worst, k.Distinct.Error)
	}
	if worst == 0 {
		return ""
	}
	return "“About” is an estimate, off by " + errorPercent(worst) + " of it or less in two cases of three."
}

func nameError(s *leaks.Summary) string {
	for _, names := range [][]leaks.NameTotal{s.Endpoints, s.Loggers} {
		for _, n := range names {
			if n.Error > 0 {
				return "“About” may be too high: there were more names than could be counted one by one."
			}
		}
	}
	return ""
}
