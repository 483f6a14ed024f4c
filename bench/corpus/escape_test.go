package corpus

import (
	"encoding/json"
	"net/url"
	"testing"
)

func TestPercentDecodes(t *testing.T) {
	for _, s := range []string{"", "plain", "+44 20 7946 0123", "ana@example.com", "a%b&c=d/é"} {
		if got, err := url.QueryUnescape(percent(s)); err != nil || got != s {
			t.Errorf("percent(%q) = %q, decodes to %q, %v", s, percent(s), got, err)
		}
	}
}

func TestJSONStringDecodes(t *testing.T) {
	for _, s := range []string{"", "plain", "two\nlines", `a "quote" and \`, "nähmaschine", "a {d} b", "\x1b[0m"} {
		var got string
		if err := json.Unmarshal(appendJSONString(nil, s), &got); err != nil || got != s {
			t.Errorf("%q decodes to %q, %v", s, got, err)
		}
	}
}

func TestRepr(t *testing.T) {
	f := func(in, want string) {
		t.Helper()
		if got := string(appendRepr(nil, in)); got != want {
			t.Errorf("repr of %q = %s, want %s", in, got, want)
		}
	}
	f("plain", `'plain'`)
	f("it's", `"it's"`)
	f(`it's "so"`, `'it\'s "so"'`)
	f("two\nlines", `'two\nlines'`)
}
