package leaks_test

import (
	"bytes"
	"strings"
	"testing"

	"scrim/pipeline/leaks"
	"scrim/sinks/report/example"
)

// FuzzBaseline: nothing makes reading fail badly, no error quotes the file, and
// lines that are taken as findings are those that JSON has as well. A blank before
// each line makes all of them JSON only.
func FuzzBaseline(f *testing.F) {
	for _, format := range []string{"json", "jsonl", "sarif"} {
		f.Add(string(reported(f, format, keyID, example.Summary("a", "b\"}\\"))))
	}
	for _, name := range example.HostileNames {
		f.Add(string(reported(f, "jsonl", keyID, example.Summary(name, `","fingerprint":"0123456789abcdef01234567","key_id":"ab12"`))))
	}
	const value = "plainly-fake-secret"
	f.Add(value)
	f.Fuzz(func(t *testing.T, text string) {
		fast, err := leaks.ReadBaseline(strings.NewReader(text), keyID)
		if err != nil && strings.Contains(err.Error(), value) {
			t.Errorf("the error quotes the file: %v", err)
		}
		slow, refused := leaks.ReadBaseline(bytes.NewReader(append([]byte(" "), strings.ReplaceAll(text, "\n", "\n ")...)), keyID)
		if refused != nil {
			return
		}
		if err != nil {
			t.Fatalf("refused as lines only: %v", err)
		}
		if fast.Len() > slow.Len() {
			t.Errorf("%d secrets as lines, %d as JSON", fast.Len(), slow.Len())
		}
	})
}
