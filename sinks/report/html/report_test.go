package html

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"scrim/detectors"
	"scrim/pipeline/leaks"
)

func kinds(t *testing.T) []detectors.KindInfo {
	t.Helper()
	e, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e.Kinds()
}

func written(t *testing.T, s *leaks.Summary) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, s, kinds(t)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// document is a parsed page.
type document struct{ root *html.Node }

func parsed(t *testing.T, page []byte) document {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return document{root}
}

// elements are those of a name, or all if it is empty, in their order.
func (d document) elements(name string) (found []*html.Node) {
	for n := range d.root.Descendants() {
		if n.Type == html.ElementNode && (name == "" || n.Data == name) {
			found = append(found, n)
		}
	}
	return found
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "style" {
			b.WriteString(d.Data)
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestPageTells(t *testing.T) {
	page := text(parsed(t, written(t, sample())).root)
	for _, want := range []string{
		"412 secrets and items of personal data leaked 12,300 times in 19 files",
		"3 kinds let their reader log in or act as somebody else: token, jwt, password.",
		"critical 5,210 42 %", "low 120 < 1 %",
		"CWE-598 Use of GET Request Method With Sensitive Query Strings",
		"Each bar is 1 hour, in UTC. The highest has 422 findings and begins 3 Nov 2026 10:00. 73 findings are in lines that do not say when",
		"GET /accounts/reset/<uid>/<token>/", "about 350", "django.db.backends", "about 1,200", "off by 1.6 %",
		"/var/log/shop/gunicorn.access.log:978:13", "4 more files", "settings_prod.py",
		"scrim 1.4.0", "--only jwt,token", "2026q4", "Dictionary customers (SHA-256) 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", "41, in the baseline",
		"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
		"SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "sensitive_variables", "2>&1 | scrim", `session.headers["Authorization"]`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestPageSaysWhatItLeavesOut(t *testing.T) {
	s := sample()
	s.MoreFiles, s.MoreGroups, s.Withheld, s.Evidence.More, s.Evidence.Ephemeral = 12, 2345, 1, 77, true
	page := text(parsed(t, written(t, s)).root)
	for _, want := range []string{
		"leaked 12,300 times in 31 files", "12 files are not listed here", "2,345 groups are not listed here",
		"2,345 groups are counted in the totals only", "For at least", "1 record could not be checked", "77 inputs are not listed here",
		"made up for this run",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestLongTablesEnd(t *testing.T) {
	s := sample()
	for len(s.Files) < leaks.MaxFiles {
		s.Files = append(s.Files, s.Files[0])
	}
	for len(s.Evidence.Inputs) < shownInputs+3 {
		s.Evidence.Inputs = append(s.Evidence.Inputs, s.Evidence.Inputs[0])
	}
	d := parsed(t, written(t, s))
	page := text(d.root)
	for _, want := range []string{"200 more files", "785 files are not listed here", "3 inputs are not listed here"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if n := len(d.elements("tr")); n > 1000 {
		t.Errorf("%d rows", n)
	}
}

func TestNothingFound(t *testing.T) {
	evidence := sample().Evidence
	torn := sample().Evidence
	torn.Inputs[1].Incomplete, torn.Inputs[1].SHA256 = true, ""
	for _, c := range []struct {
		name    string
		summary leaks.Summary
		clean   bool
		want    []string
	}{
		{"clean", leaks.Summary{Inputs: 3, Lines: 1200, Bytes: 2048, Evidence: evidence}, true, []string{"No leak found in 3 files", "1,200 lines (2.0 KiB)"}},
		{"known", leaks.Summary{Inputs: 1, Accepted: 2, Evidence: evidence}, true, []string{"No new leak found in 1 file", "nothing but 2 findings that the baseline knows"}},
		{"withheld", leaks.Summary{Inputs: 3, Withheld: 4, Evidence: evidence}, false, []string{"not everything could be checked", "4 records could not be checked"}},
		{"not read to the end", leaks.Summary{Inputs: 2, Evidence: torn}, false, []string{
			"not everything could be checked", "1 input was not read to the end", "12.0 MiB not read to its end",
		}},
		{"nothing read", leaks.Summary{Evidence: evidence}, false, []string{"Nothing was read", "says nothing about any file"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := parsed(t, written(t, &c.summary))
			page := text(d.root)
			for _, want := range append(c.want, "scrim 1.4.0", "Evidence", evidence.Inputs[0].SHA256) {
				if !strings.Contains(page, want) {
					t.Errorf("the page does not say %q", want)
				}
			}
			if got := attribute(d.elements("header")[0], "class") == "clean"; got != c.clean {
				t.Errorf("clean is %v", got)
			}
			if strings.Contains(page, "What to change") || len(d.elements("svg")) > 0 {
				t.Error("the page advises something, or has charts")
			}
		})
	}
}

func TestPageIsAStructure(t *testing.T) {
	d := parsed(t, written(t, sample()))
	ids := make(map[string]bool)
	level := 0
	for _, n := range d.elements("") {
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("two elements are called %q", id)
			}
			ids[id] = true
		}
		if regexp.MustCompile(`^h[1-6]$`).MatchString(n.Data) {
			now := int(n.Data[1] - '0')
			if now > level+1 || now == 1 && level > 0 {
				t.Errorf("a heading %s after h%d: %s", n.Data, level, text(n))
			}
			level = now
		}
		if n.Data == "svg" && attribute(n, "aria-hidden") != "true" {
			checkDescribed(t, d, n)
		}
	}
	for _, n := range d.elements("a") {
		if id, own := strings.CutPrefix(attribute(n, "href"), "#"); own && !ids[id] {
			t.Errorf("a link leads to %q, which is not there", id)
		}
	}
	if len(d.elements("h1")) != 1 || attribute(d.elements("html")[0], "lang") != "en" {
		t.Error("the page has no title of its own, or no language")
	}
}

// checkDescribed checks that who does not see a chart is told what it shows.
func checkDescribed(t *testing.T, d document, svg *html.Node) {
	t.Helper()
	if attribute(svg, "role") != "img" {
		t.Error("a chart is not an image for those who do not see it")
	}
	for _, id := range strings.Fields(attribute(svg, "aria-labelledby")) {
		i := slices.IndexFunc(d.elements(""), func(n *html.Node) bool { return attribute(n, "id") == id })
		if i < 0 || text(d.elements("")[i]) == "" {
			t.Errorf("no text %q describes a chart", id)
		}
	}
}

// TestPageAsksForNothing: no script, and nothing that a browser would fetch
// before somebody clicks.
func TestPageAsksForNothing(t *testing.T) {
	page := written(t, sample())
	d := parsed(t, page)
	for _, n := range d.elements("") {
		if slices.Contains([]string{"script", "img", "iframe", "object", "embed", "form", "base", "audio", "video", "image", "use"}, n.Data) {
			t.Errorf("the page has an element %s", n.Data)
		}
		for _, a := range n.Attr {
			checkAttribute(t, n, a)
		}
	}
	for _, forbidden := range []string{"@import", "url(", "expression(", "http://"} {
		if strings.Contains(text(d.elements("head")[0]), forbidden) || bytes.Contains(page[:bytes.Index(page, []byte("</style>"))], []byte(forbidden)) {
			t.Errorf("the style sheet has %s", forbidden)
		}
	}
	if !bytes.Contains(page, []byte(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"`)) {
		t.Error("nothing forbids the page to ask for something")
	}
}

func checkAttribute(t *testing.T, n *html.Node, a html.Attribute) {
	t.Helper()
	switch {
	case strings.HasPrefix(a.Key, "on"), a.Key == "src", a.Key == "srcset", a.Key == "action", a.Key == "style":
		t.Errorf("<%s> has %s", n.Data, a.Key)
	case a.Key == "href" && n.Data == "a" && strings.HasPrefix(a.Val, "https://cwe.mitre.org/data/definitions/"):
		if attribute(n, "rel") != "noreferrer" {
			t.Error("a link tells where it was clicked")
		}
	case a.Key == "href" && !strings.HasPrefix(a.Val, "#") && a.Val != "data:,":
		t.Errorf("<%s> leads to %s", n.Data, a.Val)
	}
}

func TestSameSummarySameBytes(t *testing.T) {
	first := written(t, sample())
	for range 20 {
		if !bytes.Equal(first, written(t, sample())) {
			t.Fatal("two reports of one summary differ")
		}
	}
}

func TestWriteSaysThatItCouldNot(t *testing.T) {
	broken, w := io.Pipe()
	broken.CloseWithError(errors.New("no space"))
	if err := Write(w, sample(), kinds(t)); err == nil || !strings.Contains(err.Error(), "cannot write the HTML report: no space") {
		t.Errorf("the error is %v", err)
	}
}

// hostile are names that somebody who can write into a log would choose.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'-alert(1)-'`, `</title></style></svg><h1>x`, `<!--`, `]]>`, `{{.}}`, `&lt;`,
	"javascript:alert(1)", "a\x00b", "\xff\xfe\x80", "\u202egol.nigol\u202c", "\u2066x\u2069", "zero\u200bwidth", "\r\n\t", "\x1b[31mred", "\u2028", "\ufeff",
	"\u3164", "\U000e0041", strings.Repeat("x", 10<<10), strings.Repeat("é", 5000), "\u05d0\u05d1/\u05d2.log",
}

// fill puts a text into every string of a value but those of weaknesses, which
// are scrim's own.
func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[leaks.Weakness]() {
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), text)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), text)
		}
	case reflect.Map:
		if v.Type().Key().Kind() == reflect.String && v.Len() > 0 {
			value := v.MapIndex(v.MapKeys()[0])
			v.Clear()
			v.SetMapIndex(reflect.ValueOf(text), value)
		}
	}
}

func filled(text string) *leaks.Summary {
	s := sample()
	fill(reflect.ValueOf(s).Elem(), text)
	return s
}

func TestHostileNamesAreHarmlessAndReadable(t *testing.T) {
	shape := func(page []byte) (names []string) {
		for _, n := range parsed(t, page).elements("") {
			names = append(names, n.Data)
			for _, a := range n.Attr {
				names = append(names, a.Key)
			}
		}
		return names
	}
	want := shape(written(t, filled("harmless")))
	for _, name := range hostile {
		page := written(t, filled(name))
		if !slices.Equal(shape(page), want) {
			t.Errorf("%.40q changes the elements of the page", name)
		}
		if !utf8.Valid(page) {
			t.Errorf("%.40q leaves something that is no UTF-8", name)
		}
		for _, r := range string(page) {
			if unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && r != '\n' || r == '\u2028' || r == '\u3164' {
				t.Fatalf("%.40q leaves %U", name, r)
			}
		}
		if !strings.Contains(text(parsed(t, page).root), strings.TrimSpace(visible(name))) {
			t.Errorf("%.40q is not shown as %q", name, visible(name))
		}
		if len(page) > 2*len(written(t, sample()))+100<<10 {
			t.Errorf("%.40q makes a page of %d bytes", name, len(page))
		}
	}
}
