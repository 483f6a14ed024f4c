package detectors

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// runtime writes lines as a container runtime does: what stands before and
// after the content of a part.
type runtime struct {
	name   string
	head   func(stream string, cut bool) string
	tail   func(stream string) string
	escape func(content string) string // the content, without its line end
	eol    string                      // the line end of the program, in the content
}

func plain(content string) string { return content }

// cri writes the CRI log format with a time and tags after the first one.
func cri(name, time, tags string) runtime {
	return runtime{name, func(stream string, cut bool) string {
		tag := "F"
		if cut {
			tag = "P"
		}
		return time + " " + stream + " " + tag + tags + " "
	}, func(string) string { return "" }, plain, ""}
}

// jsonFile writes Docker's json-file with attributes.
func jsonFile(name, attrs string) runtime {
	return runtime{name, func(string, bool) string { return `{"log":"` },
		func(stream string) string {
			return `","stream":"` + stream + `"` + attrs + `,"time":"2026-11-22T10:15:31.123456789Z"}`
		}, inJSON, `\n`}
}

// inJSON escapes as Docker does.
func inJSON(content string) string {
	b, err := json.Marshal(content)
	if err != nil {
		panic(err)
	}
	return string(b[1 : len(b)-1])
}

var runtimes = []runtime{
	cri("containerd", "2026-11-22T10:15:31.123456789Z", ""),
	cri("containerd, short fraction", "2026-11-22T10:15:31.12Z", ""),
	cri("containerd, full second", "2026-11-22T10:15:31Z", ""),
	cri("cri-o", "2026-11-22T10:15:31.123456789+01:00", ""),
	cri("tags", "2026-11-22T10:15:31.123456789-08:00", ":x:y2"),
	jsonFile("json-file", ""),
	jsonFile("json-file, attributes", `,"attrs":{"env":"prod","com.example/a":"b \"c\""}`),
}

// lines writes a record as the lines of its parts; the last one is cut too if
// the rest never came.
func (r runtime) lines(stream, eol string, cut bool, parts ...string) (lines []string) {
	for i, content := range parts {
		last := i == len(parts)-1
		line := r.head(stream, !last || cut) + r.escape(content)
		if last && !cut {
			line += r.eol
		}
		lines = append(lines, line+r.tail(stream)+eol)
	}
	return lines
}

// contents takes the contents out of lines again.
func (r runtime) contents(t reporter, stream, eol string, lines []string) string {
	t.Helper()
	var joined strings.Builder
	for i, line := range lines {
		rest, ok := strings.CutPrefix(line, r.head(stream, i < len(lines)-1))
		rest, ok2 := strings.CutSuffix(rest, r.tail(stream)+eol)
		if !ok || !ok2 {
			t.Fatalf("%s: line %d of %d changed around its content: %q", r.name, i+1, len(lines), line)
		}
		joined.WriteString(rest)
	}
	return joined.String()
}

// checkCut redacts a record in parts and compares it with the record in one
// part, under every mask; and once more what came out.
func checkCut(t reporter, e *Engine, r runtime, eol string, parts ...string) {
	t.Helper()
	s := e.NewScanner()
	src := strings.Join(r.lines("stdout", eol, false, parts...), "")
	got := string(s.AppendRedact(nil, []byte(src)))
	out := strings.SplitAfter(strings.TrimSuffix(got, "\n"), "\n")
	out[len(out)-1] += "\n"
	if len(out) != len(parts) {
		t.Fatalf("%s: %d lines became %d: %q", r.name, len(parts), len(out), got)
	}
	var escaped string
	for _, content := range parts {
		escaped += r.escape(content)
	}
	one := r.head("stdout", false) + escaped + r.eol + r.tail("stdout") + eol
	want := string(s.AppendRedact(nil, []byte(one)))
	if joined := r.contents(t, "stdout", eol, out); joined != r.contents(t, "stdout", eol, []string{want}) {
		t.Fatalf("%s: not what the record becomes in one part\n  in %q\n got %q\nwant %q", r.name, src, got, want)
	}
	if again := string(s.AppendRedact(nil, []byte(got))); again != got && bytes.Equal(s.AppendRedact(nil, []byte(want)), []byte(want)) {
		t.Fatalf("%s: the second time\n  in %q\nonce %q\nthen %q", r.name, src, got, again)
	}
	for i, line := range strings.SplitAfter(src, eol) {
		if json.Valid([]byte(line)) && !json.Valid([]byte(out[i])) {
			t.Fatalf("%s: no longer JSON: %q became %q", r.name, line, out[i])
		}
	}
}

