package misuse

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestReadmeListsSignals: the README's table is that of the code.
func TestReadmeListsSignals(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range Signals() {
		numbers := strings.ReplaceAll(strings.Trim(fmt.Sprint(s.CWE), "[]"), " ", ", ")
		if row := fmt.Sprintf("| `%s` | %s | %s | %s |", s.Name, s.Severity, numbers, s.Summary); !strings.Contains(string(text), row) {
			t.Errorf("the README lacks %s", row)
		}
	}
}
