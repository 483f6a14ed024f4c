// Package text writes a report for people: the findings of each file, kind by kind
// and place by place, then what they add up to, what the report is about, and a
// last line that says it all.
//
// Names that could disturb a terminal or forge a line are quoted.
package text
