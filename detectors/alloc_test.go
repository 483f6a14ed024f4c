package detectors

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// steady are inputs for which nothing may be allocated.
func steady() map[string][]byte {
	p := newPlant(9)
	long := strings.Repeat("0a1b2c3d4e5f-_Z9", 1<<12)
	all := map[string][]byte{
		"nothing":       nil,
		"no secret":     []byte(noise[0] + "\n" + noise[1] + "\n" + noise[2] + "\n"),
		"text":          p.text(200),
		"long token":    []byte(`{"token": "` + long + `", "b": 2}`),
		"long jwt":      []byte("eyJhbGciOiJIUzI1NiJ9." + long + " done"),
		"long escaped":  []byte(`{"token": "` + strings.Repeat(`\u0041%41&#65;`, 1<<12) + `", "b": 2}`),
		"long password": []byte("password=" + strings.Repeat("(", 1<<14)),
		"block":         []byte("-----BEGIN PRIVATE KEY-----\n" + strings.Repeat(strings.Repeat("MIIE", 16)+"\n", 40) + "-----END PRIVATE KEY-----\n"),
		"block in json": []byte(`{"k": "-----BEGIN PRIVATE KEY-----\n` + long + `\n-----END PRIVATE KEY-----\n"}`),
		"masked":        []byte("token=[FILTERED_TOKEN] [TOKEN-k1-0123456789abcdef01234567]"),
	}
	for seed := range uint64(4) { // container logs with cut records, of both streams
		all[fmt.Sprint("container ", seed)] = containerLog(newPlant(seed), 100)
	}
	for _, v := range viewings() {
		var lines []byte
		for _, s := range p.specimens() {
			if v.fits(s) {
				lines = append(lines, v.wrap(s.key, s.value())+"\n"...)
			}
		}
		all[v.name] = lines
	}
	return all
}

// TestNothingIsAllocated: promise 8, for every mask, for Scan and AppendMasked
// on their own and together, on whole lines and in windows.
func TestNothingIsAllocated(t *testing.T) {
	options := append([]Options{{Allow: []Allow{{Kind: "email", Values: []string{"*@example.org"}}}}}, maskOptions...)
	for _, o := range options {
		s := mustNew(t, o).NewScanner()
		for name, src := range steady() {
			dst := make([]byte, 0, 4*len(src)+1<<10)
			found := make([]Finding, 0, 1<<10)
			none := func(what string, f func()) {
				t.Helper()
				f() // warms the buffers
				if n := testing.AllocsPerRun(5, f); n != 0 {
					t.Errorf("mask %q, %s: %s allocates %v times", o.Mask.Mode, name, what, n)
				}
			}
			none("AppendRedact", func() { dst = s.AppendRedact(dst[:0], src) })
			none("Scan", func() {
				f, _ := s.Scan(Carry{}, Lines(src))
				found = append(found[:0], f...)
			})
			none("AppendMasked", func() { dst = s.AppendMasked(dst[:0], Lines(src), found) })
			none("windows", func() { dst = scanWindowed(s, dst[:0], src, 3000) })
		}
	}
}

// scanWindowed is redactWindowed without its own allocations.
func scanWindowed(s *Scanner, dst, src []byte, n int) []byte {
	var carry Carry
	for lo := 0; lo < len(src); {
		hi := min(len(src), lo+n)
		if last := bytes.LastIndexByte(src[lo:hi], '\n'); last >= 0 {
			hi = lo + last + 1
		}
		w := windowOf(src, lo, hi)
		var found []Finding
		found, carry = s.Scan(carry, w)
		dst = s.AppendMasked(dst, w, found)
		lo = hi
	}
	return dst
}
