package leaks

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"scrim/detectors"
	"scrim/pipeline"
)

// file is an input as a table of a test writes it.
type file struct{ name, text string }

// numbersIn are the weaknesses of all findings in a file.
func numbersIn(t *testing.T, f file) []int {
	t.Helper()
	var all []int
	found, _ := search(t, f.name, fill.Replace(f.text), pipeline.Options{})
	for _, l := range found {
		all = union(all, l.Weaknesses)
	}
	if len(found) == 0 {
		t.Errorf("%s: nothing is found", f.name)
	}
	return all
}

// pages are trimmed to what pages of such errors have.
const (
	djangoPage = `<!DOCTYPE html>
<html lang="en">
<head><title>ValueError at /pay</title></head>
<body>
<header id="summary">
  <h1>ValueError at /pay</h1>
  <pre class="exception_value">no user ‹M›</pre>
</header>
<main id="info">
<div id="traceback">
  <h2>Traceback</h2>
  <table class="vars" id="v1">
    <tr><td>token</td>
    <td class="code"><pre>&#x27;‹T›&#x27;</pre></td></tr>
  </table>
</div>
<div id="requestinfo">
  <h3 id="get-info">GET</h3>
  <table class="req"><tr><td>email</td>
    <td class="code"><pre>&#x27;‹M›&#x27;</pre></td></tr></table>
  <h3 id="meta-info">META</h3>
  <table class="req"><tr><td>HTTP_REFERER</td>
    <td class="code"><pre>&#x27;https://shop.example/reset?token=‹T›&#x27;</pre></td></tr></table>
</div>
</main></body></html>
`
	djangoText = `ValueError at /pay
no user ‹M›

Request Method: GET
Request URL: http://shop.example/pay?token=‹T›
Django Version: 5.2
`
	werkzeugPage = `<!doctype html>
<html lang=en>
  <head><title>ValueError: no user ‹M› // Werkzeug Debugger</title></head>
  <body>
    <div class="debugger">
      <h1>ValueError</h1>
      <p class="errormsg">ValueError: no user ‹M›</p>
      <div class="traceback"></div>
    </div>
  </body>
</html>
`
	errorMail = `Subject: [Django] ERROR: Internal Server Error: /pay
From: errors@shop.example
To: ops@shop.example

Traceback (most recent call last):
  File "a.py", line 1, in pay
ValueError: no user ‹M›
`
	archive = `{
  "log": {
    "version": "1.2",
    "creator": {"name": "browser", "version": "1"},
    "entries": [{"request": {"headers": [
      {"name": "Authorization", "value": "Bearer ‹T›"}
    ]}}]
  }
}
`
)