// cutSecrets are records with a secret in them: before, secret, after.
var cutSecrets = []struct{ kind, before, secret, after string }{
	{"token", "x Authorization: Bearer ", "0a1b2c3d4e5f60718293a4b5", " done"},
	{"query", "GET /x?a=1&access_token=", "0a1b2c3d4e5f60718293a4b5", "&b=2 HTTP/1.1"},
	{"jwt", "rejected ", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlc2lnbmF0dXJl", ", expired"},
	{"email", "mail to ", "ana.ruiz@example.com", " sent"},
	{"encoded email", "GET /u?next=%2Fx%3Fm%3D", "ana.ruiz%2540example.com", "&b=2"},
	{"phone", "call ", "+44 20 7946 0123", " now"},
	{"cookie", "Set-Cookie: sessionid=", "sample0session0key0of0nobody0000", "; Path=/"},
	{"json", `{"a": 1, "password": "`, `h\"nter\u0032\\22`, `", "n": 1}`},
	{"number", `{"a": 1, "phone": `, `442079460123`, `, "n": 1}`},
	{"json in json", `{"m": "{\"password\": \"`, `hunter22hunter`, `\", \"n\": 1}"}`},
	{"repr", `{'token': '`, `0a1b2c3d4e5f60718293a4b5`, `', 'n': 1}`},
	{"url", "postgres://shop:", "sample-db-password", "@db.internal:5432/shop"},
	{"block", `{"key": "-----BEGIN PRIVATE KEY-----`, `\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDAC4AW\nkdwKYSd8qyz\n`, `-----END PRIVATE KEY-----\n", "n": 1}`},
}

// TestCutSecrets: a secret that a runtime cut, at every offset from its key to
// what comes after it, in two parts and in three, becomes what it is in one.
func TestCutSecrets(t *testing.T) {
	for _, e := range engines(t) {
		for _, r := range runtimes {
			for _, c := range cutSecrets {
				record := c.before + c.secret + c.after
				for at := range len(record) + 1 {
					checkCut(t, e, r, "\n", record[:at], record[at:])
				}
				middle := len(c.before) + len(c.secret)/2
				checkCut(t, e, r, "\r\n", record[:middle], record[middle:middle+1], record[middle+1:])
				checkCut(t, e, r, "\n", record[:middle], "", record[middle:middle+2], "", record[middle+2:])
			}
		}
	}
}

// TestCutSecretsDoNotShow: no byte of them, wherever the cut is; the label
// stands in the part in which the secret begins.
func TestCutSecretsDoNotShow(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	for _, r := range runtimes {
		for _, c := range cutSecrets {
			for at := 1; at < len(c.secret); at++ {
				in := r.lines("stderr", "\n", false, c.before+c.secret[:at], c.secret[at:]+c.after)
				out := strings.SplitAfter(string(s.AppendRedact(nil, []byte(strings.Join(in, "")))), "\n")
				before, label, ok := strings.Cut(out[0], "[FILTERED_")
				if _, tail, _ := strings.Cut(label, "]"); !ok || !strings.HasPrefix(before, r.head("stderr", true)) || strings.TrimLeft(tail, `\"`) != strings.TrimLeft(r.tail("stderr")+"\n", `"`) {
					t.Fatalf("%s, %s cut at %d: the first part is %q", r.name, c.kind, at, out[0])
				}
				if after := r.head("stderr", false) + r.escape(c.after) + r.eol + r.tail("stderr") + "\n"; out[1] != after && !strings.HasSuffix(c.before, ": ") {
					t.Fatalf("%s, %s cut at %d: the second part is %q, want %q", r.name, c.kind, at, out[1], after)
				}
			}
		}
	}
}

// TestPartsThatStandAlone: what no exact grammar joins is decided line by line.
func TestPartsThatStandAlone(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	const time, key, rest = "2026-11-22T10:15:31.123456789Z", "access_token=", "0a1b2c3d4e5f60718293"
	head := time + " stdout P " + key + "\n"
	for name, text := range map[string]string{
		"other stream":         head + time + " stderr F " + rest + "\n",
		"full part":            time + " stdout F " + key + "\n" + time + " stdout F " + rest + "\n",
		"no part":              head + rest + "\n",
		"no time":              "2026-11-22 stdout P " + key + "\n2026-11-22 stdout F " + rest + "\n",
		"time with a blank":    "2026-11-22 10:15:31.123456789Z stdout P " + key + "\n2026-11-22 10:15:31.123456789Z stdout F " + rest + "\n",
		"ten digits":           "2026-11-22T10:15:31.1234567890Z stdout P " + key + "\n" + time + " stdout F " + rest + "\n",
		"no zone":              "2026-11-22T10:15:31.123456789 stdout P " + key + "\n" + time + " stdout F " + rest + "\n",
		"another stream":       time + " stdlog P " + key + "\n" + time + " stdlog F " + rest + "\n",
		"another tag":          time + " stdout Q " + key + "\n" + time + " stdout F " + rest + "\n",
		"a word as tag":        time + " stdout Pa " + key + "\n" + time + " stdout F " + rest + "\n",
		"another format":       head + `{"log":"` + rest + `\n","stream":"stdout","time":"` + time + `"}` + "\n",
		"a blank line between": head + "\n" + time + " stdout F " + rest + "\n",
		"a line between":       head + "x\n" + time + " stdout F " + rest + "\n",
		"many lines between":   head + strings.Repeat(time+" stderr F x\n", maxBetween+1) + time + " stdout F " + rest + "\n",
		"much between":         head + strings.Repeat(time+" stderr F "+strings.Repeat("x ", maxHeld/4)+"\n", 2) + time + " stdout F " + rest + "\n",
		"json with a line end": `{"log":"` + key + `\n","stream":"stdout","time":"` + time + `"}` + "\n" + `{"log":"` + rest + `\n","stream":"stdout","time":"` + time + `"}` + "\n",
		"json without stream":  `{"log":"` + key + `","time":"` + time + `"}` + "\n" + `{"log":"` + rest + `\n","time":"` + time + `"}` + "\n",
		"json with a member":   `{"log":"` + key + `","a":"b","stream":"stdout","time":"` + time + `"}` + "\n" + `{"log":"` + rest + `\n","stream":"stdout","time":"` + time + `"}` + "\n",
		"json with a blank":    `{"log": "` + key + `","stream":"stdout","time":"` + time + `"}` + "\n" + `{"log": "` + rest + `\n","stream":"stdout","time":"` + time + `"}` + "\n",
	} {
		var want []byte
		for line := range strings.Lines(text) {
			want = s.AppendRedact(want, []byte(line))
		}
		if got := s.AppendRedact(nil, []byte(text)); !bytes.Equal(got, want) {
			t.Errorf("%s: got %.300q", name, got)
		}
	}
}

// TestLinesOfTheOtherStream: between the parts, also if these are cut
// themselves or hold secrets of their own.
func TestLinesOfTheOtherStream(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	for _, r := range runtimes {
		mine := r.lines("stdout", "\n", false, "x password=hun", "ter", "22hunter y")
		hers := r.lines("stderr", "\n", false, "mail to ana.r", "uiz@example.com sent")
		other := r.lines("stderr", "\n", false, `token: 0a1b2c3d4e5f60718293`)[0]
		src := mine[0] + other + hers[0] + hers[1] + other + mine[1] + other + mine[2]
		hidden := r.lines("stderr", "\n", false, `token: [FILTERED_TOKEN]`)[0]
		joined := r.lines("stderr", "\n", false, "mail to [FILTERED_EMAIL]", " sent")
		want := r.lines("stdout", "\n", true, "x password=[FILTERED_PASSWORD]")[0] + hidden + joined[0] + joined[1] + hidden +
			r.lines("stdout", "\n", true, "")[0] + hidden + r.lines("stdout", "\n", false, " y")[0]
		got := string(s.AppendRedact(nil, []byte(src)))
		if got != want {
			t.Errorf("%s\n  in %s\n got %s\nwant %s", r.name, src, got, want)
		}
		if again := string(s.AppendRedact(nil, []byte(got))); again != got {
			t.Errorf("%s: the second time: %s", r.name, again)
		}
	}
}

// TestAttributesAreLookedAt: what json-file adds to each line is text too.
func TestAttributesAreLookedAt(t *testing.T) {
	r := jsonFile("", `,"attrs":{"token":"0a1b2c3d4e5f60718293"}`)
	got := string(mustNew(t, Options{}).NewScanner().AppendRedact(nil, []byte(strings.Join(r.lines("stdout", "\n", false, "password=hun", "ter22 x"), ""))))
	if strings.Contains(got, "0a1b") || strings.Contains(got, "hun") || strings.Contains(got, "ter22") || strings.Count(got, "[FILTERED_TOKEN]") != 2 {
		t.Errorf("got %s", got)
	}
}

// TestPartsAtTheEnd: a lane that ends in the middle of a record.
func TestPartsAtTheEnd(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	for _, r := range runtimes {
		for _, eol := range []string{"\n", "\r\n", ""} {
			in := r.lines("stdout", eol, true, "x token=0a1b2c3d4e5f6071")
			want := r.lines("stdout", eol, true, "x token=[FILTERED_TOKEN]")
			if got := string(s.AppendRedact(nil, []byte(in[0]))); got != want[0] {
				t.Errorf("%s: got %q", r.name, got)
			}
		}
		in := strings.Join(r.lines("stdout", "\n", true, "x token=0a1b2c3d", "4e5f6071"), "")
		want := strings.Join(r.lines("stdout", "\n", true, "x token=[FILTERED_TOKEN]", ""), "")
		for i := range len(r.tail("stdout")) + 2 { // also if the last line is not whole
			if got := string(s.AppendRedact(nil, []byte(in[:len(in)-i]))); i < 2 && got != want[:len(want)-i] {
				t.Errorf("%s, %d bytes missing: got %q", r.name, i, got)
			}
		}
	}
}

// joinAll feeds a lane in pieces of n bytes and returns the joined text, the
// seams, and all of it put together again.
func joinAll(j *Joiner, src []byte, n int) (joined, seams, whole []byte) {
	for len(src) > 0 {
		piece := bytes.Clone(src[:min(n, len(src))])
		src = src[len(piece):]
		j.Feed(piece, len(src) == 0)
		for {
			text, taken, ok := j.Next()
			if !ok {
				break
			}
			joined, whole = append(joined, text...), append(append(whole, text...), taken.Text...)
			if len(taken.Text) > 0 {
				seams = append(fmt.Appendf(seams, "%d %t ", len(joined), taken.Odd), taken.Text...)
			}
		}
		clear(piece)
	}
	return joined, seams, whole
}

// checkFeeding: how a lane is fed does not show, and nothing of it is lost.
func checkFeeding(t reporter, src []byte, n int) {
	t.Helper()
	var j Joiner
	joined, seams, whole := joinAll(&j, src, max(1, len(src)))
	if !bytes.Equal(whole, src) {
		t.Fatalf("lost: %s", diff(whole, src))
	}
	again, seamsAgain, wholeAgain := joinAll(&j, src, n)
	if !bytes.Equal(joined, again) || !bytes.Equal(seams, seamsAgain) || !bytes.Equal(wholeAgain, src) {
		t.Fatalf("fed %d by %d: %s\nin %q", n, n, diff(again, joined), src)
	}
	checkUncut(t, src, n)
}

// checkUncut: what Uncut takes is what a Joiner would leave as it is, however
// the lane is fed.
func checkUncut(t reporter, src []byte, n int) {
	t.Helper()
	done, inside, unsure := 0, false, true
	for hi := 0; unsure && hi < len(src); {
		hi = min(len(src), hi+n)
		var took int
		took, unsure = Uncut(src[done:hi], inside)
		if done += took; took > 0 {
			inside = src[done-1] != '\n'
		}
		if unsure && hi-done > MaxUnsure {
			t.Fatalf("unsure of %d bytes of %q", hi-done, src)
		}
		unsure = unsure || done == hi
	}
	var j Joiner
	joined, seams, _ := joinAll(&j, src, max(1, len(src)))
	rest, restSeams, _ := joinAll(&j, src[done:], max(1, len(src)))
	if again := slices.Concat(src[:done], rest); !bytes.Equal(again, joined) {
		t.Fatalf("%d bytes taken %d by %d: %s\nin %q", done, n, n, diff(again, joined), src)
	}
	if done == len(src) && len(seams) > 0 || (len(seams) == 0) != (len(restSeams) == 0) {
		t.Fatalf("%d bytes taken %d by %d, over a seam, in %q", done, n, n, src)
	}
}

// containerLog writes a log of records of which some are cut, with lines of
// both streams between each other, and now and then something else.
func containerLog(p plant, records int) []byte {
	var queues [2][]string
	r := runtimes[p.IntN(len(runtimes))]
	eol := []string{"\n", "\n", "\r\n"}[p.IntN(3)]
	for range records {
		i := p.IntN(2)
		queues[i] = append(queues[i], r.lines([]string{"stdout", "stderr"}[i], eol, p.IntN(20) == 0, p.cut(p.line().line)...)...)
	}
	var out []byte
	for len(queues[0])+len(queues[1]) > 0 {
		i := p.IntN(2)
		for n := 1 + p.IntN(6); n > 0 && len(queues[i]) > 0; n-- {
			out = append(out, queues[i][0]...)
			queues[i] = queues[i][1:]
		}
		switch p.IntN(40) {
		case 0:
			out = append(out, "something else\n"...)
		case 1:
			out = append(out, r.head("stdout", true)+"\n"...)
		case 2:
			out = append(out, strings.Repeat(r.lines("stderr", eol, false, "x")[0], maxBetween/2)...)
		}
	}
	return out[:len(out)-p.IntN(2)*p.IntN(min(len(out), 60))]
}

// cut cuts a record into some parts.
func (p plant) cut(record string) (parts []string) {
	record = strings.ReplaceAll(record, "\n", " ")
	for p.IntN(3) > 0 && len(record) > 0 {
		n := p.IntN(len(record) + 1)
		parts, record = append(parts, record[:n]), record[n:]
	}
	return append(parts, record)
}

func TestFeedingDoesNotShow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := containerLog(newPlant(rapid.Uint64().Draw(t, "seed")), rapid.IntRange(1, 30).Draw(t, "records"))
		checkFeeding(t, src, rapid.OneOf(rapid.IntRange(1, 9), rapid.IntRange(10, 3000)).Draw(t, "bytes"))
	})
}

