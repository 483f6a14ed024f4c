package detectors

import (
	"strings"
	"testing"
)

// marked are texts in which what has to be masked stands between ‹ and ›. They
// are grouped by what a reader would look for.
var marked = map[string][]string{
	"SQL by column position": {
		`INSERT INTO "authtoken_token" ("key", "user_id") VALUES ('‹0a1b2c3d4e5f60718293a4b5c6d7e8f901234567›', 9) RETURNING "id"; args=('‹0a1b2c3d4e5f60718293a4b5c6d7e8f901234567›', 9); alias=default`,
		`INSERT INTO users (name, password, note) VALUES ('Jane', '‹it''s a, secret›', 'x'), ('Joe', '‹b›', E'y');`,
		"INSERT INTO `t` (`a`, `api_key`) VALUES (1, '‹Zq09182x7Kw9aa›')",
		`{"sql": "INSERT INTO \"t\" (\"id\", \"session_key\") VALUES (1, '‹5z2ancahk9mxkq0yrqj9ajvw8h0nl2oz›')", "n": 1}`,
		`INSERT INTO "t" ("a", "b") VALUES ('password', 'x'); args=('password', 'x')`,
		`SELECT "a"."key" FROM "a" WHERE "a"."key" = '‹6ccec8613fa180f5d371a4a39930cd23›' LIMIT 21; args=('‹6ccec8613fa180f5d371a4a39930cd23›',); alias=default`,
		`UPDATE "auth_user" SET "password" = '‹pbkdf2_sha256$1000$FYRDVuYEcaCi$dRF/RzTdWnbxNIMsGT8OHZy/HOeB8xKGGq8yZA29Sxc=›', "n" = 1`,
		`INSERT INTO "t" ("total", "password") VALUES (Decimal('619.61'), '‹hunter2›'); args=(Decimal('619.61'), '‹hunter2›')`,
		`password VARCHAR(128) NOT NULL`,
	},
	"keys of issuers": {
		"‹ghp_012345678901234567890123456789abcdef› ‹glpat-abcdefghij0123456789› ‹xoxb-123456789012-abcdefABCDEF0123›",
		"key ‹AKIAZ23456789ABCDEFG›, ‹sk_live_abcdefghij0123456789›. ‹hvs.abcdefghijABCDEFGHIJ0123456789› ‹v4.local.abcdefghijABCDEFGHIJ0123456789abcdefghij01›",
		"‹SG.abcdefghij0123456789ab.abcdefghij0123456789abcdefghij0123456789abc› in text",
		"https://hooks.slack.com/services/‹T024TTTTT/BBB72BBL/AZAAA9u0pA4ad666eMgbi555›",
		"POST /bot‹1234567890:AAabcdefghijABCDEFGHIJ0123456789abc›/sendMessage",
		"AKIA is a prefix, ghp_ too, sk-learn-is-a-library, xoxb-your-token-here, glpat-xxxx",
	},
	"hashes and signed values": {
		`"‹argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdHNhbHRzYWx0$3Yk9wgOvAnu4RqMkLxRZzw›"`,
		"hash ‹$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234› ok",
		"‹pbkdf2:sha256:260000$saltsalt$0123456789abcdef0123456789abcdef›",
		"decoded ‹e30:1xUxon:il2AFLefx34A1NslNJ61TqzRw7PcJmmMTihTT1QaSTg›",
		"session=‹eyJ1c2VyIjoiYSJ9.ZxYz12.il2AFLefx34A1NslNJ61TqzRw7P›",
		"<structlog.stdlib.PositionalArgumentsFormatter object> costs $12.50 and $HOME",
	},
	"the next lines": {
		"app_key: |\n   ‹aaaaaaaaaaaaaaaaaaaabbbb›\nnext: 1",
		"Content-Disposition: form-data; name=\"upload_token\"\r\n\r\n‹eP668Vy1Q5nV80vYrXcgfD7F3yZVERso›\r\n--x",
		"send: b'--x\\r\\nContent-Disposition: form-data; name=\"password\"\\r\\nContent-Type: text/plain\\r\\n\\r\\n‹hunter 2›\\r\\n--x--'",
		"  <password>\n     ‹hunter2›\n  </password>",
		" <td>api_key</td>\n <td class=\"code\"><pre>&#x27;‹hunter2 x›&#x27;</pre></td>",
		"Cookie: a=‹1›;\n  sessionid=‹abc›\nHost: x",
		"Subject: reuse of session\n ‹c4vsv3yxc0po5hq7ay88b8pgikki7ri0›\nTo: x",
		"- name: DB_PASSWORD\n  value: \"‹x1y2z3›\"",
		"2024 INFO <Token>\n2024-05-06 INFO started", "List<AccessToken>\nanything", "name: token\nvalue", "password:\nother: 1",
	},
	"markup": {
		`<wsse:Password Type="…#PasswordText">‹x y›</wsse:Password>`, `<password id="1">‹@1›</password>`, `<ns:password >‹@1›</ns:password>`, `<b class="x">token</b>`,
		"<th>Password</th><th>Token</th>", `Use "Authorization: Bearer <token>" in the header`, "vector<Token> a",
	},
	"numbers under other keys": {
		"password=‹+49 170 9865608› and", "user=x password=‹+44 (0)20 7946 0958› ok=1", "token=‹+1 212-555-0147›, next", "password=‹+49› 200 17", "login password=‹+4› 2 x",
	},
	"values one level away": {
		`{"password": {"value": "‹x1›"}, "a": {"value": "y"}}`, "DETAIL:  Key (token)=(‹abc123def›) already exists.", `Authorization: Token token="‹abc123›", x="y"`,
		"password: |\n  ‹correct horse›\n  ‹q7Jw2kXz›\nx: 1",
	},
	"no values": {
		`{"password": ["This password is too short. It must contain at least 8 characters."]}`, "+ password = (sensitive value)", "this.password = password;",
		"INSERT INTO t (a, password) VALUES (%(a)s, %(password)s)", `{"sql":"INSERT INTO t (a,password) VALUES (1,","user":"bob","n":{"k":1}}`, "Authorization: Token YOUR_API_TOKEN",
		"X.PasswordToken.java:56", "signature: (self, request)", "celery@worker-1.internal ready.",
	},
	"command lines": {
		"curl -u bob:‹hunter22› http://x", "curl --user 'api:‹pw›' http://x", "run --password ‹hunter22› --token ‹hf_abc1›",
		`["curl", "--token", "‹abc123›", "-u", "bob:‹hunter22›"]`, "docker run -u 1000:1000 x", "use the --token flag", "chown --user www-data:www-data x",
	},
	"assignments": {
		`X_TOKEN ::= "‹v1›"`, `X_TOKEN ?= "‹v1›"`, `$token .= "‹v1›"`, `var xToken string = "‹v1›"`, `password: str = "‹v1›"`, "token: str = None",
		`apikey[] = "‹v1›"`, `password = SecretStr("‹v1›")`, `login(username=username, password=password)`, "private_key = m{{x};", "password= \"‹hunter22›\"",
		"token= total=123.456", "x-vtex-api-apptoken: ‹vtexapptoken›", "Password: too short", "pass: 12 fail: 0", "PASS: test_login (0.02s)", "cookies: 3",
		`HEROKU_KEY = "‹12345678-ABCD-ABCD-ABCD-1234567890AB›"`, `cache_key = "12345678-ABCD-ABCD-ABCD-1234567890AB"`, "password_reset_timeout: 259200",
		`{"m":"{\u0027password\u0027: \u0027‹x, y›\u0027}"}`, "X%2DApi%2DKey=‹abc123›", `{"p\u0061ssword": "‹abc›"}`, `token: "Token is invalid or expired"`,
	},
	"obscured": {
		"mail ‹jane＠example.com› ‹ja\u200bne@exam\u200bple.com› tel ‹＋４９１５１１２３４５６７８› call ‹+49 151 1234\u200b5678›",
		"Authorization: Bearer ‹abc123def456\u200bghi789jkl012› next", "x ‹ey\u200bJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N› y",
		"pass\u200bword=‹hunter2x›", "価格１２３４円、電話", "‹jane=40example.com› a=40",
	},
	"URLs": {
		`{"u": "https:\/\/user:‹pw1›@example.com\/x"}`, "//cory:‹secr3t›@foo.com/asdf", "postgres://u:‹Xy9#z/z›@db/app", "http://example.com:8080/a@b?x=jane", "http://h:80/x?e=‹jane@example.com›",
	},
	"prose": {
		`WITH PASSWORD '‹x1y2›'`, "machine h login bob password ‹netrc-pw-1›", "password was ‹hunter22›", "password is required", "the password \"‹a b›\" is wrong", "cache key 4f2a9c8d7e6b5a4f3c2d1e0f9a8b7c6d",
	},
	"numbers": {
		"progress=017042/628278", "+12345 -6789", "\"GET / HTTP/1.1\" 200 20000", "q=' ‹4915194368863›' x",
	},
}

// plainOf takes the marks away.
func plainOf(text string) string { return strings.NewReplacer("‹", "", "›", "").Replace(text) }

// starred has as many stars as bytes for everything between the marks.
func starred(text string) string {
	var b strings.Builder
	for i, part := range strings.Split(text, "‹") {
		if i > 0 {
			value, rest, _ := strings.Cut(part, "›")
			b.WriteString(strings.Repeat("*", len(value)))
			part = rest
		}
		b.WriteString(part)
	}
	return b.String()
}

// TestMarkedValuesAreMasked: all of what is marked, and nothing else.
func TestMarkedValuesAreMasked(t *testing.T) {
	s := mustNew(t, Options{Mask: Mask{Mode: MaskStars}}).NewScanner()
	for group, texts := range marked {
		for _, text := range texts {
			want := starred(text)
			if got := string(s.AppendRedact(nil, []byte(plainOf(text)))); got != want {
				t.Errorf("%s:\n in  %q\n got %q\nwant %q", group, plainOf(text), got, want)
			}
		}
	}
}
