package leaks

import (
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"scrim/bench/corpus"
	"scrim/pipeline"
)

const (
	fakeToken = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
	fakeMail  = "jane.doe@example.com"
)

// fill writes fake values into a text: T is a token, M an address.
var fill = strings.NewReplacer("‹T›", fakeToken, "‹M›", fakeMail)

// onlyPlaces are the places of all findings in their order.
func onlyPlaces(found []Leak) []Place {
	var all []Place
	for _, l := range found {
		all = append(all, l.Place)
	}
	return all
}

func TestPlaceInALine(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"query of an access line", `203.0.113.9 - - [22/Nov/2026:10:00:00 +0000] "GET /a?token=‹T› HTTP/1.1" 200 5 "-" "curl/8"`, "query"},
		{"address in a query", `203.0.113.9 - - [22/Nov/2026:10:00:00 +0000] "GET /a?email=‹M› HTTP/1.1" 200 5 "-" "curl/8"`, "query"},
		{"query of a URL in prose", "INFO full url http://shop.example/a?w=5&email=‹M›", "query"},
		{"query of a repr", "INFO <WSGIRequest: GET '/a?w=5&email=‹M›'>", "query"},
		{"fragment", "INFO redirect to https://shop.example/cb#access_token=‹T›", "query"},
		{"query without its URL", "QUERY_STRING = 'email=‹M›'", "query"},
		{"query in a dict of META", `INFO META {'REQUEST_METHOD': 'GET', 'QUERY_STRING': 'w=0&email=‹M›', 'A': '1'}`, "query"},
		{"query of nginx as JSON", `{"time":"2026-11-22T10:00:00+00:00","method":"GET","uri":"/a","args":"email=‹M›","status":200}`, "query"},
		{"path", "INFO see https://shop.example/users/‹M›/edit", "path"},
		{"path of a file", "INFO wrote /home/‹M›/export.csv", "text"},
		{"authority", "INFO connect http://‹M›/page", "text"},

		{"Referer, combined", `203.0.113.9 - - [22/Nov/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 5 "https://shop.example/reset?token=‹T›" "curl/8"`, "referer"},
		{"Referer of nginx as JSON", `{"time":"2026-11-22T10:00:00+00:00","method":"GET","uri":"/a","status":200,"referer":"https://shop.example/reset?token=‹T›","ua":"curl"}`, "referer"},
		{"Referer of nginx's errors", `2026/11/22 10:00:00 [error] 7#7: *2 connect() failed (111: Connection refused) while connecting to upstream, client: 203.0.113.9, server: , request: "GET /a HTTP/1.1", upstream: "http://127.0.0.1:9/a", host: "shop.example", referrer: "https://shop.example/reset?token=‹T›"`, "referer"},
		{"Referer in a dict", `INFO headers={'Host': 'shop.example', 'Referer': 'https://shop.example/reset?token=‹T›'}`, "referer"},
		{"Referer in a dump", "> Referer: https://shop.example/search?q=‹M›", "referer"},
		{"Referer in META", "HTTP_REFERER = 'https://shop.example/search?q=‹M›'", "referer"},
		{"Referer in what was sent", `send: b'GET /a HTTP/1.1\r\nHost: shop.example\r\nReferer: https://shop.example/search?q=‹M›\r\n\r\n'`, "referer"},

		{"Authorization in prose", "INFO Authorization header: Bearer ‹T›", "header"},
		{"header of one's own in a dump", "> X-Api-Key: ‹T›", "header"},
		{"signature in a dump", "> X-Hub-Signature-256: sha256=0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9", "header"},
		{"header of one's own in what was sent", `send: b'GET /a HTTP/1.1\r\nHost: shop.example\r\nX-Auth-Token: ‹T›\r\n\r\n'`, "header"},
		{"header of one's own in a dict", "INFO headers={'Host': 'shop.example', 'X-Api-Token': '‹T›'}", "header"},
		{"header in META", "HTTP_X_API_KEY = '‹T›'", "header"},
		{"header of a mail", "Reply-To: ‹M›", "header"},
		{"Host", "ERROR Invalid HTTP_HOST header: '‹M›'. The domain name is not valid.", "header"},

		{"cookie in a dump", "> Cookie: sessionid=‹T›", "cookie"},
		{"cookie in JSON", `{"headers": {"Cookie": "sessionid=‹T›"}, "level": "info"}`, "cookie"},
		{"cookie in a dict", "INFO cookies={'theme': 'dark', 'sessionid': '‹T›'}", "cookie"},
		{"parameters in a dict", "INFO {'query': {'email': '‹M›'}, 'n': 1}", "query"},
		{"after a dict of cookies", "INFO {'cookies': {'theme': 'dark'}, 'email': '‹M›'}", "body"},
		{"cookie of Django's", "CSRF_COOKIE = '‹T›'", "cookie"},

		{"form that was sent", `send: b'email=‹M›&password=Plainly-fake-1'`, "body body"},
		{"form with one field", `send: b'email=‹M›'`, "body"},
		{"form as bytes", "INFO b'email=‹M›&phone=1'", "body"},
		{"form in a dump", "grant_type=refresh_token&refresh_token=‹T›&client_id=web", "body"},
		{"JSON", `INFO {"user": {"email": "‹M›"}}`, "body"},
		{"list in a dict", `INFO <QueryDict: {'email': ['‹M›']}>`, "body"},
		{"JSON in JSON", `{"message": "api login {\"email\": \"‹M›\"}", "level": "info"}`, "body"},

		{"statement of Django's", `(0.003) SELECT "u"."id" FROM "u" WHERE "u"."email" = '‹M›'; args=('‹M›',); alias=default`, "sql sql"},
		{"parameters of Django's", `(DEBUG) 2026-11-22 10:00:00,000 django.db.backends (0.003) SELECT 1; args=('‹M›',); alias=default`, "sql"},
		{"statement of a database's log", `2026-11-22 10:00:00 UTC [7] STATEMENT:  INSERT INTO "u" ("email") VALUES ('‹M›')`, "sql"},

		{"parameters of a database's log", `2026-11-22 10:00:00 UTC [7] DETAIL:  parameters: $1 = '‹M›'`, "sql"},
		{"parameters of SQLAlchemy's", `INFO [generated in 0.00012s] ('‹M›', 1)`, "sql"},
		{"traceback in JSON", `{"level": "error", "exc_info": "Traceback (most recent call last):\n  File \"a.py\"\nValueError: no user ‹M›"}`, "traceback"},
		{"after a traceback in JSON", `{"exc_info": "Traceback (most recent call last):\n  File \"a.py\"\nValueError", "email": "‹M›"}`, "body"},
		{"error in a report", "Exception Value: could not decode token ‹T›", "traceback"},

		{"prose", "INFO user ‹M› logged in", "text"},
		{"code that looks like a path", "INFO exchanging code 4/0AAmy4TetWiIAI7aTy77cseGDXhc0a1b2c", "text"},
		{"pair", "INFO new signup id=1 email=‹M› phone=none", "text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, _ := search(t, "app.log", fill.Replace(c.line)+"\n", pipeline.Options{})
			var got []string
			for _, p := range onlyPlaces(found) {
				got = append(got, p.ID())
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("%q, not %q", strings.Join(got, " "), c.want)
			}
		})
	}
}

