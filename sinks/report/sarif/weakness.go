package sarif

import (
	"slices"
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

// listedAt is where an entry stands in the taxonomy, or -1, by which SARIF says that
// it is not listed.
func listedAt(number int) int {
	return slices.IndexFunc(leaks.Weaknesses, func(w leaks.Weakness) bool { return w.Number == number })
}

// weakness refers to an entry of the taxonomy.
func weakness(number int) reference {
	return reference{ID: cwe{Number: number}.id(), Index: listedAt(number)}
}

// weaknesses are those of the numbers that have a name.
func weaknesses(numbers []int) (all []cwe) {
	for _, n := range numbers {
		if at := listedAt(n); at >= 0 {
			all = append(all, cwe(leaks.Weaknesses[at]))
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