// TestEveryWeakness: for each there is a file in which it is named, and another,
// much like it, in which it is not.
func TestEveryWeakness(t *testing.T) {
	cases := map[int][]struct{ in, not file }{
		200: {
			{file{"a.log", "> Referer: https://shop.example/a?token=‹T›\n"}, file{"a.log", "> Location: https://shop.example/a?token=‹T›\n"}},
			{file{"saved.html", djangoPage}, file{"a.log", "INFO no user ‹M›\n"}},
			{file{"error.eml", errorMail}, file{"error.log", "ValueError: no user ‹M›\n"}},
		},
		209: {
			{file{"a.log", "Traceback (most recent call last):\n  File \"a.py\"\nValueError: ‹M›\n"}, file{"a.log", "  File \"a.py\"\nValueError: ‹M›\n"}},
			{file{"saved.html", djangoPage}, file{"shop.html", "<!DOCTYPE html>\n<p>‹M›</p>\n"}},
			{file{"saved.txt", djangoText}, file{"saved.txt", "no user ‹M›\n"}},
			{file{"saved.html", werkzeugPage}, file{"shop.html", "<!doctype html>\n<p>‹M›</p>\n"}},
			{file{"error.eml", errorMail}, file{"error.log", "INFO ‹M›\n"}},
		},
		213: {{file{"a.log", "GET /a?email=‹M› HTTP/1.1\n"}, file{"a.log", "GET /a?token=‹T› HTTP/1.1\n"}}},
		215: {
			{file{"a.log", "2026-11-22 10:00:00,000 DEBUG shop.views user ‹M›\n"}, file{"a.log", "2026-11-22 10:00:00,000 INFO shop.views user ‹M›\n"}},
			{file{"saved.html", werkzeugPage}, file{"shop.html", "<!doctype html>\n<p>‹M›</p>\n"}},
			{file{"saved.txt", djangoText}, file{"error.eml", errorMail}},
		},
		312: {
			{file{"a.log", `INFO {"password": "Plainly-fake-1"}` + "\n"}, file{"a.log", `INFO {"token": "‹T›"}` + "\n"}},
			{file{"client.py", `token = "‹T›"` + "\n"}, file{"client.log", `token = "‹T›"` + "\n"}},
		},
		359: {{file{"a.log", "INFO user ‹M›\n"}, file{"a.log", "INFO token=‹T›\n"}}},
		522: {{file{"a.log", "INFO token=‹T›\n"}, file{"a.log", "INFO user ‹M›\n"}}},
		532: {
			{file{"a.log", "INFO user ‹M›\n"}, file{"client.py", `user = "‹M›"` + "\n"}},
			{file{"a.log", "INFO user ‹M›\n"}, file{"saved.html", djangoPage}},
			{file{"a.log.gz", "INFO user ‹M›\n"}, file{"session.har", archive}},
		},
		538: {
			{file{"settings.py", `EMAIL_HOST_PASSWORD = "Plainly-fake-1"` + "\n"}, file{"settings.log", `EMAIL_HOST_PASSWORD = "Plainly-fake-1"` + "\n"}},
			{file{".env.production", "API_KEY=‹T›\n"}, file{"env.txt", "API_KEY=‹T›\n"}},
			{file{"secrets.json", `{"api_key": "‹T›"}` + "\n"}, file{"requests.json", `{"api_key": "‹T›"}` + "\n"}},
			{file{"compose.yaml", "      POSTGRES_PASSWORD: Plainly-fake-1\n"}, file{"a.log", "INFO ‹M›\n"}},
			{file{"session.har", archive}, file{"session.log", "> Authorization: Bearer ‹T›\n"}},
			{file{"saved.html", djangoPage}, file{"error.eml", errorMail}},
			{file{"dump.sql.gz", `INSERT INTO "u" ("email") VALUES ('‹M›');` + "\n"}, file{"sql.log", `INSERT INTO "u" ("email") VALUES ('‹M›');` + "\n"}},
		},
		540: {
			{file{"client.py", `HEADERS = {"Authorization": "Bearer ‹T›"}` + "\n"}, file{"session.har", archive}},
			{file{"app.js", `const client = new Client({ apiKey: "‹T›" });` + "\n"}, file{"app.log", `apiKey: "‹T›"` + "\n"}},
			{file{"settings.py", `SECRET_KEY = "django-insecure-plainly-fake-0a1b2c3d4e5f"` + "\n"}, file{"saved.html", djangoPage}},
		},
		598: {
			{file{"a.log", "GET /a?token=‹T› HTTP/1.1\n"}, file{"a.log", "GET /a#b HTTP/1.1 token=‹T›\n"}},
			{file{"a.log", "INFO see http://shop.example/?email=‹M›\n"}, file{"a.log", "INFO see http://shop.example/‹M›\n"}},
			{file{"client.py", `get("https://api.example/a?api_key=‹T›")` + "\n"}, file{"client.py", `get("https://api.example/a", api_key="‹T›")` + "\n"}},
			{file{"a.log", "GET /a?password=Plainly-fake-1&x=1 HTTP/1.1\n"}, file{"a.log", `send: b'email=a&password=Plainly-fake-1'` + "\n"}},
		},
	}
	for _, w := range Weaknesses {
		if len(cases[w.Number]) == 0 {
			t.Errorf("no file shows CWE-%d", w.Number)
		}
		for _, c := range cases[w.Number] {
			if in := numbersIn(t, c.in); !slices.Contains(in, w.Number) {
				t.Errorf("CWE-%d is not named in %s: %v", w.Number, c.in.name, in)
			}
			if not := numbersIn(t, c.not); slices.Contains(not, w.Number) {
				t.Errorf("CWE-%d is named in %s: %v\n%s", w.Number, c.not.name, not, c.not.text)
			}
		}
	}
}

