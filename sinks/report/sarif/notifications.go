package sarif

import (
	"fmt"

	"scrim/pipeline/leaks"
)

// The things that a run may have to tell beside its results.
const (
	aboutCapped = iota
	aboutWithheld
	aboutIncomplete
	aboutInputs
	aboutAccepted
	notices
)

var noticeIDs = [notices]string{"results-not-listed", "records-withheld", "inputs-incomplete", "inputs-not-listed", "findings-accepted"}

var noticeTexts = [notices]string{
	"Only the worst secrets are listed.", "Detection failed on some records.", "Some inputs were not read to their end.",
	"Not all inputs are listed.", "The baseline accepts some findings.",
}

// noticeRules describe them.
func noticeRules() []rule {
	all := make([]rule, notices)
	for i := range all {
		all[i] = rule{ID: noticeIDs[i], Short: &text{Text: noticeTexts[i]}}
	}
	return all
}

// newInvocation is what happened. What the exit status was only the caller knows; a
// run that did not check all that it was given did not succeed.
func newInvocation(s *leaks.Summary) invocation {
	cut := s.Evidence.Incomplete()
	in := invocation{Successful: s.Withheld == 0 && cut == 0}
	tell := func(about int, level string, n int64, format string, values ...any) {
		if n > 0 {
			message := text{Text: plain(fmt.Sprintf(format, values...))}
			in.Notifications = append(in.Notifications, notification{level, message, descriptor{noticeIDs[about], about}})
		}
	}
	tell(aboutCapped, "warning", s.MoreSecrets,
		"%d findings were counted, of %s. The %d worst secrets are listed as results, at least %d more are not: viewers show no more. The formats json and jsonl list all findings.",
		s.Findings, secrets(s.Distinct), len(s.Secrets), s.MoreSecrets)
	tell(aboutWithheld, "error", s.Withheld, "Records that could not be checked: %d.", s.Withheld)
	tell(aboutIncomplete, "error", cut, "Inputs that were not read to their end: %d.", cut)
	tell(aboutInputs, "note", s.Evidence.More, "Inputs that are not listed as artifacts: %d.", s.Evidence.More)
	tell(aboutAccepted, "note", s.Accepted, "Findings that the baseline knows, which are not listed: %d.", s.Accepted)
	return in
}

func secrets(e leaks.Estimate) string {
	switch {
	case e.Error > 0:
		return fmt.Sprintf("about %d secrets", e.N)
	case e.N == 1:
		return "1 secret"
	}
	return fmt.Sprintf("%d secrets", e.N)
}
