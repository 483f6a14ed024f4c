package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const (
	criTime  = "2026-11-22T10:15:31.123456789Z"
	jsonTail = `","stream":"stdout","time":"` + criTime + `"}`
)

// part is one line of a container's log.
func (x texts) part(docker bool, stream, content string, cut bool) string {
	if docker {
		quoted, err := json.Marshal(content)
		if err != nil {
			panic(err)
		}
		line := `{"log":` + strings.TrimSuffix(string(quoted), `"`)
		if !cut {
			line += `\n`
		}
		return line + strings.Replace(jsonTail, "stdout", stream, 1) + "\n"
	}
	tag := " F "
	if cut {
		tag = " P "
	}
	return criTime + " " + stream + tag + content + "\n"
}

// container is the log of a container whose runtime cuts records everywhere,
// with lines of the other stream in between.
func (x texts) container(records int) []byte {
	var out []byte
	docker := x.IntN(2) == 0
	for range records {
		rest := strings.ReplaceAll(strings.ToValidUTF8(x.piece(), "?"), "\n", " ")
		if x.IntN(8) == 0 {
			rest = strings.Repeat("lorem ipsum dolor ", x.IntN(1500)) + rest
		}
		stream := []string{"stdout", "stderr"}[x.IntN(2)]
		for x.IntN(3) > 0 {
			n := x.IntN(len(rest) + 1)
			out = append(out, x.part(docker, stream, rest[:n], true)...)
			for rest = rest[n:]; x.IntN(5) == 0; {
				out = append(out, x.part(docker, "stderr", "token="+x.secret(), false)...)
			}
		}
		out = append(out, x.part(docker, stream, rest, x.IntN(30) == 0)...)
		if x.IntN(10) == 0 {
			out = append(out, x.piece()+"\n"...)
		}
	}
	return out[:len(out)-x.IntN(2)*x.IntN(min(50, len(out)))]
}

// TestContainerLogsAreTheWhole: promise 1 for the log of a container: read
// sizes, batch edges and the number of workers do not show where a runtime has
// cut records.
func TestContainerLogsAreTheWhole(t *testing.T) {
	e := newEngine(t)
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		o := Options{
			Jobs:  rapid.IntRange(1, 8).Draw(t, "jobs"),
			owned: rapid.OneOf(rapid.IntRange(1, 64), rapid.IntRange(64, 2000), rapid.IntRange(2000, 1<<17)).Draw(t, "owned"),
		}
		src := newTexts(seed).container(rapid.IntRange(1, 40).Draw(t, "records"))
		if o.owned < 64 && len(src) > 6000 {
			src = src[:6000] // each batch carries 12 KiB of context
		}
		r := &raggedReader{rand.New(rand.NewPCG(seed, 1)), src, rapid.SampledFrom([]int{1, 7, 100, 1 << 12, 1<<16 + 1}).Draw(t, "read")}
		if rapid.Bool().Draw(t, "file") {
			o.At = bytes.NewReader(src)
		}
		got, report := redact(t, e, r, o)
		same(t, got, whole(e, src), "%d jobs, batches of %d", o.Jobs, o.owned)
		if report.BytesRead != int64(len(src)) || report.Lines != int64(bytes.Count(src, newline)) || report.BytesWritten != int64(len(got)) {
			t.Fatalf("%d bytes of %d, %d lines, %d written of %d", report.BytesRead, len(src), report.Lines, report.BytesWritten, len(got))
		}
	})
}

// fixedReader reads n bytes at a time.
type fixedReader struct {
	rest []byte
	n    int
}

func (r *fixedReader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), r.n)], r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// TestReadSizesOfContainerLogs: records of several batches in parts of 16 KiB,
// read in pieces of every size.
func TestReadSizesOfContainerLogs(t *testing.T) {
	e := newEngine(t)
	for _, docker := range []bool{false, true} {
		x := newTexts(8)
		var src []byte
		for range 3 {
			src = append(src, x.longRecord(docker, 20, 16<<10)...)
		}
		want := whole(e, src)
		if bytes.Contains(want, []byte(secretMark)) {
			t.Fatal("the engine itself lets it through")
		}
		for n := 1; n <= 1<<16+1; n += 1 + n*2/3 {
			for jobs := 1; jobs <= 4; jobs++ {
				got, _ := redact(t, e, &fixedReader{src, n}, Options{Jobs: jobs, owned: 100_000})
				same(t, got, want, "reads of %d, %d jobs", n, jobs)
			}
		}
	}
}

// longRecord is a record of some parts of n bytes, with a secret over each cut.
func (x texts) longRecord(docker bool, parts, n int) []byte {
	filler := strings.Repeat("lorem ipsum dolor ", n/18+1)
	var out []byte
	carried := ""
	for i := range parts {
		secret := "token=" + x.secret()
		cut := x.IntN(len(secret))
		content := carried + " " + filler[:n-len(carried)-cut-2] + " " + secret[:cut]
		carried = secret[cut:]
		out = append(out, x.part(docker, "stdout", content, i < parts-1)...)
		if i == parts-1 {
			break
		}
		if i%7 == 3 {
			out = append(out, x.part(docker, "stderr", "password="+x.secret(), false)...)
		}
	}
	return out
}

