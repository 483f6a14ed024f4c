package leaks

import (
	"bytes"
	"path/filepath"
)

// quoting are the languages in which a text is in quotes, so that a bare word is
// the name of something.
var quoting = map[string]bool{
	".py": true, ".pyi": true, ".js": true, ".mjs": true, ".ts": true, ".tsx": true, ".jsx": true, ".go": true, ".java": true, ".kt": true,
	".rb": true, ".php": true, ".rs": true, ".c": true, ".h": true, ".cs": true, ".swift": true,
}

// quotesTexts tells whether a file is in such a language.
func quotesTexts(name string) bool { return quoting[filepath.Ext(baseName(name))] }

// isCode tells whether what was found at line[lo:hi] can only be code there: a bare
// name, or the beginning of a call or look-up, as in password = form.password. A
// value with a digit in its midst is none, and what follows a quote or stands in a
// comment may be text.
func isCode(line []byte, lo, hi int) bool {
	if lo >= hi || hi > len(line) {
		return false
	}
	before := line[:lo]
	assigned := bytes.TrimRight(before, " \t")
	if n := len(assigned); n == 0 || assigned[n-1] != '=' && assigned[n-1] != ':' && assigned[n-1] != ',' {
		return false
	}
	if bytes.ContainsAny(before, "#`") || bytes.Contains(before, []byte("//")) || bytes.Count(before, []byte{'"'})%2 != 0 || bytes.Count(before, []byte{'\''})%2 != 0 {
		return false
	}
	rest := line[lo:]
	n := 0
	for n < len(rest) && isNamePart(rest[n]) {
		n++
	}
	if n == 0 || rest[0] >= '0' && rest[0] <= '9' {
		return false
	}
	// What follows a call's or a look-up's opening bracket is code whatever it holds.
	if n < len(rest) && (rest[n] == '(' || rest[n] == '[') {
		return true
	}
	name := bytes.TrimRight(rest[:n], "0123456789")
	return n-len(name) <= maxNumbered && !bytes.ContainsAny(name, "0123456789") && endsName(rest[n:])
}

// maxNumbered is how many digits the name of a variable ends with: password1.
const maxNumbered = 2

func isNamePart(c byte) bool { return isNameByte(c) && c != '-' || c == '.' }

// endsName tells whether a name may end before rest, in code.
func endsName(rest []byte) bool {
	return len(rest) == 0 || bytes.IndexByte([]byte(" \t\r\n,;:)]}|=+?"), rest[0]) >= 0
}
