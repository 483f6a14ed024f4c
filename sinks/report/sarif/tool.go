package sarif

import (
	"cmp"
	"strings"

	"golang.org/x/mod/semver"

	"scrim/detectors"
	"scrim/pipeline/leaks"
)

// newTool says who wrote the log, and what it looks for.
func newTool(s *leaks.Summary, kinds []detectors.KindInfo) tool {
	release := release(s.Evidence.Version)
	return tool{driver{
		Name: "scrim", FullName: s.Evidence.Version, Version: cmp.Or(release, s.Evidence.Version), SemanticVersion: strings.TrimPrefix(release, "v"),
		ShortDescription: text{Text: "Finds credentials and personal data in logs and captured traffic."},
		Rules:            rules(s, kinds), Notifications: noticeRules(),
		SupportedTaxonomies: []componentName{{Name: "CWE", GUID: cweGUID}},
	}}
}

// release is the word of what scrim version prints that names the release, empty
// for a build that has none.
func release(version string) string {
	for word := range strings.FieldsSeq(version) {
		if semver.IsValid(word) {
			return word
		}
	}
	return ""
}