// lineByLine hands a text out in whole lines, each a batch of its own.
type lineByLine struct{ rest string }

func (r *lineByLine) Read(p []byte) (int, error) {
	if r.rest == "" {
		return 0, io.EOF
	}
	end := strings.IndexByte(r.rest, '\n') + 1
	n := copy(p, r.rest[:end])
	r.rest = r.rest[n:]
	return n, nil
}

// TestPlaceByTheLinesBefore, whether they came in one batch or each in its own.
func TestPlaceByTheLinesBefore(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []Place
	}{
		{"traceback", `ERROR Internal Server Error: /a
Traceback (most recent call last):
  File "a.py", line 1, in f
    login("‹M›")
ValueError: no user ‹M›
INFO user ‹M› logged in
`, []Place{PlaceTraceback, PlaceTraceback, PlaceText}},
		{"chained", `Traceback (most recent call last):
  File "a.py", line 1, in f
KeyError: '‹M›'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "a.py", line 2, in f
ValueError: ‹M›
`, []Place{PlaceTraceback, PlaceTraceback}},
		{"group", `  + Exception Group Traceback (most recent call last):
  |   File "a.py", line 1, in f
  | ExceptionGroup: two (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "a.py", line 2, in f
    | ValueError: ‹M›
    +---------------- 2 ----------------
    | KeyError: '‹M›'
    +------------------------------------
INFO ‹M›
`, []Place{PlaceTraceback, PlaceTraceback, PlaceText}},
		{"coloured", "\x1b[31mTraceback (most recent call last):\x1b[0m\n  File \x1b[35m\"a.py\"\x1b[0m, line \x1b[35m1\x1b[0m, in f\n\x1b[1;35mValueError\x1b[0m: \x1b[35mno user ‹M›\x1b[0m\n", []Place{PlaceTraceback}},
		{"framed", "╭───── Traceback (most recent call last) ─────╮\n│ a.py:1 in f                                 │\n│ ❱ 1 login(\"‹M›\")                            │\n╰─────────────────────────────────────────────╯\n", []Place{PlaceTraceback}},
		{"detail of a database", `Traceback (most recent call last):
  File "a.py", line 1, in f
django.db.utils.IntegrityError: duplicate key value violates unique constraint "u"
DETAIL:  Key (email)=(‹M›) already exists.
INFO ‹M›
`, []Place{PlaceTraceback, PlaceText}},
		{"in a container's log", `2026-11-22T10:00:00.000000001Z stderr F Traceback (most recent call last):
2026-11-22T10:00:00.000000002Z stderr F   File "a.py", line 1, in f
2026-11-22T10:00:00.000000003Z stderr F ValueError: no user ‹M›
2026-11-22T10:00:01.000000001Z stderr F INFO ‹M›
`, []Place{PlaceTraceback, PlaceText}},
		{"in Compose's output", `web_1  | Traceback (most recent call last):
web_1  |   File "a.py", line 1, in f
web_1  | ValueError: no user ‹M›
web_1  | INFO ‹M›
`, []Place{PlaceTraceback, PlaceText}},
		{"report", `ValueError at /a
no user ‹M›

Request Method: POST

GET:
next = '‹M›'

POST:
email = '‹M›'
other = '‹M›'

FILES: No FILES data

COOKIES: No cookie data

META:
SERVER_EMAIL = '‹M›'
`, []Place{PlaceTraceback, PlaceQuery, PlaceBody, PlaceBody, PlaceText}},
		{"archive", `{
  "log": {
    "entries": [{
      "request": {
        "queryString": [
          {
            "name": "email",
            "value": "‹M›"
          }
        ],
        "cookies": [
          {
            "name": "who",
            "value": "‹M›"
          }
        ],
        "postData": {
          "text": "{\"email\": \"‹M›\"}"
        }
      }
    }]
  }
}
`, []Place{PlaceQuery, PlaceCookie, PlaceBody}},
		{"page", `<div id="requestinfo">
<h3 id="get-info">GET</h3>
  <td>q</td>
  <td class="code"><pre>&#x27;‹M›&#x27;</pre></td>
<h3 id="post-info">POST</h3>
  <td>q</td>
  <td class="code"><pre>&#x27;‹M›&#x27;</pre></td>
<h3 id="settings-info">Settings</h3>
  <td>q</td>
  <td class="code"><pre>&#x27;‹M›&#x27;</pre></td>
`, []Place{PlaceQuery, PlaceBody, PlaceText}},
		{"long", "Traceback (most recent call last):\n" + strings.Repeat("  File \"a.py\", line 1, in f\n", 20_000) + "ValueError: no user ‹M›\n", []Place{PlaceTraceback}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := fill.Replace(c.text)
			found, _ := search(t, "app.log", text, pipeline.Options{Jobs: 1})
			if got := onlyPlaces(found); !slices.Equal(got, c.want) {
				t.Errorf("%v, not %v", got, c.want)
			}
			apart, _ := searchReader(t, "app.log", &lineByLine{text}, pipeline.Options{Jobs: 1})
			if got := onlyPlaces(apart); !slices.Equal(got, c.want) {
				t.Errorf("in batches of a line: %v, not %v", got, c.want)
			}
		})
	}
}

