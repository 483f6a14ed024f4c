package text

import (
	"fmt"
	"strconv"
	"strings"

	"scrim/detectors"
	"scrim/pipeline/leaks"
	"scrim/sinks/report/amount"
	"scrim/sinks/report/terminal"
)

// colours are those of the severities.
var colours = [...]string{
	detectors.SeverityLow: terminal.Blue, detectors.SeverityMedium: terminal.Yellow,
	detectors.SeverityHigh: terminal.Magenta, detectors.SeverityCritical: terminal.Red,
}

func severity(s detectors.Severity) cell { return cell{text: s.String(), colour: colours[s]} }

// counted is a number of things of which there are many with an s.
func counted(n int64, thing string) string { return amount.Counted(n, thing, thing+"s") }

// about is an estimate of a number of secrets.
func about(e leaks.Estimate) string {
	if e.Error > 0 {
		return "about " + counted(e.N, "secret")
	}
	return counted(e.N, "secret")
}

func weaknesses(numbers []int) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = weakness(n)
	}
	return strings.Join(words, " ")
}

func weakness(n int) string { return "CWE-" + strconv.Itoa(n) }

// position is line and column as compilers write them, which editors understand.
func position(line, column int64) string { return fmt.Sprintf("%d:%d", line, column) }
