package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"scrim/pipeline/cases"
)

// Text writes a line for each case, more for those that failed, and what lacks a
// case. Quiet, it writes those that failed and, if coverage is required, what
// lacks a case.
func Text(w io.Writer, r *cases.Report, o Options) error {
	var b bytes.Buffer
	for i := range r.Cases {
		writeCase(&b, &r.Cases[i], &o)
	}
	if !o.Quiet || o.RequireCoverage {
		writeUncovered(&b, r)
	}
	if !o.Quiet {
		writeBuiltIn(&b, r)
		fmt.Fprintln(&b, counts(r))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// writeCase writes the line of a case and what there is to say of it.
func writeCase(b *bytes.Buffer, c *cases.Result, o *Options) {
	switch c.Status {
	case cases.Passed:
		if !o.Quiet {
			fmt.Fprintf(b, "%s    %s\n", o.good("ok"), c.Name)
		}
		return
	case cases.Broken:
		fmt.Fprintf(b, "%s %s (%s:%d)\n", o.bad("ERROR"), c.Name, o.Config, c.Line)
	default:
		fmt.Fprintf(b, "%s  %s (%s:%d)\n", o.bad("FAIL"), c.Name, o.Config, c.Line)
	}
	writeDetails(b, c, "      ", o)
}

// writeDetails says why a case did not pass.
func writeDetails(b *bytes.Buffer, c *cases.Result, indent string, o *Options) {
	fmt.Fprintf(b, "%s%s\n", indent, c.Reason)
	for _, k := range c.Missing {
		writePlaces(b, k, indent, "kept")
		if why := whyMissing(k); why != "" {
			fmt.Fprintf(b, "%s  %s: %s\n", indent, k.Kind, why)
		}
	}
	for _, k := range c.Unexpected {
		writePlaces(b, k, indent, "masked")
	}
	for _, d := range c.Differences {
		fmt.Fprintf(b, "%s  line %d, from byte %d on (-want +got):\n%s    - %s\n%s    + %s\n", indent, d.Line, d.Column, indent, o.good(d.Want), indent, o.bad(d.Got))
		if d.Want == d.Got {
			fmt.Fprintf(b, "%s    they differ in what is not shown\n", indent)
		}
	}
	if c.More > 0 {
		fmt.Fprintf(b, "%s  and %d more lines\n", indent, c.More)
	}
}

// writePlaces says where values of a kind stand, or near misses.
func writePlaces(b *bytes.Buffer, k cases.KindResult, indent, verdict string) {
	for _, p := range k.Places {
		fmt.Fprintf(b, "%s  %s: %s at line %d, byte %d (%s): %s\n", indent, k.Kind, verdict, p.Line, p.Column, p.Where, p.Reason)
	}
}

// whyMissing says why a kind is not masked, unless its places do.
func whyMissing(k cases.KindResult) string {
	switch {
	case k.Off:
		return "it is not looked for, see [detect]"
	case len(k.Places) > 0:
		return ""
	case k.Near:
		return "the input comes near it, but nothing in it matches"
	}
	return "nothing in the input comes near it"
}

// writeUncovered names the rules and dictionaries that lack a case.
func writeUncovered(b *bytes.Buffer, r *cases.Report) {
	for _, c := range r.Uncovered() {
		fmt.Fprintf(b, "the %s %s has %s\n", c.Origin, c.Kind, lacks(c))
	}
}

// lacks says which cases there are not.
func lacks(c cases.Coverage) string {
	switch {
	case c.MustMask == 0 && c.MustNotMask == 0:
		return "no case that must mask it, and none that comes near it and must not"
	case c.MustMask == 0:
		return "no case that must mask it"
	}
	return "no case that comes near it and must not mask it"
}

// writeBuiltIn counts the built-in kinds that have cases: scrim's own tests hold
// them, so a configuration need not.
func writeBuiltIn(b *bytes.Buffer, r *cases.Report) {
	kinds, masked, kept := 0, 0, 0
	for _, c := range r.Coverage {
		if c.Origin != cases.BuiltIn {
			continue
		}
		kinds++
		masked += min(c.MustMask, 1)
		kept += min(c.MustNotMask, 1)
	}
	if kinds > 0 {
		fmt.Fprintf(b, "built-in kinds: %d, %d with a case that must mask them, %d with one that comes near and must not\n", kinds, masked, kept)
	}
}

// counts is the last line.
func counts(r *cases.Report) string {
	parts := []string{fmt.Sprintf("%d passed", r.Count(cases.Passed)), fmt.Sprintf("%d failed", r.Count(cases.Failed))}
	if n := r.Count(cases.Broken); n > 0 {
		parts = append(parts, fmt.Sprintf("%d with an error", n))
	}
	return strings.Join(parts, ", ")
}
