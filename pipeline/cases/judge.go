package cases

import (
	"fmt"
	"slices"
	"strings"

	"scrim/detectors"
	"scrim/pipeline/config"
)

// judge compares what came out with what the case expects.
func (r *runner) judge(t *trial, result *Result) {
	for _, k := range r.kinds {
		if t.masked[k.Name] {
			result.Kinds = append(result.Kinds, k.Name)
		}
	}
	switch t.Expect {
	case config.ExpectMasked:
		r.judgeKinds(t, result)
	case config.ExpectUnchanged:
		r.judgeText(t, result, t.Input, "the input")
	default:
		r.judgeText(t, result, t.Want, "want")
	}
}

// judgeKinds compares sets of kinds.
func (r *runner) judgeKinds(t *trial, result *Result) {
	var reasons []string
	say := func(what string, all []KindResult) {
		if len(all) > 0 {
			reasons = append(reasons, what+": "+names(all))
		}
	}
	for _, k := range r.kinds {
		listed := slices.Contains(t.Masked, k.Name)
		switch {
		case listed && !t.masked[k.Name]:
			result.Missing = append(result.Missing, r.missing(t, k))
		case !listed && t.masked[k.Name]:
			result.Unexpected = append(result.Unexpected, KindResult{Kind: k.Name, Places: t.places(k.Name, true)})
		}
	}
	say("not masked", result.Missing)
	say("masked and not listed", result.Unexpected)
	result.end(reasons)
}

// judgeText compares the output with a text.
func (r *runner) judgeText(t *trial, result *Result, want, name string) {
	got := string(t.output)
	if got == want {
		result.end(nil)
		return
	}
	result.Differences, result.More = r.sketcher(t).differences(want, got)
	reason := "the output differs from " + name
	if w, g := strings.Count(want, "\n"), strings.Count(got, "\n"); w != g {
		reason += fmt.Sprintf(" and has another number of line ends: %d in place of %d", g, w)
	}
	r.compareLabels(t, result, want)
	kinds := "nothing"
	if len(result.Kinds) > 0 {
		kinds = strings.Join(result.Kinds, ", ")
	}
	result.end([]string{reason, "masked is " + kinds})
}

// compareLabels tells by the labels in a text which kinds it wants masked. Masks
// that differ from value to value do not say that.
func (r *runner) compareLabels(t *trial, result *Result, want string) {
	for _, k := range r.kinds {
		mode := r.mode(k.Name)
		labelled := mode == "" || mode == detectors.MaskLabel
		wanted := labelled && strings.Contains(want, k.Label)
		switch masked := t.masked[k.Name]; {
		case wanted && !masked:
			result.Missing = append(result.Missing, r.missing(t, k))
		case masked && !wanted && (labelled || t.Expect == config.ExpectUnchanged):
			result.Unexpected = append(result.Unexpected, KindResult{Kind: k.Name, Places: t.places(k.Name, true)})
		}
	}
}

// missing says of a kind that is not masked why that is.
func (r *runner) missing(t *trial, k detectors.KindInfo) KindResult {
	one := KindResult{Kind: k.Name, Off: !k.Enabled, Places: t.places(k.Name, false)}
	if k.Enabled && k.Own {
		one.Near = r.near(k.Name, newInputs([]trial{*t}))(0)
	}
	return one
}

// end sets the status by the reasons against it.
func (r *Result) end(reasons []string) {
	r.Status, r.Reason = Passed, strings.Join(reasons, "; ")
	if len(reasons) > 0 {
		r.Status = Failed
	}
}

// places are where values of a kind stand, or near misses.
func (t *trial) places(kind string, masked bool) (all []Place) {
	for _, x := range t.explained {
		if x.Kind == kind && x.Masked == masked && len(all) < maxPlaces {
			all = append(all, Place{x.Line, x.Column, x.Place, x.Reason.String()})
		}
	}
	return all
}

func names(all []KindResult) string {
	var b []string
	for _, k := range all {
		b = append(b, k.Kind)
	}
	return strings.Join(b, ", ")
}
