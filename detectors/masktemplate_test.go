package detectors

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var templateKey = []byte("0123456789abcdef")

func TestTemplatesAreFilledIn(t *testing.T) {
	f := func(template, text, want string) {
		t.Helper()
		e := mustNew(t, Options{Mask: Mask{Mode: MaskTemplate, Template: template, Key: templateKey, KeyID: "k1"}})
		if got := string(e.NewScanner().AppendRedact(nil, []byte(text))); got != want {
			t.Errorf("%s: %s\n got %s\nwant %s", template, text, got, want)
		}
		checkIdempotent(t, e, []byte(text))
	}
	f("<{kind}:{length}>", "to jane@example.com", "to <email:16>")
	f("<{kind}:{length}>", "to jane%40example.com", "to <email:16>")
	f("<{kind}:{length}>", `{"phone": 4915112345678}`, `{"phone": "<phone:13>"}`)
	f("[{KIND}.{place}]", "GET /?token=0a1b2c3d4e5f6a7b&b=2", "GET /?token=[TOKEN.query]&b=2")
	f("[{KIND}-{key_id}]", "password=hunter22", "password=[PASSWORD-k1]")
	f("{{kind}}", "password=hunter22", "password={password}")
	f("(MASKED_{length})", `{"password": "hunter22"}`, `{"password": "(MASKED_8)"}`)
	f("<{kind}:{length}>", "token="+strings.Repeat("0a1b", 5000)+" b", "token=<token:4096> b")
	f("<{kind}:{length}>", "https://jane@example.com@host/", "https://<email:16>@host/")
	f("[{kind}:{length}]", "https://jane@example.com@host/", "https://[email:16]@host/")
	f("<{kind}:{length}>", "https://user:hunter22@host/", "https://user:<password:8>@host/")
	f("[{kind}:{length}]", `{"password": ["hunter22", "hunter23"]}`, `{"password": ["[password:8]", "[password:8]"]}`)
	f("<{kind}:{length}>", "code=a1b2c3d4e5f6:jane@example.com", "code=a1b2c3d4e5f6:<email:16>")
}

// TestHashesOfTemplatesAreThoseOfHash, so that logs masked either way can be
// compared.
func TestHashesOfTemplatesAreThoseOfHash(t *testing.T) {
	text := []byte("to jane@example.com")
	hash := mustNew(t, Options{Mask: Mask{Mode: MaskHash, Key: templateKey, KeyID: "k1"}})
	own := mustNew(t, Options{Mask: Mask{Mode: MaskTemplate, Template: "[{KIND}-{key_id}-{hash}]", Key: templateKey, KeyID: "k1"}})
	if a, b := hash.NewScanner().AppendRedact(nil, text), own.NewScanner().AppendRedact(nil, text); string(a) != string(b) {
		t.Errorf("%s and %s", a, b)
	}
}

func TestTemplatesAreRefused(t *testing.T) {
	f := func(template, why string) {
		t.Helper()
		_, err := New(Options{Mask: Mask{Mode: MaskTemplate, Template: template, Key: templateKey}})
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: %v", template, err)
		}
	}
	const brackets, word, digit, form, field = "between brackets", "needs {kind}", "a digit must not follow", "has to be letters", "unknown field"
	f("", "is empty")
	f(strings.Repeat("x", 65), "longer than")
	f("{kind}", brackets)
	f("{kind}{hash}", brackets)
	f("REDACTED", brackets)
	f("[", brackets)
	f("[{kind}>", brackets)
	f("<{kind}", brackets)
	f("[]", word)
	f("[{length}]", word)
	f("<{hash}>", word)
	f("<{place}-1>", word)
	f("<{kind}{length}{hash}>", digit)
	f("<{kind}{length}{length}>", digit)
	f("<{kind}{length}0>", digit)
	f("<{kind}{length}{key_id}>", digit)
	f("<{name}>", field)
	f("<{Kind}>", field)
	for _, c := range "\"'\\&%` \n\r\t\x00\x7fé=@/+<>[](),;|" {
		f("<{kind}"+string(c)+">", form)
	}
	if _, err := New(Options{Mask: Mask{Mode: MaskTemplate, Template: "<{kind}:{hash}>"}}); err == nil || !strings.Contains(err.Error(), "needs a key") {
		t.Errorf("a hash without a key: %v", err)
	}
	if _, err := New(Options{Mask: Mask{Mode: MaskTemplate, Template: "<{kind}:{length}>"}}); err != nil {
		t.Errorf("a template that needs no key: %v", err)
	}
}

// TestAcceptedTemplatesAreStable: whatever template New takes, it is stable.
func TestAcceptedTemplatesAreStable(t *testing.T) {
	pieces := rapid.SampledFrom([]string{
		"{KIND}", "{kind}", "{length}", "{hash}", "{key_id}", "{place}", "*", "-", "--", ".", "#", ":", "a", "x.com", "1", "_", "token", "Bearer",
	})
	brackets := rapid.SampledFrom([]string{"[]", "<>", "{}", "()"})
	rapid.Check(t, func(rt *rapid.T) {
		b := brackets.Draw(rt, "brackets")
		template := b[:1] + strings.Join(rapid.SliceOfN(pieces, 1, 5).Draw(rt, "template"), "") + b[1:]
		o := Options{Mask: Mask{Mode: MaskTemplate, Template: template, Key: templateKey, KeyID: "k1"}}
		e, err := New(o)
		if err != nil {
			rt.Skip(err)
		}
		p := newPlant(rapid.Uint64().Draw(rt, "seed"))
		for range 20 {
			line := []byte(p.line().line)
			checkIdempotent(rt, e, line)
			checkValid(rt, e, line)
		}
	})
}
