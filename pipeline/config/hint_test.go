package config

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	candidates := []string{"jwt", "email", "phone", "phone_regions", "password"}
	f := func(word, want string) {
		t.Helper()
		if got := nearest(word, candidates); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
	f("emial", "email")
	f("e-mail", "email")
	f("Email", "email")
	f("jtw", "jwt")
	f("passwd", "password")
	f("phone-region", "phone_regions")
	f("x", "")
	f("address", "")
	f("", "")
	f(strings.Repeat("phone", 100), "")
}

func TestEditDistance(t *testing.T) {
	f := func(a, b string, want int) {
		t.Helper()
		if got := editDistance(a, b); got != want {
			t.Errorf("editDistance(%q, %q) = %d, want %d", a, b, got, want)
		}
		if got := editDistance(b, a); got != want {
			t.Errorf("editDistance(%q, %q) = %d, want %d", b, a, got, want)
		}
	}
	f("", "", 0)
	f("", "abc", 3)
	f("abc", "abc", 0)
	f("abc", "acb", 1)
	f("abc", "abd", 1)
	f("abc", "bc", 1)
	f("kitten", "sitting", 3)
}