func TestPlacesInPages(t *testing.T) {
	for _, c := range []struct {
		f    file
		want []Place
	}{
		{file{"saved.html", djangoPage}, []Place{PlaceTraceback, PlaceTraceback, PlaceQuery, PlaceQuery}},
		{file{"saved.txt", djangoText}, []Place{PlaceTraceback, PlaceQuery}},
		{file{"saved.html", werkzeugPage}, []Place{PlaceTraceback, PlaceTraceback}},
		{file{"error.eml", errorMail}, []Place{PlaceHeader, PlaceHeader, PlaceTraceback}},
		{file{"settings.py", `DATABASES = {"default": {"PASSWORD": "Plainly-fake-1"}}` + "\n"}, []Place{PlaceText}},
	} {
		found, _ := search(t, c.f.name, fill.Replace(c.f.text), pipeline.Options{})
		if got := onlyPlaces(found); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", c.f.name, got, c.want)
		}
	}
}

// TestNamesInCodeAreNoSecrets, but in a log, and in languages in which texts have
// no quotes, the same line is reported.
func TestNamesInCodeAreNoSecrets(t *testing.T) {
	for _, line := range []string{
		"password = request.POST[\"password\"]", "self.password = password", "    old_password = self.cleaned_data[\"old_password\"]", "connect(password=auth_password)",
		"csrf_secret = request.COOKIES[settings.CSRF_COOKIE_NAME]", "session_key=await_session_key()", "params = {\"PASSWORD\": password}", "password: Optional[HiddenText] = None",
	} {
		if found, _ := search(t, "shop/views.py", line+"\n", pipeline.Options{}); len(found) > 0 {
			t.Errorf("%s is reported at %d", line, found[0].Column)
		}
	}
	for _, f := range []file{
		{"views.py", `password = "Plainly-fake-1"`}, {"views.py", `# password = Plainly-fake-1`}, {"views.py", "# password=plainlyfake1x"}, {"views.py", `token = '‹T›'`},
		{"views.py", "Authorization: Bearer ‹T›"}, {"views.py", `print("login with password=plainlyfakeone")`}, {"views.py", "password = a1b2c3d4e5"},
		{"run.sh", "export DB_PASSWORD=plainlyfakeone"}, {".env", "DB_PASSWORD=plainlyfakeone"}, {"a.log", "self.password = plainlyfakeone"},
	} {
		if found, _ := search(t, f.name, fill.Replace(f.text)+"\n", pipeline.Options{}); len(found) != 1 {
			t.Errorf("%d are found in %s: %s", len(found), f.name, f.text)
		}
	}
}

// TestREADMEHasTheWeaknesses: its table is what Weaknesses says, with a reason for
// each severity.
func TestREADMEHasTheWeaknesses(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	table, _, _ := strings.Cut(string(text), "## What a file is")
	var rows []string
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| CWE") {
			rows = append(rows, strings.TrimSpace(line))
		}
	}
	if len(rows) != len(Weaknesses) {
		t.Fatalf("%d rows for %d weaknesses", len(rows), len(Weaknesses))
	}
	for i, w := range Weaknesses {
		begin := "| " + strconv.Itoa(w.Number) + " | " + w.Name + " | " + w.Severity.String() + " | " + w.Why + " | "
		if reason, found := strings.CutPrefix(rows[i], begin); !found || len(reason) < len("because |") {
			t.Errorf("%s\ndoes not begin with\n%s\nand give a reason", rows[i], begin)
		}
	}
}

// TestHighestSeverityCounts of those that apply.
func TestHighestSeverityCounts(t *testing.T) {
	for _, c := range []struct {
		f       file
		numbers []int
		want    detectors.Severity
	}{
		{file{"a.log", "INFO token=‹T›\n"}, []int{522, 532}, detectors.SeverityCritical},
		{file{"a.log", "INFO user ‹M›\n"}, []int{359, 532}, detectors.SeverityHigh},
		{file{"a.log", "GET /a?email=‹M› HTTP/1.1\n"}, []int{213, 359, 532, 598}, detectors.SeverityHigh},
		{file{"settings.py", "EMAIL_HOST_PASSWORD = 'Plainly-fake-1'\n"}, []int{312, 522, 538, 540}, detectors.SeverityCritical},
		{file{"saved.txt", djangoText}, []int{200, 209, 215, 359, 538}, detectors.SeverityHigh},
	} {
		found, sum := search(t, c.f.name, fill.Replace(c.f.text), pipeline.Options{})
		if len(found) == 0 || !slices.Equal(found[0].Weaknesses, c.numbers) || found[0].Severity != c.want {
			t.Errorf("%s: %+v", c.f.name, found)
		}
		if sum.Severities[c.want] == 0 {
			t.Errorf("%s: none counts as %v", c.f.name, c.want)
		}
	}
}