// TestCutRecords: random records in random parts become what they are in one.
func TestCutRecords(t *testing.T) {
	for _, e := range engines(t) {
		rapid.Check(t, func(t *rapid.T) {
			p := newPlant(rapid.Uint64().Draw(t, "seed"))
			r := rapid.SampledFrom(runtimes).Draw(t, "runtime")
			checkCut(t, e, r, rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "line end"), p.cut(p.line().line)...)
		})
	}
}

// TestContainerLogs: whole logs keep their lines and stay as they are the
// second time.
func TestContainerLogs(t *testing.T) {
	for i, e := range engines(t) {
		rapid.Check(t, func(t *rapid.T) {
			src := containerLog(newPlant(rapid.Uint64().Draw(t, "seed")), rapid.IntRange(1, 20).Draw(t, "records"))
			got := e.NewScanner().AppendRedact(nil, src)
			if bytes.Count(got, newline) != bytes.Count(src, newline) {
				t.Fatalf("mask %q: other lines\n in %q\nout %q", maskOptions[i].Mask.Mode, src, got)
			}
			checkIdempotent(t, e, src)
			checkValid(t, e, src)
		})
	}
}

// TestLongLinesOfAJSONFile: a line that is longer than any that Docker writes
// is text like any other, and reading it byte by byte costs no more than
// reading it at once.
func TestLongLinesOfAJSONFile(t *testing.T) {
	r := runtimes[len(runtimes)-1]
	for _, n := range []int{maxHeld / 4, maxHeld - 200, maxHeld, maxHeld + 1} {
		src := strings.Join(r.lines("stdout", "\n", false, strings.Repeat("x", n), "y"), "")
		checkFeeding(t, []byte(src), 1)
		checkFeeding(t, []byte(src), 4099)
	}
}

