package detectors

import (
	"strings"
	"testing"
)

// holds runs one predicate over texts that it holds for and others.
func holds(t *testing.T, name string, f func([]byte) bool, yes, no []string) {
	t.Helper()
	for _, text := range yes {
		if !f([]byte(text)) {
			t.Errorf("%s(%q) is false", name, text)
		}
	}
	for _, text := range no {
		if f([]byte(text)) {
			t.Errorf("%s(%q) is true", name, text)
		}
	}
}

func TestBlankValues(t *testing.T) {
	holds(t, "isBlank", isBlank,
		[]string{"", " ", "-", "null", "None", "NULL", "undefined", "true", "False", "str", "{}", "[]", `""`, "${TOKEN}", "$TOKEN", "$(cat x)",
			"{{ token }}", "{token}", "%s", "%(token)s", "<token>", "os.environ['X']", "*****", "xxxx", "XXXXXXXX", "[REDACTED]", "<hidden>",
			"[FILTERED_TOKEN]", "••••", "......", "redacted", "[Filtered]", "settings.SECRET_KEY"},
		[]string{"a", "0", "hunter2", "true1", "nullable1", "p4!x", "$2b$12$abcdefghijk", "{a b", "xx1", "*a", "0a1b2c3d4e5f60718293", "[a1!]", "%41bc"})
}

func TestReferences(t *testing.T) {
	holds(t, "isReference", isReference,
		[]string{"${A}", "$A_B", "{{a}}", "%(a)s", "%d", "<a>", "process.env.X", "env('X')", "getenv(\"X\")"},
		[]string{"a", "$1abc", "{a-b}", "%20x", "<a", "environ"})
}

func TestForeignMasks(t *testing.T) {
	holds(t, "isForeignMask", isForeignMask,
		[]string{"*", "***", "xxx", "####", "[REDACTED]", "<masked-by-x>", "(secret)", "[***]", "****1234"},
		[]string{"x", "xx", "a", "[ab]", "[a=b]", "REDACTED1", "*a*", "****12345"})
}

func TestOpaqueValues(t *testing.T) {
	opaque := func(text []byte) bool { return isOpaque(text, 12) }
	holds(t, "isOpaque", opaque,
		[]string{"0a1b2c3d4e5f60718293", "ab12CD34ef56", "4f9d2c1a-7b3e-4c5d", "eyJhbGciOiJIUzI1NiJ9", "AbCdEfGhIjKlMnOpQrStUvWx"},
		[]string{"0a1b2c3d", "123456789012", "2026-11-22-10-15", "password-reset-done", "abcdefghijklmnop", "shop.example.com", "with blanks 12 34",
			"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "--------------"})
}

func TestSentences(t *testing.T) {
	holds(t, "isSentence", isSentence,
		[]string{"This field is required.", "not a token", "Invalid token"},
		[]string{"", "word", "ab cd", "p4ss word here", "a1 b2 c3"})
	holds(t, "isWord", isWord,
		[]string{"required", "Required", "a"},
		[]string{"", "REQUIRED", "aB", "a1", "two words", strings.Repeat("a", longWord)})
}

func TestBearerTokens(t *testing.T) {
	holds(t, "looksBearer", looksBearer,
		[]string{"abc.d3f", "0a1b2c3d4e5f", "a1b2c", strings.Repeat("ab", 12), "aBcDeFgH"},
		[]string{"abc", "authentication", "realm=\"api\"", "error=invalid_token", "token", "tokens", "a b1c2d3"})
}

func TestBasicCredentials(t *testing.T) {
	holds(t, "looksBasic", looksBasic,
		[]string{"dXNlcjpwYXNz", "dTpwYXNzd29yZA==", "YWxpY2U6YjBi"},
		[]string{"", "auth", "authentication", "dXNlcg==", "AAAAOmFi"})
}

func TestJWTHeaders(t *testing.T) {
	holds(t, "provesJWT", provesJWT,
		[]string{"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig", "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJIUzI1NiIsInR5", "eyJ0eXAiOiJKV1QifQ.e30.x"},
		[]string{"", "eyJ", "eyJhIjoxLCJiIjoyLCJjIjozfQ.e30.x", "eyJhIjoxLCJiIjoyLCJjIjozfQ", "abcJhbGciOiJIUzI1NiJ9.e30.x"})
}

func TestPhoneValues(t *testing.T) {
	phone := func(text []byte) bool { return judgePhoneValue(judged{text: text}).Masks() }
	holds(t, "judgePhoneValue", phone,
		[]string{"4915112345678", "+49 151 123-456", "(555) 123-4567", "tel:+4915112345678", "whatsapp:+4915112345678", "555-1234 ext 12", "5551234x5"},
		[]string{"", "12345", "123456", "1234567890123456789012345", "jane", "555-12ab", "5551234 Monday"})
}

func TestPasswordValues(t *testing.T) {
	bare := func(text []byte) bool { return judgePassword(judged{text: text}).Masks() }
	prose := func(text []byte) bool { return judgePassword(judged{text: text, prose: true}).Masks() }
	quoted := func(text []byte) bool { return judgePassword(judged{text: text, quoted: true}).Masks() }
	holds(t, "bare", bare, []string{"hunter2", "1", "is", "/9x/", "ab"}, []string{"/etc/shadow", "str(", "{"})
	holds(t, "prose", prose, []string{"hunter2", "Xy"}, []string{"is", "Required", "incorrect"})
	holds(t, "quoted", quoted, []string{"hunter2", "correct horse battery", "is"}, []string{"This field is required."})
}

func TestResetTokens(t *testing.T) {
	hex := strings.Repeat("0a1b", 8)
	holds(t, "isResetToken", isResetToken, []string{"c2bv8q-" + hex}, []string{"c2bv8-" + hex, "C2BV8Q-" + hex, "c2bv8q_" + hex, "c2bv8q-" + hex[1:] + "g"})
}
