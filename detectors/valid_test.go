package detectors

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// checkValid: promise 3 for whatever of src is JSON, the whole or a line.
func checkValid(t reporter, e *Engine, src []byte) {
	t.Helper()
	got := e.NewScanner().AppendRedact(nil, src)
	if json.Valid(src) && !json.Valid(got) {
		t.Fatalf("no longer JSON\n in %q\nout %q", src, got)
	}
	in, out := bytes.Split(src, newline), bytes.Split(got, newline)
	for i := range in {
		if json.Valid(in[i]) && !json.Valid(out[i]) {
			t.Fatalf("line %d is no longer JSON\n in %q\nout %q", i+1, in[i], out[i])
		}
	}
}

// checkSame decodes both and compares them: the same members in the same
// places; only strings may differ, and numbers may have become strings. A
// string that was JSON still is, unless it is one mask.
func checkSame(t reporter, src, got []byte) {
	t.Helper()
	if !json.Valid(got) {
		t.Fatalf("no longer JSON\n in %s\nout %s", src, got)
	}
	if why := sameJSON(decodeJSON(src), decodeJSON(got)); why != "" {
		t.Fatalf("%s\n in %s\nout %s", why, src, got)
	}
}

// decodeJSON decodes what is valid, without rounding numbers.
func decodeJSON(src []byte) (v any) {
	d := json.NewDecoder(bytes.NewReader(src))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		panic(err)
	}
	return v
}

func sameJSON(in, out any) string {
	switch in := in.(type) {
	case map[string]any:
		return sameMembers(in, out)
	case []any:
		other, ok := out.([]any)
		if !ok || len(in) != len(other) {
			return fmt.Sprintf("%v became %v", in, out)
		}
		for i := range in {
			if why := sameJSON(in[i], other[i]); why != "" {
				return why
			}
		}
		return ""
	case string:
		return sameText(in, out)
	case json.Number:
		if s, ok := out.(string); ok && isMaskText(s) {
			return ""
		}
	}
	if in != out {
		return fmt.Sprintf("%v became %v", in, out)
	}
	return ""
}

func sameMembers(in map[string]any, out any) string {
	other, ok := out.(map[string]any)
	if !ok || len(in) != len(other) {
		return fmt.Sprintf("%v became %v", in, out)
	}
	for k, v := range in {
		w, ok := other[k]
		if !ok {
			return fmt.Sprintf("member %q is lost", k)
		}
		if why := sameJSON(v, w); why != "" {
			return k + ": " + why
		}
	}
	return ""
}

func sameText(in string, out any) string {
	s, ok := out.(string)
	if !ok {
		return fmt.Sprintf("%q became %v", in, out)
	}
	if s == in || isMaskText(s) || !json.Valid([]byte(in)) {
		return ""
	}
	if !json.Valid([]byte(s)) {
		return fmt.Sprintf("inner JSON %q became %q", in, s)
	}
	return sameJSON(decodeJSON([]byte(in)), decodeJSON([]byte(s)))
}

// isMaskText: one mask of any of the modes, or what is left of a value when
// it is removed.
func isMaskText(s string) bool {
	inner := strings.TrimSuffix(strings.TrimPrefix(s, "[FILTERED_"), "]")
	if m := ends.FindStringSubmatch(s); m != nil && m[0] == s && 2*(len(m[1])+len(m[3])) <= len(m[2]) || filled.FindString(s) == s || stub.FindString(s) == s {
		return true
	}
	return s == "" || s == "-" || strings.Trim(s, "*") == "" || pseudonym.FindString(s) == s ||
		len(inner) == len(s)-len("[FILTERED_]") && strings.ToUpper(inner) == inner
}

// documents writes random JSON.
type documents struct {
	plant
	indent string // of pretty-printed documents
	space  string // after a colon and a comma
	escape bool   // write some characters as \u00XX
}

func newDocuments(seed uint64) documents {
	d := documents{plant: plant{rand.New(rand.NewPCG(seed, 30))}}
	d.space = []string{"", " "}[d.IntN(2)]
	d.indent = []string{"", "", "  ", "\t", "    "}[d.IntN(5)]
	d.escape = d.IntN(4) == 0
	return d
}

var memberNames = []string{
	"token", "access_token", "password", "pin", "phone", "phones", "otp", "email", "authorization", "Authorization", "Cookie", "set-cookie",
	"sessionid", "api_key", "code", "key", "name", "value", "type", "header", "headers", "level", "msg", "id", "a", "b", "user[password]",
	"X-Hub-Signature", "mobile", "fax", "secret", "client_secret", "tokens", "pwd", "auth", "payload", "data", "üser", "a b",
}

func (d documents) value(depth int) string {
	switch n := d.IntN(16); {
	case depth > 0 && n < 3:
		return d.object(depth - 1)
	case depth > 0 && n < 5:
		return d.array(depth - 1)
	case depth > 0 && n == 5:
		return d.quote(documents{d.plant, "", d.space, d.escape}.object(depth - 1))
	case n < 9:
		return d.number()
	case n == 9:
		return []string{"true", "false", "null"}[d.IntN(3)]
	}
	return d.quote(d.word())
}

// number is any number that JSON can write; some look like phone numbers.
func (d documents) number() string {
	switch d.IntN(7) {
	case 5:
		return "0." + d.from(digits, 1+d.IntN(12))
	case 0:
		return d.from("123456789", 7+d.IntN(9))
	case 1:
		return "-" + d.from("123456789", 1+d.IntN(12))
	case 2:
		return d.from("123456789", 1+d.IntN(9)) + "." + d.from(digits, 1+d.IntN(9))
	case 3:
		return d.from("123456789", 1) + "." + d.from(digits, 3) + []string{"e", "E", "e+", "e-", "E-"}[d.IntN(5)] + d.from(digits, 2)
	case 4:
		return "0"
	}
	return strconv.Itoa(d.IntN(10000))
}

// word is a string of all sorts.
func (d documents) word() string {
	switch d.IntN(12) {
	case 0:
		return d.hex()
	case 1:
		return d.email()
	case 2:
		return d.phone()
	case 3:
		return d.jwt()
	case 4:
		return "Bearer " + d.hex()
	case 5:
		return "csrftoken=" + d.from(lowers, 12) + "; sessionid=" + d.hex()
	case 6:
		return "GET /x?token=" + d.hex() + "&b=2 HTTP/1.1"
	case 7:
		return "line\nAuthorization: Token " + d.hex() + "\r\nHost: \"x\"\n"
	case 8:
		return "{'token': '" + d.hex() + "', \"b\": 'c:\\\\d'}"
	case 9:
		return d.password() + "\\"
	case 10:
		return memberNames[d.IntN(len(memberNames))]
	}
	return noise[d.IntN(len(noise))]
}

// quote writes a JSON string; now and then with escapes that nobody needs.
func (d documents) quote(s string) string {
	b, err := json.Marshal(s) // invalid UTF-8 becomes U+FFFD
	if err != nil {
		panic(err)
	}
	if !d.escape {
		return string(b)
	}
	var out strings.Builder
	for i := range len(b) {
		if c := b[i]; i > 0 && b[i-1] != '\\' && (c == '@' || c == '=' || c == '+' || c == '/') && d.IntN(2) == 0 {
			fmt.Fprintf(&out, `\u%04x`, c)
		} else {
			out.WriteByte(c)
		}
	}
	if out := out.String(); json.Valid([]byte(out)) {
		return out
	}
	return string(b) // an escape was split
}

func (d documents) object(depth int) string {
	var members []string
	seen := map[string]bool{} // twice the same name would decode to one member
	for range d.IntN(5) {
		name := memberNames[d.IntN(len(memberNames))]
		if !seen[name] {
			members = append(members, d.quote(name)+":"+d.space+d.value(depth))
		}
		seen[name] = true
	}
	if d.IntN(6) == 0 && !seen["name"] && !seen["value"] {
		members = append(members, `"name":`+d.space+d.quote(memberNames[d.IntN(8)]), `"value":`+d.space+d.value(0))
	}
	return d.brackets("{", members, "}")
}

func (d documents) array(depth int) string {
	var elements []string
	for range d.IntN(4) {
		elements = append(elements, d.value(depth))
	}
	return d.brackets("[", elements, "]")
}

// brackets joins what stands between two brackets, on a line each if the
// document is pretty-printed; nested lines are not indented deeper.
func (d documents) brackets(opening string, all []string, closing string) string {
	if d.indent == "" || len(all) == 0 {
		return opening + strings.Join(all, ","+d.space) + closing
	}
	sep := "\n" + d.indent
	return opening + sep + strings.Join(all, ","+sep) + "\n" + closing
}

// har is a capture of one request, as browsers save it.
func (d documents) har() string {
	pair := func(name, value string) string {
		return d.brackets("{", []string{`"name":` + d.space + d.quote(name), `"value":` + d.space + d.quote(value)}, "}")
	}
	form := documents{d.plant, "", "", false}
	request := []string{
		`"method":` + d.space + `"POST"`, `"url":` + d.space + d.quote("https://shop.example/x?token="+d.hex()+"&b=2"),
		`"headers":` + d.space + d.brackets("[", []string{
			pair("Authorization", "Bearer "+d.hex()), pair("Cookie", "sessionid="+d.hex()+"; theme=dark"), pair("Accept", "*/*"),
		}, "]"),
		`"cookies":` + d.space + d.brackets("[", []string{pair("sessionid", d.hex())}, "]"),
		`"queryString":` + d.space + d.brackets("[", []string{pair("token", d.hex()), pair("b", "2")}, "]"),
		`"postData":` + d.space + d.brackets("{", []string{
			`"mimeType":` + d.space + `"application/json"`, `"text":` + d.space + d.quote(form.object(3)),
		}, "}"),
		`"headersSize":` + d.space + "-1", `"bodySize":` + d.space + d.number(),
	}
	entry := d.brackets("{", []string{`"time":` + d.space + d.number(), `"request":` + d.space + d.brackets("{", request, "}")}, "}")
	return d.brackets("{", []string{`"log":` + d.space + d.brackets("{", []string{`"entries":` + d.space + d.brackets("[", []string{entry}, "]")}, "}")}, "}")
}

// TestJSONStaysJSON: documents on one line and on several.
func TestJSONStaysJSON(t *testing.T) {
	for _, e := range engines(t) {
		rapid.Check(t, func(rt *rapid.T) {
			d := newDocuments(rapid.Uint64().Draw(rt, "seed"))
			src := []byte(d.object(rapid.IntRange(1, 4).Draw(rt, "depth")))
			checkValid(rt, e, src)
			checkSame(rt, src, e.NewScanner().AppendRedact(nil, src))
		})
	}
}

// TestJSONLinesStayJSON: one document to a line, as loggers write them; what
// one line holds does not spoil the next.
func TestJSONLinesStayJSON(t *testing.T) {
	for _, e := range engines(t) {
		rapid.Check(t, func(rt *rapid.T) {
			d := newDocuments(rapid.Uint64().Draw(rt, "seed"))
			d.indent = ""
			var src []byte
			for range rapid.IntRange(1, 12).Draw(rt, "lines") {
				src = append(src, d.object(3)...)
				src = append(src, []string{"\n", "\r\n"}[d.IntN(2)]...)
			}
			checkValid(rt, e, src)
		})
	}
}

// TestCapturesStayCaptures: HAR, pretty-printed or not, also as a string in a
// log line; and its secrets are gone.
func TestCapturesStayCaptures(t *testing.T) {
	for _, e := range engines(t) {
		for seed := range uint64(200) {
			d := newDocuments(seed)
			src := d.har()
			got := e.NewScanner().AppendRedact(nil, []byte(src))
			checkSame(t, []byte(src), got)
			head, _, _ := strings.Cut(string(got), "postData")
			if strings.Contains(head, "0a1b") {
				t.Fatalf("seed %d: a secret shows\n in %s\nout %s", seed, src, got)
			}
			line := `{"event": ` + d.quote(src) + `}`
			checkSame(t, []byte(line), e.NewScanner().AppendRedact(nil, []byte(line)))
		}
	}
}

// TestNumbersBecomeStrings: where an unquoted number is masked, its mask is a
// string, at every depth of JSON in JSON.
func TestNumbersBecomeStrings(t *testing.T) {
	e := mustNew(t, Options{})
	becomes := func(in, want string) {
		t.Helper()
		for n := range 5 {
			in, want := `{"m": "`+jsonEscape(in, n+1)+`"}`, `{"m": "`+jsonEscape(want, n+1)+`"}`
			if got := string(e.NewScanner().AppendRedact(nil, []byte(in))); got != want {
				t.Errorf("depth %d\n in %s\n got %s\nwant %s", n+1, in, got, want)
			}
		}
		if got := string(e.NewScanner().AppendRedact(nil, []byte(in))); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
	becomes(`{"phone": 4915112345678}`, `{"phone": "[FILTERED_PHONE]"}`)
	becomes(`{"phone":4915112345678,"b":1}`, `{"phone":"[FILTERED_PHONE]","b":1}`)
	becomes(`{"pin": 1234}`, `{"pin": "[FILTERED_PASSWORD]"}`)
	becomes(`{"pin": -12.5e3, "b": 1}`, `{"pin": "[FILTERED_PASSWORD]", "b": 1}`)
	becomes(`{"token": 1234567890, "b": 1}`, `{"token": "[FILTERED_TOKEN]", "b": 1}`)
	becomes(`{"phones": [4915112345678, 4915112345679], "b": 1}`, `{"phones": ["[FILTERED_PHONE]", "[FILTERED_PHONE]"], "b": 1}`)
	becomes(`{"a": [{"pin": 1234}], "b": {"pin": 5678}}`, `{"a": [{"pin": "[FILTERED_PASSWORD]"}], "b": {"pin": "[FILTERED_PASSWORD]"}}`)
	becomes(`{"token": null, "pin": true, "phone": false}`, `{"token": null, "pin": true, "phone": false}`)
}

// logfmtKeys are the keys of a line, in order; a value is a word or quoted.
func logfmtKeys(line string) (keys []string) {
	for line != "" {
		key, rest, _ := strings.Cut(line, "=")
		keys = append(keys, key)
		if quoted, err := strconv.QuotedPrefix(rest); err == nil {
			rest = rest[len(quoted):]
		} else if n := strings.IndexByte(rest, ' '); n >= 0 {
			rest = rest[n:]
		} else {
			rest = ""
		}
		line = strings.TrimPrefix(rest, " ")
	}
	return keys
}

// logfmt writes a line of fields.
func (d documents) logfmt() (line string) {
	for i := range 1 + d.IntN(8) {
		if i > 0 {
			line += " "
		}
		key := strings.NewReplacer("ü", "u", " ", "_", "[", "_", "]", "").Replace(memberNames[d.IntN(len(memberNames))])
		value := d.word()
		if strings.ContainsAny(value, " \"'\\=\n\r\x00\x1b") || d.IntN(3) == 0 {
			value = strconv.Quote(value)
		}
		if d.IntN(10) == 0 {
			value = ""
		}
		line += key + "=" + value
	}
	return line
}

// TestLogfmtKeepsItsKeys: promise 3 for logfmt: the same keys in the same
// order, and quoted values are still quoted.
func TestLogfmtKeepsItsKeys(t *testing.T) {
	for _, e := range engines(t) {
		rapid.Check(t, func(rt *rapid.T) {
			line := newDocuments(rapid.Uint64().Draw(rt, "seed")).logfmt()
			got := string(e.NewScanner().AppendRedact(nil, []byte(line)))
			if a, b := logfmtKeys(line), logfmtKeys(got); !slices.Equal(a, b) {
				rt.Fatalf("keys %q became %q\n in %s\nout %s", a, b, line, got)
			}
		})
	}
}
