package misuse

import "bytes"

// traversals are requests with a token whose path leaves its folder.
type traversals struct{ found candidates }

func newTraversals() *traversals { return &traversals{newCandidates(pathTraversal)} }

// secretFiles are what path traversals are after.
var secretFiles = [][]byte{[]byte("/etc/passwd"), []byte("/etc/shadow"), []byte("win.ini"), []byte("/proc/self/"), []byte("boot.ini")}

func (w *traversals) see(a *Auditor, o *observation) {
	if o.token == nil || o.Status == 401 {
		return
	}
	if climbs(o.Path) > 0 || climbs(o.Query) > 1 || readsSecret(o.Path) || readsSecret(o.Query) {
		w.found.note(a, o.token.id, o)
	}
}

func (w *traversals) judge(_ *Auditor, tell func(kind, *candidate, string)) {
	w.found.each(func(c *candidate) { tell(pathTraversal, c, "the path climbs out of its folder") })
}

func readsSecret(text []byte) bool {
	for _, name := range secretFiles {
		if bytes.Contains(text, name) {
			return true
		}
	}
	return false
}

// climbs counts the parts of a text that are "..", however often it is percent-encoded.
func climbs(text []byte) (n int) {
	// Fast path: no dot, plain or encoded, follows another.
	if !bytes.Contains(text, []byte("..")) && !bytes.ContainsAny(text, "%") {
		return 0
	}
	var plain [1 << 10]byte
	decoded := append(plain[:0], text[:min(len(text), len(plain))]...)
	for range maxEncoded {
		shorter := unescape(decoded)
		if len(shorter) == len(decoded) {
			break
		}
		decoded = shorter
	}
	for i := 0; i+1 < len(decoded); i++ {
		if decoded[i] == '.' && decoded[i+1] == '.' && (i == 0 || isEdge(decoded[i-1])) && (i+2 == len(decoded) || isSlash(decoded[i+2])) {
			n++
		}
	}
	return n
}

// maxEncoded is how often a path is decoded: proxies and applications do it once each.
const maxEncoded = 3

func isSlash(c byte) bool { return c == '/' || c == '\\' || c == 0 }

func isEdge(c byte) bool { return isSlash(c) || c == '=' || c == ';' || c == '&' }

// unescape undoes percent-encoding in place.
func unescape(text []byte) []byte {
	out := text[:0]
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			hi, lo := hexDigit(text[i+1]), hexDigit(text[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, text[i])
	}
	return out
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
