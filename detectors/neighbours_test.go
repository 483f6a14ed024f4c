package detectors

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// Masks of all modes beside everything that could take them for a part of
// itself: keys, separators, digits, addresses, schemes, other masks.

// neighbour makes pieces of text; many of them are findings or nearly so.
func (p plant) neighbour() string {
	pieces := [...]string{
		"code=", "token=", "phone: ", "password: ", `"pin": `, `{"email": "`, "Bearer ", "Authorization: ", "Cookie: a=", "https://", "/reset/MQ/",
		"@", "@foo.com", ":", "=", " ", " = ", "; ", ",", "'", `"`, `\"`, "%3D", "%40", "%20", `\n`, "\n", "&", "?", ")", "]", "<", ">", "{", "}",
		"*", "****", "****************", "pin", "pass", "0151 123", "01512345678", "+49", "12", "x", "+", "-", ".", "1", "%", `\u00`,
		"2026-11-22 10:15:31 ", "ts=1795342531 ", "a1b2c3d4e5f6", "code ", "tel:",
	}
	switch n := p.IntN(len(pieces) + 24); {
	case n < len(pieces):
		return pieces[n]
	case n < len(pieces)+8:
		return p.email()
	case n < len(pieces)+10:
		return p.from(lowers, 3) + "@shop." + []string{"pin", "sh", "de", "com", "key"}[p.IntN(5)]
	case n < len(pieces)+16:
		return p.phone()
	case n < len(pieces)+18:
		return p.jwt()
	case n < len(pieces)+20:
		return jwtOf(`{"alg":"RS256"}`, expiring)
	case n < len(pieces)+22:
		return p.hex()
	}
	return strings.ReplaceAll(p.email(), "@", []string{"%40", `\u0040`, "&#64;", "%2540"}[p.IntN(4)])
}

func (p plant) neighbours(n int) string {
	var text strings.Builder
	for range n {
		piece := p.neighbour()
		if text.Len() > 0 && isAlnum(piece[0]) && p.IntN(8) > 0 {
			text.WriteString([]string{" ", ":", "=", ",", "; ", "/", `"`, "**", "(", "&"}[p.IntN(10)])
		}
		text.WriteString(piece)
	}
	return text.String()
}

// TestMasksBesideAnything: whatever a label next to it leaves alone, the masks
// that can be told from text leave alone too.
func TestMasksBesideAnything(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine, and too slow under the race detector")
	}
	all := engines(t)
	for seed := range uint64(20_000) {
		p := newPlant(seed)
		src := []byte(p.neighbourhood())
		if !isStable(all[0], src) {
			continue
		}
		for i, o := range maskOptions {
			if o.Mask.Mode != MaskRemove && o.Mask.Mode != MaskStars {
				checkBeside(t, all[i], o, src, 1+p.IntN(40))
			}
		}
	}
}

// neighbourhood is neighbours in a row, now and then in a JSON string.
func (p plant) neighbourhood() string {
	text := p.neighbours(2 + p.IntN(4))
	if p.IntN(3) > 0 || strings.ContainsAny(text, `"\\'`) {
		return text
	}
	quoted, _ := json.Marshal(strings.ToValidUTF8(text, ""))
	return `{"a": 1, "m": ` + string(quoted) + `}`
}

func isStable(e *Engine, src []byte) bool {
	once := e.NewScanner().AppendRedact(nil, src)
	return bytes.Equal(e.NewScanner().AppendRedact(nil, once), once)
}

func checkBeside(t reporter, e *Engine, o Options, src []byte, window int) {
	t.Helper()
	want := e.NewScanner().AppendRedact(nil, src)
	if bytes.Contains(src, []byte("://")) {
		window = len(src) // a cut between a generated user name and its password shows
	}
	if got := redactWindowed(e, src, window); !bytes.Equal(got, want) {
		t.Errorf("mask %q in windows of %d: %s\nin %q", o.Mask.Mode, window, diff(got, want), src)
	}
	checkOutside(t, e, o, src)
	if !isStable(e, src) {
		t.Errorf("mask %q: %q becomes %q", o.Mask.Mode, src, want)
	}
}
