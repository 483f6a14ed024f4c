package sarif

import (
	"strconv"

	"scrim/pipeline/leaks"
)

// cweGUID is by which tools that write SARIF name the taxonomy CWE.
const cweGUID = "25F72D7E-8A92-459D-AD67-64853F788765"

// cwe is an entry of the taxonomy.
type cwe leaks.Weakness

func (w cwe) id() string { return "CWE-" + strconv.Itoa(w.Number) }

func (w cwe) page() string {
	return "https://cwe.mitre.org/data/definitions/" + strconv.Itoa(w.Number) + ".html"
}

// weakness refers to an entry of the taxonomy.
func weakness(number int) reference {
	index := -1 // SARIF: it is not listed
	for i, w := range leaks.Weaknesses {
		if w.Number == number {
			index = i
		}
	}
	return reference{ID: cwe{Number: number}.id(), Index: index}
}

// weaknesses are those of the numbers that have a name.
func weaknesses(numbers []int) (all []cwe) {
	for _, n := range numbers {
		for _, w := range leaks.Weaknesses {
			if w.Number == n {
				all = append(all, cwe(w))
			}
		}
	}
	return all
}

// cweTaxonomy lists all weaknesses, so that a reference is an index.
func cweTaxonomy() taxonomy {
	t := taxonomy{
		Name: "CWE", GUID: cweGUID, Organization: "MITRE", InformationURI: "https://cwe.mitre.org/",
		ShortDescription: text{Text: "Common Weakness Enumeration"},
	}
	for _, w := range leaks.Weaknesses {
		t.Taxa = append(t.Taxa, rule{
			ID: cwe(w).id(), Name: w.Name, Short: &text{Text: plain(w.Name)}, HelpURI: cwe(w).page(),
			Default: &configuration{Level: levels[w.Severity]},
		})
	}
	return t
}
