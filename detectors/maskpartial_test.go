package detectors

import (
	"strings"
	"testing"
)

var partialMask = Mask{Mode: MaskPartial}

func TestPartialShowsTheEndsOfPersonalData(t *testing.T) {
	e := mustNew(t, Options{Mask: partialMask})
	f := func(text, want string) {
		t.Helper()
		got := string(e.NewScanner().AppendRedact(nil, []byte(text)))
		if got != want {
			t.Errorf("%q\n got %q\nwant %q", text, got, want)
		}
		checkIdempotent(t, e, []byte(text))
	}
	f("mail to jane.doe@example.com sent", "mail to jan**************com sent")
	f("mail to a@b.de sent", "mail to a****e sent")
	f("mail to a@b.co.", "mail to a****o.")
	f("call +49 1512 3456789 now", "call +4************89 now")
	f(`{"phone": 4915112345678}`, `{"phone": "49*********78"}`)
	f(`{\"phone\": 4915112345678}`, `{\"phone\": \"49*********78\"}`)
	f("tel=%2B4915112345678&a=1", "tel=+4**********78&a=1")
	// Equal values are shown alike, however they are written.
	f("x=jane.doe%40example.com&b=2", "x=jan**************com&b=2")
	f(`{"m": "jane.doe\u0040example.com"}`, `{"m": "jan**************com"}`)
	f("<td>jane.doe&#64;example.com</td>", "<td>jan**************com</td>")
	// Only whole ASCII letters and digits show.
	f("to m\u00fcller@example.com now", "to m***************com now")
	f("to \u00e9va.lund@example.com now", "to ******************com now")
	f(`"m": "m\u00fcller@example.com"`, `"m": "m***************com"`)
	f("to j.doe@example.com now", "to j**************om now")
	// No word after the mask is joined to it.
	f("a jane.doe@example.com1 b", "a jane.doe@example.com1 b")
	// Credentials get their label.
	f("password=hunter22 jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
		"password=[FILTERED_PASSWORD] jwt [FILTERED_JWT]")
	// What is shown is no key, no number and no address of its own.
	f(`"jane.doe@example.pin": 1234`, `"jan**************pin": 1234`)
	f("jane.doe@example.com@foo.com", "jan**************com@foo.com")
	f("0151 123 +4915112345678", "0151 123 +4**********78")
	f("code=a1b2c3d4e5f6:jane@example.com", "code=a1b2c3d4e5f6:ja************om")
	f("Bearer j4n3@example.com", "Bearer j4************om")
}

// TestPartialOfLongValues: of a value whose end may be in another window only
// the beginning shows, followed by stars that do not tell how long it is.
func TestPartialOfLongValues(t *testing.T) {
	e := mustNew(t, Options{Mask: partialMask})
	long := "jane" + strings.Repeat("%2Ex", 60) + "@" + strings.Repeat("sub.", 60) + "example.com"
	text := "to " + long + " sent"
	want := "to jane" + strings.Repeat("*", maxStars) + " sent"
	for _, n := range []int{1, 7, 64, 5000} {
		if got := string(redactWindowed(e, []byte(text), n)); got != want {
			t.Errorf("windows of %d: %q", n, got)
		}
	}
	checkIdempotent(t, e, []byte(text))
}

// TestPartialIsNeverForCredentials: as the mask of one kind it is refused.
func TestPartialIsNeverForCredentials(t *testing.T) {
	for _, k := range builtin {
		_, err := New(Options{Masks: map[string]Mask{k.Name: partialMask}})
		switch {
		case k.Personal && err != nil:
			t.Errorf("%s: %v", k.Name, err)
		case !k.Personal && (err == nil || !strings.Contains(err.Error(), "never for credentials")):
			t.Errorf("%s was accepted: %v", k.Name, err)
		}
	}
}

// TestPartialsAreRecognised by their form.
func TestPartialsAreRecognised(t *testing.T) {
	for text, want := range map[string]bool{
		"****": true, "a****e": true, "+4**********78": true, "jan**************com": true, "jane" + strings.Repeat("*", maxStars): true,
		"": false, "***": false, "ab****ef": false, "jane********************": true, "jane*************": false, "a****e ": false,
		"janet**************************com": false, "a****e****f": false, "@****": false, strings.Repeat("*", maxPartial+1): false,
	} {
		if got := text != "" && partialAt([]byte(text)) == len(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
