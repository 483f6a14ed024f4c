package logline

import "testing"

func TestAppendText(t *testing.T) {
	for _, c := range []struct {
		escapes    int
		text, want string
	}{
		{0, `plain`, `plain`},
		{0, `say \"hi\", it\'s \/ \\`, `say "hi", it's / \`},
		{0, `a\nb\tc\rd`, "a\nb\tc\rd"},
		{0, `\x22\x5c`, `"\`},
		{0, `caf\u00e9 \ud83d\ude00 \U0001F600`, "caf\u00e9 \U0001F600 \U0001F600"},
		{0, `\ud83d x`, "\ufffd x"},
		{0, `\d \u12 \x`, `\d \u12 \x`},
		{0, `end\`, `end\`},
		{1, `say \\\"hi\\\" \u003c`, `say "hi" <`},
	} {
		l := Line{escapes: c.escapes}
		if got := string(l.AppendText([]byte("> "), []byte(c.text))); got != "> "+c.want {
			t.Errorf("%s: got %q, want %q", c.text, got[2:], c.want)
		}
	}
}
