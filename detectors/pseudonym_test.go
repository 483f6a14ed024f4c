package detectors

import (
	"errors"
	"strings"
	"testing"
)

// TestPseudonymIsWhatTheFilterWrites: of every kind in every view.
func TestPseudonymIsWhatTheFilterWrites(t *testing.T) {
	key := []byte("0123456789abcdef")
	for _, mask := range []Mask{
		{Mode: MaskHash, Key: key},
		{Mode: MaskHash, Key: key, KeyID: "2026q4"},
		{Mode: MaskTemplate, Template: "<{KIND}:{length}:{hash}:{key_id}>", Key: key},
	} {
		s := mustNew(t, Options{Mask: mask}).NewScanner()
		failed := map[string]bool{} // one report for each writing says enough
		for seed := range uint64(2) {
			for _, one := range newPlant(seed).specimens() {
				p, err := s.Pseudonym(one.kind, []byte(one.secret))
				if err != nil {
					t.Fatal(err)
				}
				if !s.Takes(one.kind, []byte(one.secret)) {
					t.Errorf("a value of %s under %s is not taken", one.kind, one.key)
				}
				for _, v := range viewings() {
					if !v.fits(one) || failed[v.name] {
						continue
					}
					text := v.wrap(one.key, one.value())
					if got := string(s.AppendRedact(nil, []byte(text))); !strings.Contains(got, p.Mask) {
						failed[v.name] = true
						t.Errorf("%s of %s: no %s\n in %s\nout %s", v.name, one.kind, p.Mask, text, got)
					}
				}
			}
		}
	}
}

// TestPseudonymOfAWrittenValue: a value may be copied as it stands in a log.
func TestPseudonymOfAWrittenValue(t *testing.T) {
	s := mustNew(t, Options{Mask: Mask{Mode: MaskHash, Key: []byte("0123456789abcdef")}}).NewScanner()
	want, err := s.Pseudonym("email", []byte("jane@example.com"))
	if err != nil {
		t.Fatal(err)
	}
	for _, written := range []string{"jane%40example.com", "jane%2540example.com", `jane\u0040example.com`, "jane&#64;example.com"} {
		if got, err := s.Pseudonym("email", []byte(written)); err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", written, got, err, want)
		}
	}
}

// TestPseudonymUnderItsOwnMask: every kind has the key of its mask, and none
// where its mask is no hash.
func TestPseudonymUnderItsOwnMask(t *testing.T) {
	key := []byte("0123456789abcdef")
	e := mustNew(t, Options{
		Masks: map[string]Mask{
			"email":    {Mode: MaskHash, Key: key, KeyID: "a1"},
			"token":    {Mode: MaskTemplate, Template: "<{kind}:{place}:{hash}>", Key: key},
			"password": {Mode: MaskTemplate, Template: "<{kind}:{key_id}>", Key: key},
			"order":    {Mode: MaskHash, Key: key, KeyID: "b2"},
		},
		Rules: []Rule{{Name: "order", Pattern: `ORD-\d{8}`}},
	})
	s := e.NewScanner()
	of := func(kind, value, begin, keyID string) {
		t.Helper()
		p, err := s.Pseudonym(kind, []byte(value))
		if err != nil || !strings.HasPrefix(p.Mask, begin) || (p.Mask == "") != (begin == "") || p.KeyID != keyID {
			t.Errorf("%s: %+v, %v", kind, p, err)
		}
		if want := NewFingerprinter(key).Of(kind, []byte(value)); p.Fingerprint != want {
			t.Errorf("%s: %s, want %s", kind, p.Fingerprint, want)
		}
	}
	of("email", "jane@example.com", "[EMAIL-a1-", "a1")
	of("order", "ORD-12345678", "[ORDER-b2-", "b2")
	of("token", "0a1b2c3d4e5f", "", KeyID(key))
	for _, kind := range []string{"password", "phone"} {
		if _, err := s.Pseudonym(kind, []byte("x")); !errors.Is(err, ErrNoPseudonym) {
			t.Errorf("%s: %v", kind, err)
		}
	}
	if _, err := s.Pseudonym("nothing", []byte("x")); err == nil || errors.Is(err, ErrNoPseudonym) {
		t.Errorf("an unknown kind: %v", err)
	}
	if !s.Takes("order", []byte("ORD-12345678")) || s.Takes("order", []byte("ORD-1234")) {
		t.Error("a rule of one's own is not asked")
	}
}

// TestTakes: what stands around a value is not a part of it.
func TestTakes(t *testing.T) {
	s := mustNew(t, Options{Only: []string{AllKinds}}).NewScanner()
	const hex, jwt = "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlMTIzNDU2"
	for _, c := range []struct {
		kind, value string
		want        bool
	}{
		{"token", hex, true},
		{"token", "Bearer " + hex, false},
		{"token", `"` + hex + `"`, false},
		{"token", jwt, false},
		{"jwt", jwt, true},
		{"jwt", "Bearer " + jwt, false},
		{"email", "jane@example.com", true},
		{"email", "jane%40example.com", true},
		{"email", " jane@example.com", false},
		{"email", "jane", false},
		{"ip", "192.0.2.1", true},
		{"card", "4111111111111111", true},
		{"iban", "GB82WEST12345698765432", true},
		{"password", "hunter22", true},
		{"private_key", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7", true},
	} {
		if got := s.Takes(c.kind, []byte(c.value)); got != c.want {
			t.Errorf("%s %q: %v", c.kind, c.value, got)
		}
	}
}

// TestKeyIDs: those that the engine writes, and no others.
func TestKeyIDs(t *testing.T) {
	mask := func(id string) Mask { return Mask{Mode: MaskHash, Key: []byte("0123456789abcdef"), KeyID: id} }
	template := func(id, text string) Mask {
		return Mask{Mode: MaskTemplate, Template: text, Key: []byte("0123456789abcdef"), KeyID: id}
	}
	o := Options{Skip: []string{"phone"}, Masks: map[string]Mask{
		"email": mask("b"), "jwt": mask("a"), "token": mask("b"), "phone": mask("skipped"), "ip": mask("off"),
		"basic": template("c", "<{kind}:{hash}>"), "cookie": template("unused", "<{kind}>"),
	}}
	if got := strings.Join(mustNew(t, o).KeyIDs(), " "); got != "a b c" {
		t.Errorf("got %s", got)
	}
	if got := mustNew(t, Options{}).KeyIDs(); len(got) != 0 {
		t.Errorf("without keys: %q", got)
	}
}
