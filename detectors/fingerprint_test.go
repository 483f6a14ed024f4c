package detectors

import (
	"strings"
	"testing"
)

var fingerprintKey = []byte("a key that is plainly fake 012345")

// TestFingerprintIsThePseudonym: what --mask hash writes, scan reports and scrim
// token prints can be compared.
func TestFingerprintIsThePseudonym(t *testing.T) {
	e, err := New(Options{Mask: Mask{Mode: MaskHash, Key: fingerprintKey}})
	if err != nil {
		t.Fatal(err)
	}
	p := NewFingerprinter(fingerprintKey)
	want := "[EMAIL-" + KeyID(fingerprintKey) + "-" + p.Of("email", []byte("jane.doe@example.com")).String() + "]"
	s := e.NewScanner()
	for _, written := range []string{"jane.doe@example.com", "jane.doe%40example.com", `"jane.doe\u0040example.com"`} {
		if got := string(s.AppendRedact(nil, []byte("to "+written+"\n"))); !strings.Contains(got, want) {
			t.Errorf("%s became %s, not %s", written, got, want)
		}
		w := Lines([]byte("to " + written + "\n"))
		found, _ := s.Scan(Carry{}, w)
		if len(found) != 1 || string(s.AppendValue(nil, w, &found[0])) != "jane.doe@example.com" {
			t.Errorf("the value of %s is %q", written, s.AppendValue(nil, w, &found[0]))
		}
	}
}

func TestFingerprints(t *testing.T) {
	p, other := NewFingerprinter(fingerprintKey), NewFingerprinter([]byte(strings.Repeat("another", 4)))
	value := []byte("0a1b2c3d4e5f60718293")
	one := p.Of("token", value)
	if one != p.Of("token", value) {
		t.Error("equal values have two fingerprints")
	}
	if one == p.Of("api_key", value) || one == other.Of("token", value) || one == p.Of("token", value[1:]) {
		t.Error("a fingerprint depends on key, kind and value")
	}
	if read, err := ParseFingerprint(one.String()); err != nil || read != one {
		t.Errorf("read %v, %v", read, err)
	}
	for _, bad := range []string{"", "00", strings.Repeat("0", 23), strings.Repeat("g", 24), strings.Repeat("0", 26)} {
		if _, err := ParseFingerprint(bad); err == nil {
			t.Errorf("%q is a fingerprint", bad)
		}
	}
	if n := testing.AllocsPerRun(100, func() { p.Of("token", value) }); n > 0 && !testing.Short() {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkFingerprint(b *testing.B) {
	p, value := NewFingerprinter(fingerprintKey), []byte(strings.Repeat("0a1b2c3d", 20))
	b.ReportAllocs()
	for b.Loop() {
		p.Of("token", value)
	}
}
