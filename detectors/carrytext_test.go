package detectors

import (
	"bytes"
	"crypto/sha256"
	"encoding"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"pgregory.net/rapid"
)

var _ encoding.TextAppender = Carry{}

// carrying are lanes that carry something over line ends, in every way there is;
// X stands for what must not be in the text of a Carry.
var carrying = []string{
	"-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADANBgkqX\nhkiG9w0BAQEFAASC\n-----END RSA PRIVATE KEY-----\nafter\n",
	"web | -----BEGIN PRIVATE KEY-----\nweb | MIIEvQIBADANBgkqhkiG9w0BAQEFAAX\nweb | hkiG9w0BAQEFAASCwQ==\nafter\n",
	"{\n  \"name\": \"Authorization\",\n  \"value\": \"tokabc123X\"\n}\n",
	"- name: password\n  value: hunter22X\n",
	"password: |\n  correct horse X\n  q7Jw2kXz\nx: 1\n",
	"token:\n  0a1b95436d75b90029b6X\n",
	"Authorization: Bearer\n  0a1b95436d75b90029b6X\nnext\n",
	"<tr>\n<td>password</td>\n<td>hunter22X</td>\n</tr>\n",
	"<password>\n   hunter22X\n</password>\n",
	"Content-Disposition: form-data; name=\"upload_token\"\r\n\r\n0a1b95436d75b90029b6X\r\n--x--\r\n",
	"Cookie: sessionid=0a1b95436d75b90029b6X;\n csrftoken=0a1b95436d75b90029b6X\nnext\n",
	"GET /reset?token=3D0a1b95436d75b90029b60a1bX=\n29b60a1b95436d75b90029b6 x\n",
	"the session\n 0a1b95436d75b90029b60a1b95436d75X\nnext\n",
	"SET password = 'hunter22X' WHERE 1; Cookie: a=b\nargs=('hunter22X',)\n",
	"{\"name\": \"password\",\n\n\n\n \"value\": \"hunter22X\"}\n",
	"{\"name\": \"password\"," + strings.Repeat("\n", math.MaxInt8+3) + "\"value\": \"hunter22X\"}\n",
}

// lineEnds calls do for every line end of a lane with what is carried there.
func lineEnds(e *Engine, lane []byte, do func(at int, c Carry)) {
	s := e.NewScanner()
	var c Carry
	for at := 0; at < len(lane); {
		end := endOfLine(lane, at)
		_, c = s.Scan(c, Lines(lane[at:end]))
		do(end, c)
		at = end
	}
}

// resumed takes a Carry through its text.
func resumed(t rapid.TB, c Carry) Carry {
	t.Helper()
	text, err := c.AppendText(nil)
	if err != nil {
		t.Fatalf("%v: %+v", err, c)
	}
	got, exact := ResumeCarry(string(text))
	if !exact || got != c {
		t.Fatalf("%s: got %+v\nwant %+v", text, got, c)
	}
	if len(text) > MaxCarryText || (len(text) == 0) != (c == Carry{}) {
		t.Fatalf("a text of %d bytes for %+v", len(text), c)
	}
	return got
}

// redactResumed redacts a lane, each piece of it by a new engine and with a
// Carry that was written and read; pieces end where cuts says, at line ends.
func redactResumed(t rapid.TB, all []*Engine, lane []byte, cut func() bool) (out []byte) {
	t.Helper()
	var c Carry
	for n, lo := 0, 0; lo < len(lane); n++ {
		hi := endOfLine(lane, lo)
		for hi < len(lane) && !cut() {
			hi = endOfLine(lane, hi)
		}
		s := all[n%len(all)].NewScanner()
		w := Lines(lane[lo:hi])
		found, next := s.Scan(resumed(t, c), w)
		out = s.AppendMasked(out, w, found)
		c, lo = next, hi
	}
	return out
}

// TestLanesAreResumed: a lane that ends at any of its lines, and goes on in
// another process, becomes what it becomes in one.
func TestLanesAreResumed(t *testing.T) {
	for i, o := range maskOptions {
		user := o
		user.Rules, user.Dictionaries = nastyRules, nastyDictionaries
		for _, options := range []Options{o, user} {
			both := []*Engine{mustNew(t, options), mustNew(t, options)}
			for _, lane := range carrying {
				want := both[0].NewScanner().AppendRedact(nil, []byte(lane))
				if got := redactResumed(t, both, []byte(lane), func() bool { return true }); !bytes.Equal(got, want) {
					t.Errorf("mask %d: %s", i, diff(got, want))
				}
			}
			rapid.Check(t, func(t *rapid.T) {
				lane := newPlant(rapid.Uint64().Draw(t, "seed")).text(rapid.IntRange(1, 12).Draw(t, "lines"))
				for range rapid.IntRange(0, 4).Draw(t, "blocks") {
					lane = append(lane, rapid.SampledFrom(carrying).Draw(t, "block")...)
				}
				want := both[0].NewScanner().AppendRedact(nil, lane)
				got := redactResumed(t, both, lane, func() bool { return rapid.Bool().Draw(t, "cut") })
				if !bytes.Equal(got, want) {
					t.Fatal(diff(got, want))
				}
			})
		}
	}
}

