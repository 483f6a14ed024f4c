package html

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestVisible(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"/var/log/shop.log", "/var/log/shop.log"},
		{"a b", "a b"},
		{"Straße/日本/שלום", "Straße/日本/שלום"},
		{"a\x00b\tc\r\n", `a\x00b\x09c\x0d\x0a`},
		{"\xffa", `\xffa`},
		{"\ufffd", "\ufffd"},
		{"\u202egol", `\u202egol`},
		{"a\u00a0b\u200bc", `a\u00a0b\u200bc`},
		{"\u3164", `\u3164`},
		{"\U000e0041", `\U000e0041`},
		{"x\u0085", `x\u0085`},
		{"", ""},
	} {
		if got := visible(c.name); got != c.want {
			t.Errorf("visible(%q) = %q, not %q", c.name, got, c.want)
		}
	}
}

func TestVisibleKeepsBothEnds(t *testing.T) {
	whole := strings.Repeat("é", maxName)
	if visible(whole) != whole {
		t.Error("a name that fits is cut")
	}
	got := visible("begin" + strings.Repeat("é", 10<<10) + "end")
	if !strings.HasPrefix(got, "begin") || !strings.HasSuffix(got, "end") || !strings.Contains(got, " … ") {
		t.Errorf("the ends are missing: %s", got)
	}
	if n := utf8.RuneCountInString(got); n != maxName+3 {
		t.Errorf("%d characters", n)
	}
}
