package detectors

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"
)

// jwtOf makes a token of a header and a payload.
func jwtOf(header, payload string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(header)) + "." + encode([]byte(payload)) + ".c2lnbmF0dXJl"
}

// 1795342531 is 2026-11-22T10:15:31Z.
const expiring = `{"sub":"1","exp":1795342531}`

func TestStubsTellAlgorithmAndExpiry(t *testing.T) {
	e := mustNew(t, Options{Mask: Mask{Mode: MaskJWTStub}})
	f := func(before, header, payload, want string) {
		t.Helper()
		text := before + jwtOf(header, payload) + " done"
		for _, n := range []int{len(text), 64, 7, 1} {
			if got := string(redactWindowed(e, []byte(text), n)); got != before+want+" done" {
				t.Errorf("windows of %d of %s\n got %s\nwant %s", n, text, got, before+want+" done")
			}
		}
		checkIdempotent(t, e, []byte(text))
	}
	const rs = `{"alg":"RS256","typ":"JWT"}`
	f("", rs, expiring, "[JWT_RS256]")
	f("2026-11-22 10:15:30,999 ", rs, expiring, "[JWT_RS256_VALID]")
	f("2026-11-22 10:15:31,000 ", rs, expiring, "[JWT_RS256_EXPIRED]")
	f("2026-11-22T11:15:31.5+01:00 ", rs, expiring, "[JWT_RS256_EXPIRED]")
	f("2026-11-22T11:15:30+01:00 ", rs, expiring, "[JWT_RS256_VALID]")
	f("2026-11-22 10:15:31 ", rs, `{"sub":"1"}`, "[JWT_RS256]")
	f("2026-11-22 10:15:31 ", rs, `{"exp":"1795342531"}`, "[JWT_RS256]")
	f("2026-11-22 10:15:31 ", rs, `{"a":{"exp":1},"b":"\"exp\":1","exp":1795342532}`, "[JWT_RS256_VALID]")
	f("2026-11-22 10:15:31.7 ", rs, `{"exp": 1795342531.75 }`, "[JWT_RS256_VALID]")
	f("2026-11-22 10:15:31 ", rs, `{"exp":1e3}`, "[JWT_RS256]")
	// The last timestamp of the line counts, and only of the line.
	f("2026-11-22 10:15:30 2026-11-22 10:15:32 ", rs, expiring, "[JWT_RS256_EXPIRED]")
	f("2026-11-22 10:15:30\n", rs, expiring, "[JWT_RS256]")
	f("2026-11-22 10:15:30"+strings.Repeat(" ", maxStampBack), rs, expiring, "[JWT_RS256]")
	f("2026-11-22 10:15:30"+strings.Repeat(" ", maxStampBack-19), rs, expiring, "[JWT_RS256_VALID]")
	// Headers.
	f("", `{"alg":"none"}`, expiring, "[JWT_none]")
	f("", `{"alg":"hunter22"}`, expiring, "[JWT]")
	f("2026-11-22 10:15:31 ", `{"alg":"hunter22"}`, expiring, "[JWT_EXPIRED]")
	f("", `{"typ":"JWT", "alg": "ES256K"}`, expiring, "[JWT_ES256K]")
	f("2026-11-22 10:15:31 ", `{"alg":"RSA-OAEP-256","enc":"A256GCM"}`, expiring, "[JWT_RSAOAEP256]")
	f("2026-11-22 10:15:31 ", `{"alg":"PBES2-HS512+A256KW","enc":"A256GCM"}`, expiring, "[JWT_PBES2HS512A256KW]")
}

// TestStubsOfEncodedTokens: what a token says does not depend on how it is
// written.
func TestStubsOfEncodedTokens(t *testing.T) {
	s := mustNew(t, Options{Mask: Mask{Mode: MaskJWTStub}}).NewScanner()
	jwt := jwtOf(`{"alg":"RS256"}`, expiring)
	for _, text := range []string{
		`{"ts": 1795342532, "token": "` + jwt + `"}`,
		`{"ts": 1795342532, "token": "` + strings.ReplaceAll(jwt, ".", `\u002e`) + `"}`,
		`{"m": "{\"ts\": 1795342532.25, \"token\": \"` + jwt + `\"}"}`,
		"time=1795342532000 GET /x?token=" + percent(jwt, true) + "&b=2",
		"ts=1795342532 Authorization: Bearer " + jwt,
	} {
		got := s.AppendRedact(nil, []byte(text))
		if !bytes.Contains(got, []byte("[JWT_RS256_EXPIRED]")) || bytes.Contains(got, []byte("eyJ")) {
			t.Errorf("%s\n got %s", text, got)
		}
	}
}