// TestPlacesDoNotDependOnBatches: lines of logs with beginnings and parts of
// tracebacks, reports and archives anywhere among them.
func TestPlacesDoNotDependOnBatches(t *testing.T) {
	log := strings.SplitAfter(string(corpus.Append(nil, 3, 0.2, 256<<10)), "\n")
	parts := strings.SplitAfter(fill.Replace(`Traceback (most recent call last):
  File "a.py", line 1, in f
    | ValueError: ‹M›
DETAIL:  Key (email)=(‹M›) already exists.
ValueError: ‹M›
ValueError at /pay
POST:
email = '‹M›'
    "queryString": [
      "value": "‹M›"
<h3 id="cookie-info">COOKIES</h3>
 <td class="code"><pre>&#x27;‹M›&#x27;</pre></td>
INFO ‹M›
`), "\n")
	r := rand.New(rand.NewPCG(7, 7))
	var b strings.Builder
	for range 4000 {
		if r.IntN(3) == 0 {
			b.WriteString(log[r.IntN(len(log)-1)])
		} else {
			b.WriteString(parts[r.IntN(len(parts)-1)])
		}
	}
	whole, _ := search(t, "app.log", b.String(), pipeline.Options{Jobs: 1})
	apart, _ := searchReader(t, "app.log", &lineByLine{b.String()}, pipeline.Options{Jobs: 1})
	if len(whole) < 1000 || len(whole) != len(apart) {
		t.Fatalf("%d and %d are found", len(whole), len(apart))
	}
	for i, l := range whole {
		if l.Place != apart[i].Place {
			t.Fatalf("%d:%d is in %v, and in batches of a line in %v", l.Line, l.Column, l.Place, apart[i].Place)
		}
	}
}
