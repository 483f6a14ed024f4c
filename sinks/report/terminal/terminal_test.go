package terminal

import "testing"

// TestColoursAreWanted on a terminal and nowhere else, and not by users who say
// so.
func TestColoursAreWanted(t *testing.T) {
	for _, c := range []struct {
		terminal bool
		env      map[string]string
		want     string
	}{
		{true, nil, "\x1b[32mmasked\x1b[0m"},
		{false, nil, "masked"},
		{true, map[string]string{"NO_COLOR": "1"}, "masked"},
		{true, map[string]string{"TERM": "dumb"}, "masked"},
	} {
		brush := NewBrush(Wanted(c.terminal, func(name string) string { return c.env[name] }))
		if got := brush(Green, "masked"); got != c.want {
			t.Errorf("%+v: got %q", c, got)
		}
	}
}

// TestNamesAreQuoted if a terminal or a reader of lines could be misled.
func TestNamesAreQuoted(t *testing.T) {
	for name, want := range map[string]string{
		"logs/app.log":           "logs/app.log",
		"Protokoll für März.log": "Protokoll für März.log",
		"a\nb":                   `"a\nb"`, "\x1b[2J": `"\x1b[2J"`, "\xff": `"\xff"`, "\u202egol.exe": `"\u202egol.exe"`, `say "hi"`: `"say \"hi\""`,
	} {
		if got := Name(name); got != want {
			t.Errorf("%q: got %s", name, got)
		}
	}
}