// TestSecretsOverCutsAndBatches: a secret over a cut at every offset around
// the edge of a batch.
func TestSecretsOverCutsAndBatches(t *testing.T) {
	e := newEngine(t)
	const owned = 8 << 10
	filler := strings.Repeat("lorem ipsum dolor ", 4<<10)
	x := newTexts(9)
	for _, docker := range []bool{false, true} {
		for _, text := range []string{`"token": "` + x.secret() + `",`, "?access_token=" + x.secret() + "&b=2", "x-" + "jane.doe@example.com"} {
			for at := owned - len(text) - 60; at <= owned+3; at += 3 {
				cut := at + 1 + x.IntN(len(text))
				record := filler[:at] + " " + text + " " + filler[:3*owned]
				src := []byte(x.part(docker, "stdout", record[:cut], true) + x.part(docker, "stdout", record[cut:], false))
				got, _ := redact(t, e, bytes.NewReader(src), Options{Jobs: 2, owned: owned})
				same(t, got, whole(e, src), "%s at %d, cut at %d", text, at, cut)
				if bytes.Contains(got, []byte(secretMark)) || bytes.Contains(got, []byte("jane")) {
					t.Fatalf("%s at %d, cut at %d shows", text, at, cut)
				}
			}
		}
	}
}

// TestPartsWait: a part that goes on waits for the next line of its stream; what
// stands before it does not.
func TestPartsWait(t *testing.T) {
	r := start(t, Options{Jobs: 2})
	x := newTexts(10)
	for _, docker := range []bool{false, true} {
		first, rest := x.part(docker, "stdout", "x token=0a1b", true), x.part(docker, "stdout", "0a1b0a1b0a1b y", false)
		before, between := x.part(docker, "stdout", "a", false), x.part(docker, "stderr", "b", false)
		r.write(t, before+first)
		r.out.wait(t, before)
		r.write(t, between+rest)
		r.out.wait(t, x.part(docker, "stdout", "x token=[FILTERED_TOKEN]", true)+between+x.part(docker, "stdout", " y", false))
		r.write(t, first+"something else\n")
		r.out.wait(t, x.part(docker, "stdout", "x token=[FILTERED_TOKEN]", true)+"something else\n")
	}
	r.write(t, x.part(false, "stdout", "x token=0a1b0a1b0a1b", true))
	r.in.Close()
	r.out.wait(t, x.part(false, "stdout", "x token=[FILTERED_TOKEN]", true))
}

// TestStoppedInsideRecords: a stream that is cancelled while a part waits
// writes the part.
func TestStoppedInsideRecords(t *testing.T) {
	r := start(t, Options{Jobs: 1})
	x := newTexts(11)
	r.write(t, "before\n"+x.part(false, "stdout", "x token=0a1b0a1b0a1b", true))
	r.out.wait(t, "before\n")
	r.cancel()
	r.out.wait(t, x.part(false, "stdout", "x token=[FILTERED_TOKEN]", true))
}

// TestFailuresInCutRecords: of a record that fails every line is withheld, and
// only these; also of one that is longer than a batch.
func TestFailuresInCutRecords(t *testing.T) {
	e := newEngine(t)
	x := newTexts(12)
	for _, docker := range []bool{false, true} {
		good := x.part(docker, "stdout", "a token=0a1b", true) + x.part(docker, "stdout", "0a1b0a1b b", false)
		bad := x.part(docker, "stdout", "a token=0a1b", true) + x.part(docker, "stderr", "password=0a1b0a1b", false) +
			x.part(docker, "stdout", "0a1b0a1b P01", true) + x.part(docker, "stdout", "S0N b", false)
		src := good + bad + good
		masked := string(whole(e, []byte(good)))
		want := masked + strings.Repeat(withheld+"\n", 4) + masked
		for _, onMask := range []bool{false, true} {
			got, report := redact(t, e, strings.NewReader(src), failingOptions(e, 2, 0, onMask))
			same(t, got, []byte(want), "docker %v, while masking %v", docker, onMask)
			if report.Withheld != 1 || report.Lines != int64(strings.Count(src, "\n")) {
				t.Errorf("%d withheld, %d lines", report.Withheld, report.Lines)
			}
		}
		src = good + string(x.longRecord(docker, 9, 5000)) + x.part(docker, "stdout", "P01", true) + x.part(docker, "stdout", "S0N x token=0a1b0a1b", true) +
			x.part(docker, "stdout", "0a1b y", false) + good
		got, _ := redact(t, e, strings.NewReader(src), failingOptions(e, 2, 1000, false))
		if bytes.Count(got, newline) != strings.Count(src, "\n") || bytes.Contains(got, []byte("P01")) || bytes.Contains(got, []byte(secretMark)) || !bytes.HasSuffix(got, []byte(masked)) {
			t.Errorf("docker %v: %d lines of %d, %.2000q", docker, bytes.Count(got, newline), strings.Count(src, "\n"), got)
		}
	}
}

// TestMemoryOfContainerLogsIsBounded: promise 7, for records in parts of one
// byte, records that never end, and parts that never go on.
func TestMemoryOfContainerLogsIsBounded(t *testing.T) {
	e := newEngine(t)
	x := newTexts(13)
	for name, text := range map[string]string{
		"parts of a byte": x.part(false, "stdout", "0", true), "json parts of a byte": x.part(true, "stdout", "0", true),
		"parts": string(x.longRecord(false, 5, 16<<10)), "between": x.part(false, "stdout", "0", true) + x.part(false, "stderr", "x", false),
		"both cut": x.part(false, "stdout", "0", true) + x.part(false, "stderr", "x", true), "alone": x.part(true, "stdout", "0", true) + "\n",
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		if _, err := Redact(context.Background(), e, io.Discard, &repeated{text: text, n: 8 << 20}, Options{Jobs: 4}); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 64<<20 {
			t.Errorf("%s: the heap has grown by %d MB", name, grown>>20)
		}
	}
}