// TestPartsTakeLinearTime: promise 7, as TestTimeIsLinear, also fed by the byte.
func TestPartsTakeLinearTime(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	const p, f = "2026-11-22T10:15:31Z stdout P ", "2026-11-22T10:15:31Z stderr F "
	for name, text := range map[string]string{
		"heads": p, "parts": p + "\n", "cut tokens": p + "token=0\n", "one token": p + "0\n", "times": "2026-11-22T10:15:31.1",
		"both": p + "\n" + f + "\n", "both cut": p + "\n" + strings.Replace(f, "F", "P", 1) + "\n", "given up": p + "\n" + strings.Repeat(f+"\n", maxBetween+1),
		"json heads": `{"log":"`, "json quotes": `{"log":"` + strings.Repeat(`\"`, 999) + "\n", "json backslashes": `{"log":"` + strings.Repeat(`\`, 999) + "\n",
		"json parts": `{"log":"x","stream":"stdout","time":"2026-11-22T10:15:31Z"}` + "\n", "json returns": `{"log":"x","stream":"stdout","time":"2026-11-22T10:15:31Z"}` + "\r",
	} {
		src := bytes.Repeat([]byte(text), hostileBytes()/4/len(text))
		start := time.Now()
		s.AppendRedact(nil, src)
		t.Logf("%-18s %5.1f ns/byte", name, perByte(time.Since(start), src))
		checkFeeding(t, src[:len(src)/8], 1)
	}
}

func FuzzJoiner(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(containerLog(newPlant(seed), 4), uint16(1+seed*seed))
	}
	f.Fuzz(func(t *testing.T, src []byte, n uint16) { checkFeeding(t, src, 1+int(n)) })
}

func FuzzCut(f *testing.F) {
	for i, c := range cutSecrets {
		f.Add(c.before+c.secret+c.after, uint16(len(c.before)+i%len(c.secret)), uint16(1), uint8(i))
	}
	all := engines(f)
	f.Fuzz(func(t *testing.T, record string, first, second uint16, mode uint8) {
		// A carriage return before a cut would be a part of the line end.
		record = strings.ToValidUTF8(strings.NewReplacer("\n", " ", "\r", " ").Replace(record), "?")
		i := min(int(first), len(record))
		j := min(i+int(second), len(record))
		checkCut(t, all[int(mode)%len(all)], runtimes[int(mode/8)%len(runtimes)], "\n", record[:i], record[i:j], record[j:])
	})
}
