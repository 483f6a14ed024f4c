package leaks

import (
	"fmt"
	"strings"
	"testing"

	"scrim/pipeline"
)

// TestALineLongerThanABatch is searched in all its windows.
func TestALineLongerThanABatch(t *testing.T) {
	var b strings.Builder
	b.WriteString(`[22/Nov/2026 10:00:03] "GET /abc/def?x=1 HTTP/1.1" 200 12`)
	for i := range 60_000 {
		fmt.Fprintf(&b, " a%d@shop.example.com", i)
	}
	all, sum := search(t, "app.log", b.String(), pipeline.Options{Jobs: 2})
	if len(all) != 60_000 || sum.Withheld > 0 {
		t.Errorf("%d findings, %d records withheld", len(all), sum.Withheld)
	}
}