// TestCarryingLanesCarry keeps the tests around it from passing for nothing.
func TestCarryingLanesCarry(t *testing.T) {
	e := mustNew(t, Options{})
	modes := map[regionMode]bool{}
	for _, lane := range carrying {
		carried := false
		lineEnds(e, []byte(lane), func(_ int, c Carry) {
			carried = carried || c != Carry{}
			modes[c.region.mode] = true
		})
		if !carried {
			t.Errorf("nothing is carried in %q", lane)
		}
	}
	for mode := regionNone; mode <= regionRow; mode++ {
		if mode.crossesLines() && !modes[mode] {
			t.Errorf("no lane is carried in mode %d", mode)
		}
	}
}

// TestCarryTextHoldsNoSecret: what is carried is the same whatever the secret is.
func TestCarryTextHoldsNoSecret(t *testing.T) {
	e := mustNew(t, Options{})
	for _, lane := range carrying {
		var one, other []Carry
		lineEnds(e, []byte(strings.ReplaceAll(lane, "X", "k7Qw")), func(_ int, c Carry) { one = append(one, c) })
		lineEnds(e, []byte(strings.ReplaceAll(lane, "X", "Zp05")), func(_ int, c Carry) { other = append(other, c) })
		if !slices.Equal(one, other) {
			t.Errorf("the secret shows in what is carried: %q", lane)
		}
	}
}

// TestCarryIsTheSameForAllOptions, which is why its text names no engine.
func TestCarryIsTheSameForAllOptions(t *testing.T) {
	e := mustNew(t, Options{})
	others := map[string]*Engine{
		"only":  mustNew(t, Options{Only: []string{"email"}}),
		"rules": mustNew(t, Options{Rules: nastyRules[:1], PhoneRegions: []string{}}),
	}
	for i, o := range maskOptions {
		others[fmt.Sprint("mask ", i)] = mustNew(t, o)
	}
	for name, other := range others {
		for _, lane := range carrying {
			var one, two []Carry
			lineEnds(e, []byte(lane), func(_ int, c Carry) { one = append(one, c) })
			lineEnds(other, []byte(lane), func(_ int, c Carry) { two = append(two, c) })
			if !slices.Equal(one, two) {
				t.Errorf("%s: another carry in %q", name, lane)
			}
		}
	}
}

// TestCarryTextFailsClosed: what cannot be read is never the beginning of a lane.
func TestCarryTextFailsClosed(t *testing.T) {
	c := Carry{pending: pending{key: keyEntry{kind: kindPassword, known: true}, gone: 7, live: true}}
	text, err := c.AppendText([]byte("before "))
	if err != nil || !bytes.HasPrefix(text, []byte("before ")) {
		t.Fatalf("%q %v", text, err)
	}
	text = text[len("before "):]
	for i := range text {
		damaged := slices.Clone(text)
		damaged[i] ^= 1
		for _, bad := range []string{string(damaged), string(text[:i]) + "=", string(text) + string(text[:i+1])} {
			if got, exact := ResumeCarry(bad); exact || got != AfterLoss() {
				t.Errorf("%q of %q was read", bad, text)
			}
		}
		if got, exact := ResumeCarry(string(text[:i])); i > 0 && (exact || got != AfterLoss()) {
			t.Errorf("the first %d bytes of %q were read", i, text)
		}
	}
}

// TestCarryInsideALine: there is no text for what holds more than numbers.
func TestCarryInsideALine(t *testing.T) {
	e := mustNew(t, Options{})
	text := []byte(`WHERE "token" = '0a1b95436d75b90029b6' and more of it`)
	_, c := e.NewScanner().Scan(Carry{}, windowOf(text, 0, len(text)-9))
	if _, err := c.AppendText(nil); err == nil {
		t.Errorf("written: %+v", c)
	}
}

