package pipeline

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// TestStreamIsTheWhole: promise 1. Read sizes, batch edges and the number of
// workers do not show.
func TestStreamIsTheWhole(t *testing.T) {
	e := newEngine(t)
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		o := Options{
			Jobs:  rapid.IntRange(1, 8).Draw(t, "jobs"),
			owned: rapid.OneOf(rapid.IntRange(1, 64), rapid.IntRange(64, 2000), rapid.IntRange(2000, 1<<17)).Draw(t, "owned"),
		}
		src := newTexts(seed).text(rapid.IntRange(1, 60).Draw(t, "pieces"))
		if rapid.IntRange(0, 3).Draw(t, "one line") == 0 {
			src = bytes.ReplaceAll(src, newline, []byte(" "))
		}
		if o.owned < 64 && len(src) > 6000 {
			src = src[:6000] // each batch carries 12 KiB of context
		}
		r := &raggedReader{rand.New(rand.NewPCG(seed, 1)), src, rapid.SampledFrom([]int{1, 7, 100, 1 << 12, 1 << 20}).Draw(t, "read")}
		if rapid.Bool().Draw(t, "file") {
			o.At = bytes.NewReader(src)
		}
		o.Prompt = rapid.Bool().Draw(t, "prompt")
		got, _ := redact(t, e, r, o)
		same(t, got, whole(e, src), "%d jobs, batches of %d", o.Jobs, o.owned)
	})
}

// TestReadersOfAllSorts: the readers of testing/iotest, and large batches.
func TestReadersOfAllSorts(t *testing.T) {
	e := newEngine(t)
	src := newTexts(1).text(3000)
	want := whole(e, src)
	for name, r := range map[string]io.Reader{
		"plain": bytes.NewReader(src), "one byte": iotest.OneByteReader(bytes.NewReader(src)), "half": iotest.HalfReader(bytes.NewReader(src)),
		"data and end": iotest.DataErrReader(bytes.NewReader(src)), "one byte and end": iotest.DataErrReader(iotest.OneByteReader(bytes.NewReader(src))),
	} {
		got, _ := redact(t, e, r, Options{})
		same(t, got, want, "%s", name)
	}
	for _, owned := range []int{100, 4 << 10, 1 << 20} {
		for jobs := 1; jobs <= 8; jobs++ {
			for _, o := range []Options{{}, {Prompt: true}, {At: bytes.NewReader(src)}} {
				o.Jobs, o.owned = jobs, owned
				got, _ := redact(t, e, bytes.NewReader(src), o)
				same(t, got, want, "%d jobs, batches of %d", jobs, owned)
			}
		}
	}
	got, _ := redact(t, e, bytes.NewReader(nil), Options{})
	same(t, got, nil, "nothing")
}

// TestGuessesAreCorrected: blocks and pairs lie over the edges of batches, so
// that what the workers assume there is wrong.
func TestGuessesAreCorrected(t *testing.T) {
	e := newEngine(t)
	secret := newTexts(2).secret()
	key := strings.Repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDAC4AWkdwKYSd8\n", 12)
	src := []byte(strings.Repeat("before\n-----BEGIN PRIVATE KEY-----\r\n"+key+"-----END PRIVATE KEY-----\nafter\n"+
		"{\n  \"name\": \"Authorization\",\n  \"value\": \""+secret+"\"\n}\n{\n\"name\": \"Cookie\",\n\"value\": \"a="+secret+"\"\n}\n", 4))
	want := whole(e, src)
	if bytes.Contains(want, []byte(secretMark)) || bytes.Contains(want, []byte("MIIE")) {
		t.Fatalf("the engine itself lets it through: %s", want)
	}
	for owned := 1; owned < 1200; owned += 1 + owned/9 {
		got, _ := redact(t, e, bytes.NewReader(src), Options{Jobs: 3, owned: owned})
		same(t, got, want, "batches of %d", owned)
	}
}