// TestStubsOfLongTokens: only what every window has of a token is read.
func TestStubsOfLongTokens(t *testing.T) {
	e := mustNew(t, Options{Mask: Mask{Mode: MaskJWTStub}})
	pad := strings.Repeat("x", 2*maxRecognise)
	for payload, want := range map[string]string{
		`{"exp":1795342531,"pad":"` + pad + `"}`: "[JWT_RS256_EXPIRED]",
		`{"pad":"` + pad + `","exp":1795342531}`: "[JWT_RS256]",
	} {
		text := []byte("2026-11-22 10:15:31 " + jwtOf(`{"alg":"RS256"}`, payload) + " done")
		for _, n := range []int{len(text), 5000, 999} {
			if got := string(redactWindowed(e, text, n)); got != "2026-11-22 10:15:31 "+want+" done" {
				t.Errorf("windows of %d: %.300s", n, got)
			}
		}
	}
}

func TestStubsAreForTokensOnly(t *testing.T) {
	e := mustNew(t, Options{Mask: Mask{Mode: MaskJWTStub, Label: "<{kind}>"}})
	got := string(e.NewScanner().AppendRedact(nil, []byte("password=hunter22 id_token=opaque0a1b2c3d4e5f")))
	if got != "password=<password> id_token=[JWT]" {
		t.Errorf("got %s", got)
	}
	if _, err := New(Options{Masks: map[string]Mask{"token": {Mode: MaskJWTStub}}}); err == nil || !strings.Contains(err.Error(), "jwt only") {
		t.Errorf("a stub of tokens was accepted: %v", err)
	}
	if _, err := New(Options{Masks: map[string]Mask{"jwt": {Mode: MaskJWTStub}}}); err != nil {
		t.Error(err)
	}
}

func TestMembersOfJSON(t *testing.T) {
	f := func(text, want string, complete bool) {
		t.Helper()
		got, ok := jsonMember([]byte(text), "a")
		if string(got) != want || ok != complete {
			t.Errorf("%s: %q %v", text, got, ok)
		}
	}
	f(`{"a":1}`, "1", true)
	f(` { "b" : [1,{"a":2}] , "a" : "x\"y" } `, `"x\"y"`, true)
	f(`{"a":1,"a":2}`, "2", true)
	f(`{"b":"a","c":1}`, "", false)
	f(`{"a":12`, "12", false)
	f(`{"a":"12`, "", false)
	f(`{"a":{"a":1}}`, "", false)
	f(`[{"a":1}]`, "", false)
	f(`{}{"a":1}`, "", false)
	f("", "", false)
	f("\x00\xff{{{{", "", false)
}

func FuzzStub(f *testing.F) {
	f.Add([]byte(`{"alg":"RS256","enc":"x"}`), []byte(`{"exp":1795342531.5}`), "2026-11-22 10:15:31")
	f.Add([]byte(`{"alg":"none"`), []byte(`{"a":[{"exp":1}],"exp":12`), "[22/Nov/2026 10:15:31]")
	f.Add([]byte(`{"alg":"dir"}`), []byte(`{"exp":99999999999999999999}`), `{"ts": 1795342531000, "a": `)
	e := mustNew(f, Options{Mask: Mask{Mode: MaskJWTStub}})
	f.Fuzz(func(t *testing.T, header, payload []byte, before string) {
		text := []byte(before + " " + jwtOf(string(header), string(payload)) + " after")
		want := e.NewScanner().AppendRedact(nil, text)
		for _, n := range []int{1, 33} {
			if got := redactWindowed(e, text, n); !bytes.Equal(got, want) {
				t.Fatalf("windows of %d: %s", n, diff(got, want))
			}
		}
		checkOutside(t, e, Options{Mask: Mask{Mode: MaskJWTStub}}, text)
		checkIdempotent(t, e, text)
	})
}
