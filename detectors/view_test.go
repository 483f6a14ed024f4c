package detectors

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestUnitAtDecodes(t *testing.T) {
	decodes := func(src string, char rune, length int) {
		t.Helper()
		u := unitAt([]byte(src), 0)
		if u.char != char || u.lo != 0 || u.hi != length {
			t.Errorf("%q: %q, %d bytes; want %q, %d", src, u.char, u.hi, char, length)
		}
	}
	decodes("a", 'a', 1)
	decodes("\xff", 0xff, 1)
	decodes("%40x", '@', 3)
	decodes("%4", '%', 1)
	decodes("%zz", '%', 1)
	decodes("%", '%', 1)
	decodes("%2540", '@', 5)
	decodes("%25", '%', 3)
	decodes(`\u0040x`, '@', 6)
	decodes(`\\\u0040x`, '@', 8)
	decodes(`\u00g0`, '\\', 1)
	decodes(`\x40`, '@', 4)
	decodes(`\n`, '\n', 2)
	decodes(`\\n`, '\n', 3)
	decodes(`\"`, '"', 2)
	decodes(`\\\"`, '"', 4)
	decodes(`\/`, '/', 2)
	decodes(`\q`, '\\', 1)
	decodes(`\`, '\\', 1)
	decodes("&quot;", '"', 6)
	decodes("&#64;", '@', 5)
	decodes("&#x40;", '@', 6)
	decodes("&#X40;", '@', 6)
	decodes("&#64", '&', 1)
	decodes("&#;", '&', 1)
	decodes("&copy;", '&', 1)
	decodes("&", '&', 1)
}

// encodings write one character in a view.
var encodings = []func(c byte) string{
	func(c byte) string { return string(rune(c)) },
	func(c byte) string { return fmt.Sprintf("%%%02X", c) },
	func(c byte) string { return fmt.Sprintf("%%%02x", c) },
	func(c byte) string { return fmt.Sprintf("%%25%02X", c) },
	func(c byte) string { return fmt.Sprintf(`\u%04x`, c) },
	func(c byte) string { return fmt.Sprintf(`\u%04X`, c) },
	func(c byte) string { return fmt.Sprintf(`\\\u%04x`, c) },
	func(c byte) string { return fmt.Sprintf(`\x%02x`, c) },
	func(c byte) string { return fmt.Sprintf("&#%d;", c) },
	func(c byte) string { return fmt.Sprintf("&#x%X;", c) },
}

// TestUnitsReadTheSameInBothDirections: whatever follows and goes before, as
// long as it cannot be a part of the escape.
func TestUnitsReadTheSameInBothDirections(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chars := rapid.SliceOfN(rapid.ByteRange(' ', '~'), 1, 12).Draw(t, "chars")
		var text strings.Builder
		var at []int
		var want []rune
		for _, c := range chars {
			if strings.IndexByte(`%\&`, c) >= 0 {
				c = '_'
			}
			encode := rapid.IntRange(0, len(encodings)-1).Draw(t, "view")
			if len(want) > 0 && encode == 0 {
				text.WriteByte('_') // or %41 and 7 would be read as %417
				at, want = append(at, text.Len()-1), append(want, '_')
			}
			at, want = append(at, text.Len()), append(want, rune(c))
			text.WriteString(encodings[encode](c))
		}
		src := []byte(text.String())
		at = append(at, len(src))
		for i := range want {
			if u := unitAt(src, at[i]); u.char != want[i] || u.hi != at[i+1] {
				t.Fatalf("unitAt(%q, %d) = %q up to %d, want %q up to %d", src, at[i], u.char, u.hi, want[i], at[i+1])
			}
			if u := unitBefore(src, at[i+1], 0); u.lo != at[i] || u.char != want[i] {
				t.Fatalf("unitBefore(%q, %d) = %q from %d, want %q from %d", src, at[i+1], u.char, u.lo, want[i], at[i])
			}
		}
	})
}

// TestUnitBeforeUndoesUnitAt: on any bytes, an escape that unitAt reads and
// that nothing before could make longer is found from behind.
func TestUnitBeforeUndoesUnitAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := []byte(rapid.StringOfN(rapid.RuneFrom([]rune(`%\&#;xu0245fnr"'/a `)), 1, 30, -1).Draw(t, "src"))
		for i := range src {
			u := unitAt(src, i)
			if u.lo != i || u.hi <= i || u.hi > len(src) {
				t.Fatalf("unitAt(%q, %d) = %+v", src, i, u)
			}
			if !u.encoded() || strings.ContainsAny(string(src[max(0, i-maxEscape):i]), `%\&`) {
				continue
			}
			if back := unitBefore(src, u.hi, 0); back.lo != i || back.char != u.char {
				t.Fatalf("unitBefore(%q, %d) = %+v, want %+v", src, u.hi, back, u)
			}
		}
	})
}

// TestUnitBeforeKeepsToItsFloor: nothing before the floor is looked at.
func TestUnitBeforeKeepsToItsFloor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := rapid.SliceOfN(rapid.Byte(), 2, 40).Draw(t, "src")
		floor := rapid.IntRange(0, len(src)-1).Draw(t, "floor")
		for i := floor + 1; i <= len(src); i++ {
			u, alone := unitBefore(src, i, floor), unitBefore(src[floor:], i-floor, 0)
			if u.lo-floor != alone.lo || u.char != alone.char || u.hi != i {
				t.Fatalf("unitBefore(%q, %d, %d) = %+v, alone %+v", src, i, floor, u, alone)
			}
		}
	})
}

func TestDecodedText(t *testing.T) {
	decodes := func(src, want string) {
		t.Helper()
		if got := string(appendDecoded(nil, []byte(src), 100)); got != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
	decodes("abc", "abc")
	decodes("caf%C3%A9", "café")
	decodes(`caf\u00e9`, "café")
	decodes(`b'caf\xc3\xa9'`, "b'café'")
	decodes("caf&#233;", "café")
	decodes("a%40b&#64;c\\u0040", "a@b@c@")
	decodes("100%", "100%")
	if got := appendDecoded(nil, []byte(strings.Repeat("x", 50)), 10); len(got) != 10 {
		t.Errorf("limit 10: %d bytes", len(got))
	}
}
