package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"time"

	"scrim/pipeline/cases"
)

// There is no standard. The elements and attributes are those that the strictest
// consumers know, which check what they read by the schema of Jenkins' xUnit plugin:
// it has no place for a file and a line, so that these are in the text.

type xmlSuites struct {
	XMLName xml.Name `xml:"testsuites"`
	Name    string   `xml:"name,attr"`
	xmlCounts
	Suites []xmlSuite `xml:"testsuite"`
}

type xmlCounts struct {
	Tests    int    `xml:"tests,attr"`
	Failures int    `xml:"failures,attr"`
	Errors   int    `xml:"errors,attr"`
	Time     string `xml:"time,attr"`
}

type xmlSuite struct {
	Name string `xml:"name,attr"`
	xmlCounts
	Skipped    int            `xml:"skipped,attr"`
	Properties *xmlProperties `xml:"properties"`
	Cases      []xmlCase      `xml:"testcase"`
}

type xmlProperties struct {
	All []xmlProperty `xml:"property"`
}

type xmlProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type xmlCase struct {
	Name    string     `xml:"name,attr"`
	Class   string     `xml:"classname,attr"`
	Time    string     `xml:"time,attr"`
	Failure *xmlReason `xml:"failure"`
	Error   *xmlReason `xml:"error"`
}

type xmlReason struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// JUnit writes XML as CI systems read it.
func JUnit(w io.Writer, r *cases.Report, o Options) error {
	suites := []xmlSuite{caseSuite(r, &o)}
	if o.RequireCoverage {
		suites = append(suites, coverageSuite(r, &o))
	}
	all := xmlSuites{Name: "scrim test", Suites: suites}
	for _, s := range suites {
		all.Tests += s.Tests
		all.Failures += s.Failures
		all.Errors += s.Errors
	}
	all.Time = seconds(r.Elapsed)
	text, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, text)
	return err
}

// caseSuite holds the cases of the configuration.
func caseSuite(r *cases.Report, o *Options) xmlSuite {
	s := xmlSuite{Name: o.Config, Properties: coverageProperties(r)}
	s.Tests, s.Failures, s.Errors, s.Time = len(r.Cases), r.Count(cases.Failed), r.Count(cases.Broken), seconds(r.Elapsed)
	for i := range r.Cases {
		c := &r.Cases[i]
		one := xmlCase{Name: c.Name, Class: o.Config, Time: seconds(c.Elapsed)}
		switch c.Status {
		case cases.Failed:
			one.Failure = reasonOf(c, o)
		case cases.Broken:
			one.Error = reasonOf(c, o)
		}
		s.Cases = append(s.Cases, one)
	}
	return s
}

func coverageProperties(r *cases.Report) *xmlProperties {
	if len(r.Coverage) == 0 {
		return nil
	}
	p := &xmlProperties{}
	for _, c := range r.Coverage {
		p.All = append(p.All, xmlProperty{"coverage." + c.Kind, fmt.Sprintf("must_mask=%d must_not_mask=%d", c.MustMask, c.MustNotMask)})
	}
	return p
}

// coverageSuite has a case for each rule and dictionary.
func coverageSuite(r *cases.Report, o *Options) xmlSuite {
	s := xmlSuite{Name: o.Config + " coverage"}
	s.Failures, s.Time = len(r.Uncovered()), seconds(0)
	for _, c := range r.Coverage {
		if c.Origin == cases.BuiltIn {
			continue
		}
		s.Tests++
		one := xmlCase{Name: "cases of the " + string(c.Origin) + " " + c.Kind, Class: s.Name, Time: seconds(0)}
		if !c.Complete() {
			one.Failure = &xmlReason{Message: "it has " + lacks(c), Type: "coverage"}
		}
		s.Cases = append(s.Cases, one)
	}
	return s
}

// reasonOf is why a case did not pass: below its place, what the text format says.
func reasonOf(c *cases.Result, o *Options) *xmlReason {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s:%d\n", o.Config, c.Line)
	writeDetails(&b, c, "", &Options{})
	return &xmlReason{Message: c.Reason, Type: string(c.Expect), Text: b.String()}
}

// seconds is a time as consumers parse it: a decimal number, here of milliseconds.
func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }
