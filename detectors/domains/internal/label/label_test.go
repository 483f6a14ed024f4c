package label

import "testing"

func TestHashIgnoresCase(t *testing.T) {
	for _, pair := range [][2]string{{"com", "COM"}, {"XN--P1AI", "xn--p1ai"}, {"", ""}, {"Рф", "Рф"}} {
		if Hash([]byte(pair[0])) != Hash([]byte(pair[1])) {
			t.Errorf("%q and %q differ", pair[0], pair[1])
		}
	}
}

func TestLowerChangesCapitalsOnly(t *testing.T) {
	for i := range 256 {
		c, want := byte(i), byte(i)
		if 'A' <= c && c <= 'Z' {
			want += 'a' - 'A'
		}
		if got := Lower(c); got != want {
			t.Errorf("Lower(%q) = %q", c, got)
		}
	}
}