// TestSecretsAtEveryOffset: around the edge of a batch inside one long line.
func TestSecretsAtEveryOffset(t *testing.T) {
	e := newEngine(t)
	const owned = 8 << 10
	filler := strings.Repeat("lorem ipsum dolor ", 4<<10)
	x := newTexts(3)
	for _, text := range []string{
		`"token": "` + x.secret() + `",`, "?access_token=" + x.secret() + "&b=2", "Authorization: Bearer " + x.secret() + " ",
		`\"password\": \"` + x.secret() + `\"`, "Cookie: a=" + x.secret() + "; b=" + x.secret() + " ", "x-" + "jane.doe@example.com", "%26token%3D" + x.secret() + "%26",
	} {
		for at := owned - len(text) - 3; at <= owned+3; at++ {
			src := []byte(filler[:at-1] + " " + text + " " + filler[:3*owned] + "\n")
			got, _ := redact(t, e, bytes.NewReader(src), Options{Jobs: 2, owned: owned})
			same(t, got, whole(e, src), "%s at %d", text, at)
			if bytes.Contains(got, []byte(secretMark)) || bytes.Contains(got, []byte("jane")) {
				t.Fatalf("%s at %d shows", text, at)
			}
		}
	}
}

// TestLongValuesBecomeOneMask: 20 MB under one mask.
func TestLongValuesBecomeOneMask(t *testing.T) {
	e := newEngine(t)
	becomes := func(before, after, want string) {
		t.Helper()
		src := io.MultiReader(strings.NewReader(before), &repeated{text: "0a1b2c3d4e5f-_Z9", n: 20 << 20}, strings.NewReader(after))
		got, report := redact(t, e, src, Options{Jobs: 4})
		same(t, got, []byte(want), "%s…%s", before, after)
		var n int64
		for _, count := range report.Findings {
			n += count
		}
		if n != 1 {
			t.Errorf("%d findings", n)
		}
	}
	becomes(`{"a": 1, "token": "`, "\", \"b\": 2}\n", "{\"a\": 1, \"token\": \"[FILTERED_TOKEN]\", \"b\": 2}\n")
	becomes("GET /x?token=", "&b=2 HTTP/1.1\r\nnext\r\n", "GET /x?token=[FILTERED_TOKEN]&b=2 HTTP/1.1\r\nnext\r\n")
	becomes("x\npassword=", "", "x\npassword=[FILTERED_PASSWORD]")
}

// TestLineEndsStay: CRLF, none at the end, empty lines, only line ends.
func TestLineEndsStay(t *testing.T) {
	e := newEngine(t)
	for _, src := range []string{"", "\n", "\r\n", "\r", "\n\n\n", "a", "a\r", "a\r\n", "a\r\nb", "\r\n\r\n", "token=0a1b2c3d4e\r\n\r\ntoken=0a1b2c3d4e", "\x00\n\x00"} {
		for owned := 1; owned < 20; owned++ {
			got, _ := redact(t, e, strings.NewReader(src), Options{Jobs: 2, owned: owned})
			same(t, got, whole(e, []byte(src)), "%q in batches of %d", src, owned)
			if bytes.Count(got, []byte("\r")) != strings.Count(src, "\r") || bytes.Count(got, newline) != strings.Count(src, "\n") {
				t.Fatalf("%q became %q", src, got)
			}
		}
	}
}

// TestMemoryIsBounded: promise 7. A line of 30 MB, and one long value of 30 MB,
// need no more memory than the batches.
func TestMemoryIsBounded(t *testing.T) {
	e := newEngine(t)
	for _, text := range []string{"lorem ipsum dolor ", "token=0a1b2c3d4e5f60718293 x ", "0a1b2c3d4e5f-_Z9", "\n", `"`, `\`} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		src := io.MultiReader(strings.NewReader("token="), &repeated{text: text, n: 30 << 20})
		if _, err := Redact(context.Background(), e, io.Discard, src, Options{Jobs: 4}); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 64<<20 {
			t.Errorf("%q repeated: the heap has grown by %d MB", text, grown>>20)
		}
	}
}