// TestEveryFieldIsCarried sets one field at a time: a field that the text left
// away would be lost.
func TestEveryFieldIsCarried(t *testing.T) {
	refused := map[string]bool{}
	longest := Carry{region: region{mode: regionPart}}
	eachLeaf(reflect.ValueOf(&longest).Elem(), "", func(name string, field reflect.Value) {
		c := Carry{pem: true, region: region{mode: regionPart}}
		eachLeaf(reflect.ValueOf(&c).Elem(), "", func(same string, v reflect.Value) {
			if same == name {
				setLeaf(v, 1)
				if strings.HasSuffix(name, "mode") {
					v.SetUint(uint64(regionBlock))
				}
			}
		})
		text, err := c.AppendText(nil)
		if refused[strings.Split(name, ".")[1]] = err != nil; err != nil {
			return
		}
		if got, exact := ResumeCarry(string(text)); !exact || got != c {
			t.Errorf("%s is lost", name)
		}
		largest := []int64{1, int64(regionFolded), int64(PlaceSQL), maxPairLines, int64(endPEM), int64(builtinKinds - 1), int64(MaskedRule), math.MaxInt8, maxPairGap + maxGap, math.MaxUint8, math.MaxUint16}
		slices.Sort(largest)
		before := longest
		for _, most := range largest {
			if fits := field.CanInt() && !field.OverflowInt(most) || field.CanUint() && !field.OverflowUint(uint64(most)) || most == 1; !fits {
				continue
			}
			setLeaf(field, most)
			if _, err := longest.AppendText(nil); err != nil {
				longest = before
				continue
			}
			before = longest
		}
	})
	for _, inside := range []string{"cursor", "next", "hidden", "clear", "statement", "line"} {
		if !refused[inside] {
			t.Errorf("%s is written", inside)
		}
	}
	if text, err := longest.AppendText(nil); err != nil || len(text) > MaxCarryText || len(text) < MaxCarryText-8 {
		t.Errorf("the longest text has %d bytes: %v", len(text), err)
	}
}

// eachLeaf calls do for every field of a struct that is none itself.
func eachLeaf(v reflect.Value, name string, do func(string, reflect.Value)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			eachLeaf(v.Field(i), name+"."+v.Type().Field(i).Name, do)
		}
	case reflect.Array:
		eachLeaf(v.Index(0), name, do)
	default:
		do(name, reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem())
	}
}

func setLeaf(v reflect.Value, n int64) {
	switch {
	case v.CanInt():
		v.SetInt(n)
	case v.CanUint():
		v.SetUint(uint64(n))
	default:
		v.SetBool(n != 0)
	}
}

// TestCarryForm: a Carry that another version wrote is read only if it means the
// same. If this fails, raise carryForm and write down the new sum.
func TestCarryForm(t *testing.T) {
	const form, sum = 1, "c69b7565efd5ce72"
	var meaning bytes.Buffer
	eachLeaf(reflect.ValueOf(&Carry{}).Elem(), "", func(name string, v reflect.Value) { fmt.Fprintln(&meaning, name, v.Type()) })
	names := constantsOf(t, "KindID", "Place", "Reason", "delimiterForm", "keyFlags", "regionMode")
	if len(names) < 90 {
		t.Fatalf("only %d constants are found", len(names))
	}
	fmt.Fprintln(&meaning, names)
	if got := fmt.Sprintf("%x", sha256.Sum256(meaning.Bytes()))[:16]; carryForm != form || got != sum {
		t.Errorf("form %d has sum %s, want form %d and sum %s", carryForm, got, form, sum)
	}
}

// constantsOf lists the constants of some types in the order of their numbers.
func constantsOf(t *testing.T, types ...string) (all []string) {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
				addConstants(found, g)
			}
		}
	}
	for _, name := range types {
		all = append(append(all, name), found[name]...)
	}
	return all
}

// addConstants sorts the constants of one declaration by their types.
func addConstants(found map[string][]string, g *ast.GenDecl) {
	of := ""
	for _, s := range g.Specs {
		v := s.(*ast.ValueSpec)
		if v.Type != nil {
			of = fmt.Sprint(v.Type)
		} else if v.Values != nil {
			of = ""
		}
		for _, n := range v.Names {
			found[of] = append(found[of], n.Name)
		}
	}
}

// FuzzCarryText: whatever a store holds, reading it does not panic, and neither
// does going on with what was read.
func FuzzCarryText(f *testing.F) {
	e := mustNew(f, Options{})
	for _, lane := range carrying {
		lineEnds(e, []byte(lane), func(at int, c Carry) {
			text, err := c.AppendText(nil)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text, []byte(lane)[at:])
			w := carryWriter{}
			c.eachField(&w)
			f.Add(w.data, []byte(lane)[at:])
		})
	}
	f.Fuzz(func(t *testing.T, data, lane []byte) {
		text, _ := ResumeCarry(string(data))
		fields, ok := readCarry(data)
		if !ok {
			fields = Carry{}
		}
		for _, c := range []Carry{text, fields} {
			resumed(t, c)
			s := e.NewScanner()
			found, after := s.Scan(c, Lines(lane))
			s.AppendMasked(nil, Lines(lane), found)
			resumed(t, after)
		}
	})
}
