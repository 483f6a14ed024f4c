package detectors

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// hostile are inputs on which a look at every trigger that goes on to the end
// of the line, or back to its beginning, takes quadratic time.
var hostile = []struct {
	name, before, again, after string
}{
	{"at signs", "", "@", ""},
	{"local parts", "", "a.b-c_d+", "@example.com"},
	{"addresses without a domain", "", "a@", ""},
	{"domains", "", "a.b@c.", ""},
	{"long labels", "x@", "abc.", "com"},
	{"encoded at signs", "", "%40", ""},
	{"encoded local parts", "", "%61", "%40example.com"},
	{"token heads", "", "eyJ", ""},
	{"token heads with dots", "", "eyJhbGciOiJIUzI1NiJ9.", ""},
	{"digits", "", "1", ""},
	{"groups of digits", "", "123 ", ""},
	{"phone heads", "", "+49 ", ""},
	{"brackets and digits", "", "(1) ", ""},
	{"word bytes", "", "aB3-", ""},
	{"path segments", "", "/reset", ""},
	{"opaque segments", "", "/token/0a1b2c3d4e5f6a7b8c9d", ""},
	{"nested objects", "", `{"a":"`, ""},
	{"nested objects under keys", "", `{"token":`, ""},
	{"nested lists under keys", "", `"token":[`, ""},
	{"open lists", "", "phones: [", ""},
	{"long list", "phones: [", "1,", ""},
	{"long list of blanks", "'tokens': [", "'',  ", ""},
	{"backslashes", "", `\`, ""},
	{"backslashes in a value", `{"m": "{\"token\": \"`, `\\`, `"}`},
	{"backslashes before a quote", `"token": "`, `\`, `"`},
	{"escapes", "", `\u0040`, ""},
	{"hexadecimal escapes", "", `\x40`, ""},
	{"entities", "", "&#64;", ""},
	{"entity heads", "", "&#", ""},
	{"equals signs", "", "=", ""},
	{"colons", "", ":", ""},
	{"commas", "", "',", ""},
	{"quotes", "", `"`, ""},
	{"keys", "", "token=", ""},
	{"keys and blanks", "", "token= ", ""},
	{"parameters", "", "&token=", ""},
	{"encoded keys", "", "token%3D", ""},
	{"quoted keys", "", `"token":"`, ""},
	{"quoted keys, no value", "", `"token":`, ""},
	{"names", "", `"name": "token", `, ""},
	{"names of names", "", `"name": "name": `, ""},
	{"values", `"name": "token", `, `"value": `, ""},
	{"blanks after a colon", "", "token:" + strings.Repeat(" ", 250), ""},
	{"blanks", "token:", " ", "x"},
	{"blanks before a colon", "token", " ", ": x"},
	{"key brackets", "", "user[", ""},
	{"long key", "", "token_", "=x"},
	{"key dots", "", "a.token.", "=x"},
	{"cookies", "", "Cookie: a=", ""},
	{"crumbs", "Cookie: ", "a=b; ", ""},
	{"crumbs without values", "Cookie: ", "a; ", ""},
	{"crumb names", "", "Cookie: aaaaaaaa", ""},
	{"set cookies", "", "Set-Cookie: a", ""},
	{"block heads", "", "-----BEGIN ", ""},
	{"private block heads", "", "-----BEGIN PRIVATE KEY-----", ""},
	{"private block lines", "-----BEGIN PRIVATE KEY-----\n", "MIIE\n", ""},
	{"unended block line", "-----BEGIN PRIVATE KEY-----\n", "MIIE", ""},
	{"schemes", "", "Bearer ", ""},
	{"schemes and quotes", "", `Basic "`, ""},
	{"plus blanks", "", "token+", ""},
	{"authorizations", "", "Authorization: ", ""},
	{"URLs", "", "://", ""},
	{"users", "", "a://b:", ""},
	{"user info", "", "a://b:c@", ""},
	{"colours", "", "\x1b[1;31m", ""},
	{"coloured keys", "", "\x1b[36mtoken\x1b[0m=", ""},
	{"masks", "", "[FILTERED_TOKEN]", ""},
	{"masks under keys", "", "token=[FILTERED_TOKEN]", ""},
	{"mask heads", "token=", "[FILTERED_", ""},
	{"empty lines", "", "\n", ""},
	{"carriage returns", "token=", "\r", ""},
	{"zeros", "", "\x00", ""},
	{"high bytes", "", "\xff", "@x.com"},
	{"umlauts", "", "ü", "@x.com"},
	{"brackets", "password=", "(", ")"},
	{"closed brackets", "password=", ")", ""},
	{"semicolons", "", "\x1b[;", "token=x"},
	{"commas in a word", "token=", "a,", ""},
	{"ampersands in a word", "token: ", "a&", ""},
	{"commas and keys", "token=", "," + strings.Repeat("a", 31), ""},
}

// hostileBytes is the size of each input: at 8 MB one quadratic look would take
// hours, and one that reads 4 KiB for each byte a minute.
func hostileBytes() int {
	if testing.Short() {
		return 256 << 10 // for the race detector, which is not asked about time
	}
	return 8 << 20
}

// TestTimeIsLinear: promise 7. Nothing is asserted about the time: an engine
// that goes back or looks too far does not end before the test's deadline.
func TestTimeIsLinear(t *testing.T) {
	e := mustNew(t, Options{})
	size := hostileBytes()
	out := make([]byte, 0, 2*size)
	for _, h := range hostile {
		src := bytes.Repeat([]byte(h.again), size/len(h.again)+1)
		src = append(append([]byte(h.before), src...), h.after...)
		start := time.Now()
		out = e.NewScanner().AppendRedact(out[:0], src)
		whole := time.Since(start)
		start = time.Now()
		windowed := redactWindowed(e, src, 256<<10)
		t.Logf("%-28s %5.1f ns/byte, in windows %5.1f", h.name, perByte(whole, src), perByte(time.Since(start), src))
		if !bytes.Equal(windowed, out) {
			t.Errorf("%s: %s", h.name, diff(windowed, out))
		}
	}
}

func perByte(d time.Duration, src []byte) float64 {
	return float64(d.Nanoseconds()) / float64(len(src))
}

// TestEmptyLines: ten million lines, each of them its own record's end.
func TestEmptyLines(t *testing.T) {
	src := bytes.Repeat(newline, 10_000_000)
	if got := mustNew(t, Options{}).NewScanner().AppendRedact(nil, src); !bytes.Equal(got, src) {
		t.Error("empty lines did not stay")
	}
}
