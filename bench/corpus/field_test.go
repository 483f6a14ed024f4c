package corpus

import "testing"

func TestRecordStyles(t *testing.T) {
	fields := []field{{"event", "two words"}, {"n", 3}, {"user", nil}}
	f := func(name, got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	f("python json", string(appendJSON(nil, pythonJSON, fields)), `{"event": "two words", "n": 3, "user": null}`)
	f("compact json", string(appendJSON(nil, compactJSON, fields)), `{"event":"two words","n":3,"user":null}`)
	f("dict", string(appendDict(nil, fields)), `{'event': 'two words', 'n': 3, 'user': None}`)
	f("key value", string(appendKeyValue(nil, fields)), `event='two words' n=3 user=None`)
	f("logfmt", string(appendLogfmt(nil, fields)), `event="two words" n=3 user=`)
}
