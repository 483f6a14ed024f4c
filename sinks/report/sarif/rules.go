package sarif

import (
	"fmt"
	"strconv"
	"strings"

	"scrim/detectors"
	"scrim/pipeline/leaks"
)

// levels are the levels of SARIF for severities.
var levels = [...]string{
	detectors.SeverityLow: "note", detectors.SeverityMedium: "warning",
	detectors.SeverityHigh: "error", detectors.SeverityCritical: "error",
}

// scores are on the scale of CVSS, in the middle of what viewers call low, medium,
// high and critical.
var scores = [...]string{
	detectors.SeverityLow: "2.0", detectors.SeverityMedium: "5.5",
	detectors.SeverityHigh: "8.0", detectors.SeverityCritical: "9.5",
}

// maxTags is how many tags of a rule are shown.
const maxTags = 10

// rules are the kinds that were found.
func rules(s *leaks.Summary, kinds []detectors.KindInfo) []rule {
	about := make(map[string]string, len(kinds))
	for _, k := range kinds {
		about[k.Name] = k.Summary
	}
	all := make([]rule, 0, len(s.Kinds))
	for _, k := range s.Kinds {
		all = append(all, newRule(k, about[k.Kind]))
	}
	return all
}

func newRule(k leaks.KindTotal, about string) rule {
	r := rule{
		ID:      k.Kind,
		Short:   &text{Text: plain("Leaked value of the kind " + k.Kind)},
		Full:    &text{Text: plain(sentence(k.Kind, about))},
		Help:    help(k, about),
		Default: &configuration{Level: levels[k.Severity]},
		Properties: &ruleProperties{
			Tags: []string{"security"}, SecuritySeverity: scores[k.Severity], Precision: "high",
		},
	}
	for _, n := range k.Weaknesses {
		r.Relationships = append(r.Relationships, relationship{Target: weakness(n), Kinds: []string{"relevant"}})
		if len(r.Properties.Tags) < maxTags {
			r.Properties.Tags = append(r.Properties.Tags, "external/cwe/cwe-"+strconv.Itoa(n))
		}
	}
	return r
}

// sentence says what a kind is; of a kind of the user's own there is only a name.
func sentence(kind, about string) string {
	if about == "" {
		return fmt.Sprintf("A value of the kind %s stands where others can read it.", kind)
	}
	return fmt.Sprintf("A value of the kind %s stands where others can read it: %s.", kind, about)
}

// help says what to do, as text and as Markdown.
func help(k leaks.KindTotal, about string) *text {
	const todo = "Whoever could read the file may have the value: replace it where it is a credential, and tell the person where it is personal data. " +
		"Then keep it from being written; until then, put scrim in front of the file. Results with one fingerprint are one value."
	var plainly, marked strings.Builder
	plainly.WriteString(sentence(k.Kind, about) + " " + todo)
	marked.WriteString(sentence("`"+k.Kind+"`", about) + "\n\n" + todo + "\n")
	for _, w := range weaknesses(k.Weaknesses) {
		fmt.Fprintf(&plainly, " %s: %s.", w.id(), w.Name)
		fmt.Fprintf(&marked, "\n- [%s](%s) %s: %s", w.id(), w.page(), w.Name, w.Why)
	}
	return &text{Text: plain(plainly.String()), Markdown: marked.String()}
}

// plain escapes what would be a link or a placeholder in a message of SARIF.
func plain(message string) string { return escaper.Replace(message) }

var escaper = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "{", "{{", "}", "}}")
