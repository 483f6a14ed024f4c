package html

import (
	"slices"
	"strings"
	"testing"

	"scrim/detectors"
	"scrim/pipeline/leaks"
)

func ids(recommended []recommendation) (all []string) {
	for _, r := range recommended {
		all = append(all, r.advice.id)
	}
	return all
}

// found is a summary of some groups of one file.
func found(artefact leaks.Artefact, groups ...leaks.Group) *leaks.Summary {
	for i := range groups {
		groups[i].File = "a"
		groups[i].Count = max(groups[i].Count, 1)
	}
	return &leaks.Summary{Groups: groups, Files: []leaks.FileTotal{{File: "a", Artefact: artefact}}}
}

func TestAdviceIsForWhatWasFound(t *testing.T) {
	credentials := []int{credential}
	for _, c := range []struct {
		name     string
		artefact leaks.Artefact
		group    leaks.Group
		want     string
	}{
		{"a token in a header", leaks.ArtefactLog, leaks.Group{Kind: "token", Place: leaks.PlaceHeader, Weaknesses: credentials}, "revoke logging headers https clean"},
		{"a token in a query", leaks.ArtefactLog, leaks.Group{Kind: "token", Place: leaks.PlaceQuery, Weaknesses: []int{credential, inQuery}}, "revoke logging query https clean"},
		{"an address in a query", leaks.ArtefactLog, leaks.Group{Kind: "email", Place: leaks.PlaceQuery, Weaknesses: []int{personal, otherPolicy, inQuery}}, "logging personal urls clean"},
		{"a session", leaks.ArtefactLog, leaks.Group{Kind: "cookie", Place: leaks.PlaceCookie, Weaknesses: credentials}, "revoke logging cookies https clean"},
		{"a Referer", leaks.ArtefactLog, leaks.Group{Kind: "email", Place: leaks.PlaceReferer, Weaknesses: []int{personal, otherPolicy}}, "logging referer personal urls clean"},
		{"a traceback", leaks.ArtefactLog, leaks.Group{Kind: "password", Place: leaks.PlaceTraceback, Weaknesses: []int{errorText, credential}}, "revoke logging errors clean"},
		{"a line of level DEBUG", leaks.ArtefactLog, leaks.Group{Kind: "ip", Place: leaks.PlaceText, Weaknesses: []int{debugging}}, "logging debug clean"},
		{"SQL", leaks.ArtefactLog, leaks.Group{Kind: "password_hash", Place: leaks.PlaceSQL}, "logging sql clean"},
		{"a body", leaks.ArtefactLog, leaks.Group{Kind: "phone", Place: leaks.PlaceBody, Weaknesses: []int{personal}}, "logging bodies personal clean"},
		{"a reset link", leaks.ArtefactLog, leaks.Group{Kind: "token", Place: leaks.PlacePath, Weaknesses: credentials}, "revoke logging links clean"},
		{"a signed URL", leaks.ArtefactLog, leaks.Group{Kind: "signature", Place: leaks.PlaceText}, "logging signatures clean"},
		{"a mail", leaks.ArtefactMail, leaks.Group{Kind: "email", Place: leaks.PlaceText, Weaknesses: []int{personal}}, "errors personal clean"},
		{"a debug page", leaks.ArtefactDebugPage, leaks.Group{Kind: "cookie", Place: leaks.PlaceText}, "cookies debug errors clean"},
		{"settings", leaks.ArtefactSettings, leaks.Group{Kind: "api_key", Place: leaks.PlaceText, Weaknesses: []int{credential, inSource}}, "revoke secrets clean"},
		{"source", leaks.ArtefactSource, leaks.Group{Kind: "api_key", Place: leaks.PlaceText, Weaknesses: []int{inSource}}, "secrets clean"},
		{"a HAR", leaks.ArtefactCapture, leaks.Group{Kind: "customers", Place: leaks.PlaceHeader}, "captures clean"},
		{"a term of the user's", leaks.ArtefactLog, leaks.Group{Kind: "customers", Place: leaks.PlaceText}, "logging clean"},
	} {
		if got := strings.Join(ids(recommend(found(c.artefact, c.group))), " "); got != c.want {
			t.Errorf("%s: the advice is %s, not %s", c.name, got, c.want)
		}
	}
	if got := recommend(&leaks.Summary{}); got != nil {
		t.Errorf("nothing was found, and the advice is %v", ids(got))
	}
}

func TestAdviceCountsAndRanks(t *testing.T) {
	s := found(leaks.ArtefactLog,
		leaks.Group{Kind: "email", Place: leaks.PlaceBody, Severity: detectors.SeverityHigh, Weaknesses: []int{personal}, Count: 1000},
		leaks.Group{Kind: "token", Place: leaks.PlaceHeader, Severity: detectors.SeverityCritical, Weaknesses: []int{credential}, Count: 2},
		leaks.Group{Kind: "jwt", Place: leaks.PlaceHeader, Severity: detectors.SeverityMedium, Weaknesses: []int{credential}, Count: 5})
	got := recommend(s)
	if want := []string{"revoke", "logging", "headers", "https", "clean", "bodies", "personal"}; !slices.Equal(ids(got), want) {
		t.Errorf("the order is %v, not %v", ids(got), want)
	}
	cards := adviceCards(got, false)
	if want := "For 7 findings: jwt 5 · token 2. In header."; cards[0].For != want {
		t.Errorf("%q, not %q", cards[0].For, want)
	}
	if want := "For at least 1,000 findings: email 1,000. In body."; adviceCards(got, true)[5].For != want {
		t.Errorf("%q, not %q", adviceCards(got, true)[5].For, want)
	}
}

func TestAdviceOfAKind(t *testing.T) {
	s := found(leaks.ArtefactLog,
		leaks.Group{Kind: "email", Place: leaks.PlaceBody, Weaknesses: []int{personal}, Count: 1000},
		leaks.Group{Kind: "email", Place: leaks.PlaceSQL, Weaknesses: []int{personal}, Count: 3},
		leaks.Group{Kind: "token", Place: leaks.PlaceHeader, Weaknesses: []int{credential}, Count: 2})
	for kind, want := range map[string]string{
		"email": "change-logging change-bodies change-personal", "token": "change-revoke change-logging change-headers change-https", "jwt": "",
	} {
		var got []string
		for _, l := range adviceFor(kind, recommend(s)) {
			got = append(got, l.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("the advice for %s is %v, not %s", kind, got, want)
		}
	}
}
