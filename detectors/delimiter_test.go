package detectors

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// quoted is the delimiter of the string that begins with a quote at the
// beginning of src, and where its value begins.
func quoted(t testing.TB, e *Engine, src string) (delimiter, int) {
	t.Helper()
	s := e.NewScanner()
	s.begin(Carry{}, Lines([]byte(src)))
	v, ok := s.openValue(0, keyEntry{}, false)
	if !ok || !v.quoted {
		t.Fatalf("%s is not quoted", src)
	}
	return v.end, v.lo
}

// TestQuotesClose: a string at a level of JSON in JSON ends at a quote with as
// many backslashes as opened it, or fewer; escaped backslashes do not count.
func TestQuotesClose(t *testing.T) {
	e := mustNew(t, Options{})
	closes := func(opening, value, rest string) {
		t.Helper()
		d, lo := quoted(t, e, opening+value+rest)
		if got := d.find([]byte(value+rest), 0, false); lo != len(opening) || got.at != len(value) {
			t.Errorf("%s begins at %d and is %d bytes long, want %d", opening+value+rest, lo, got.at, len(value))
		}
	}
	closes(`"`, `a`, `", x`)
	closes(`"`, `a\"b`, `", x`)
	closes(`"`, `a\\`, `", x`)
	closes(`"`, `C:\\`, `"}`)
	closes(`"`, `a\\\"b`, `"`)
	closes(`\"`, `a`, `\", x`)
	closes(`\"`, `a`, `"`) // the string around it ends, cut by somebody
	closes(`\"`, `a\\\"b`, `\"`)
	closes(`\"`, `a\\\\`, `\"`)
	closes(`\\\"`, `a\\\\\\\"b`, `\\\"`)
	closes(`'`, `a"b`, `'`)
	closes("`", `a"b'`, "`")
	closes(`&quot;`, `a`, `&quot;`)
	closes(`%22`, `a`, `%22`)
}

// TestQuotesCloseAsJSONSays: escaping a string n times does not move its end.
func TestQuotesCloseAsJSONSays(t *testing.T) {
	e := mustNew(t, Options{})
	rapid.Check(t, func(t *rapid.T) {
		level := rapid.IntRange(0, 5).Draw(t, "level")
		inner := rapid.StringOfN(rapid.RuneFrom([]rune(`a"\ `)), 0, 5, -1).Draw(t, "text")
		value := jsonEscape(inner, level+1)
		quote := jsonEscape(`"`, level)
		if len(quote)+len(value) > 250 {
			return // more backslashes in a row than are counted
		}
		s := e.NewScanner()
		src := []byte(quote + value + quote + ", " + quote)
		s.begin(Carry{}, Lines(src))
		v, ok := s.openValue(0, keyEntry{}, false)
		if !ok || v.lo != len(quote) {
			t.Fatalf("%s: value begins at %d, want %d", src, v.lo, len(quote))
		}
		if got := v.end.find(src[v.lo:], 0, false); !got.done || got.at != len(value) {
			t.Fatalf("%s: value ends after %d, want %d", src, got.at, len(value))
		}
	})
}

// TestValuesEnd: where the values of each form end.
func TestValuesEnd(t *testing.T) {
	ends := func(d delimiter, value, rest string) {
		t.Helper()
		if got := d.find([]byte(value+rest), 0, false); !got.done || got.at != len(value) {
			t.Errorf("%+v: %q ends at %d, want %d", d, value+rest, got.at, len(value))
		}
	}
	word := delimiter{form: endWord}
	for _, rest := range []string{"", " x", "\tx", "\nx", "\r\nx", `"x`, "'x", "; x", ";b=2", ", b=2", ",b=2", "&b=2", `\n`, `\"`, "<x"} {
		ends(word, "a.b/c+d", rest)
	}
	ends(word, "a,b", " x")
	ends(word, "a&b", " x")
	query := delimiter{form: endQuery}
	for _, rest := range []string{"", "&b=2", ";b=2", " HTTP/1.1", `"`, "'", "\n", `\u0026b=2`, `\"`} {
		ends(query, "a.b/c+d%2B", rest)
	}
	ends(query, "a%26b", "&c=1")
	ends(delimiter{form: endQuery, level: 1}, "a%252Bb", "%26c%3D1")
	ends(delimiter{form: endQuery, level: 1}, "a", "&c=1")
	crumb := delimiter{form: endCrumb}
	for _, rest := range []string{"", "; b=2", ";", " x", `"`, "'", "\r\n", ","} {
		ends(crumb, "a%3Db=c", rest)
	}
	ends(delimiter{form: endJWT}, "eyJ.a-_.b", "/x")
	ends(delimiter{form: endJWT}, "eyJ%2Ea", "%20x")
	ends(delimiter{form: endCredential}, "a-._~+/=", ", x")
	ends(delimiter{form: endCredential}, "a%2Bb", "%20x")
	ends(delimiter{form: endSegment}, "a-b:c", "/x")
	ends(delimiter{form: endLine}, `a "b" c`, "\r\nx")
	ends(delimiter{form: endLine}, `a "b" c`, `\r\nx`)
	ends(delimiter{form: endLine, level: 1}, `a b c`, `" x`)
	ends(delimiter{form: endEncodedQuote, quote: '"'}, "a", "&quot;")
	ends(delimiter{form: endEncodedQuote, quote: '"'}, "ab", "&#34;")
	ends(delimiter{form: endPEM}, `\nMIIE\n`, "-----END ")
}

// TestSearchesGoOn: a search that stops anywhere and goes on with what it said
// finds the same end.
func TestSearchesGoOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.IntRange(int(endLine), int(endPEM)).Draw(t, "form")
		d := delimiter{form: delimiterForm(form), quote: '"', level: uint8(rapid.IntRange(0, 3).Draw(t, "level"))}
		chars := []rune(`\\\\\\""'&%;,=2256ab-. nu0`)
		src := rapid.StringOfN(rapid.RuneFrom(chars), 1, 120, -1).Draw(t, "src") + strings.Repeat("a", maxEscape) + "\n"
		whole := d.find([]byte(src), 0, false)
		n := rapid.IntRange(1, len(src)).Draw(t, "cut")
		first := d.find([]byte(src[:n]), 0, true)
		if first.done {
			if first != whole {
				t.Fatalf("%+v in %q: %+v with %d bytes, %+v with all", d, src, first, n, whole)
			}
			return
		}
		second := d.find([]byte(src[first.at:]), first.slashes, false)
		if at := first.at + second.at; at != whole.at {
			t.Fatalf("%+v in %q: first %+v of %d bytes, then %+v, but at once %+v", d, src, first, n, second, whole)
		}
	})
}
