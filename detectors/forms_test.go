package detectors

import "testing"

// TestOddForms: ways of writing secrets, and of writing none, that went wrong
// once.
func TestOddForms(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	for _, c := range []struct{ name, in, want string }{
		{"cookie in JSON in JSON ends with its string",
			"{\"m\":\"{\\\"Cookie\\\": \\\"a=bcd123\\\", \\\"X-Auth-Token\\\": \\\"9944b09199c62bcf9418ad846dd0e4bb\\\", \\\"url\\\":\\\"/x?page=2&next=/home\\\"}\"}",
			"{\"m\":\"{\\\"Cookie\\\": \\\"a=[FILTERED_COOKIE]\\\", \\\"X-Auth-Token\\\": \\\"[FILTERED_TOKEN]\\\", \\\"url\\\":\\\"/x?page=2&next=/home\\\"}\"}"},
		{"cookie in HTML",
			"Cookie=&quot;sessionid=abc123; a=1&quot; X-Api-Key=&quot;Zq09182x7Kw9&quot;",
			"Cookie=&quot;sessionid=[FILTERED_COOKIE]; a=[FILTERED_COOKIE]&quot; X-Api-Key=&quot;[FILTERED_API_KEY]&quot;"},
		{"cookie in HTML under its META name",
			"&#x27;HTTP_COOKIE&#x27;: &#x27;sessionid=abc123&#x27;, x",
			"&#x27;HTTP_COOKIE&#x27;: &#x27;sessionid=[FILTERED_COOKIE]&#x27;, x"},
		{"bytes repr in repr",
			"{b\\'password\\': b\\'Zq00511x7Kw9\\'}",
			"{b\\'password\\': b\\'[FILTERED_PASSWORD]\\'}"},
		{"bytes repr in HTML",
			"{b&#x27;password&#x27;: b&#x27;Zq03343x7Kw9&#x27;}",
			"{b&#x27;password&#x27;: b&#x27;[FILTERED_PASSWORD]&#x27;}"},
		{"tuples",
			"[('password', 'Tr0ub4dor3xy')] [('Authorization', 'Token Zq28799x7Kw9')] (b'cookie', b'sessionid=k; theme=dark') ('a','password','email')",
			"[('password', '[FILTERED_PASSWORD]')] [('Authorization', 'Token [FILTERED_TOKEN]')] (b'cookie', b'sessionid=[FILTERED_COOKIE]; theme=[FILTERED_COOKIE]') ('a','password','email')"},
		{"tuples in HTML and percent",
			"(&#x27;X-Api-Key&#x27;, &#x27;Zq28799x7Kw9&#x27;) %28%27refreshToken%27%2C%20%27Zq28799x7Kw9%27%29",
			"(&#x27;X-Api-Key&#x27;, &#x27;[FILTERED_API_KEY]&#x27;) %28%27refreshToken%27%2C%20%27[FILTERED_TOKEN]%27%29"},
		{"empty value at the end of a string",
			"{\"message\": \"Enter password: \", \"level\": \"INFO\", \"user\": \"bob\"}",
			"{\"message\": \"Enter password: \", \"level\": \"INFO\", \"user\": \"bob\"}"},
		{"empty header in quotes",
			"{\"event\": \"curl -H 'Authorization: ' https://x/v1/me\", \"ip\": \"127.0.0.1\"}",
			"{\"event\": \"curl -H 'Authorization: ' https://x/v1/me\", \"ip\": \"127.0.0.1\"}"},
		{"apostrophe after a colon",
			"{\"event\":\"password: ' oops\",\"user\":\"O'Neil\"}",
			"{\"event\":\"password: ' oops\",\"user\":\"O'Neil\"}"},
		{"encoded cookie in JSON in JSON",
			"{\"m\": \"{\\\"body\\\": \\\"HTTP_COOKIE=sessionid%3DZq22136x7Kw9\\\", \\\"z\\\": \\\"end\\\"}\"}",
			"{\"m\": \"{\\\"body\\\": \\\"HTTP_COOKIE=sessionid%3D[FILTERED_COOKIE]\\\", \\\"z\\\": \\\"end\\\"}\"}"},
		{"name of a closed object",
			"{\"logger\":\"a\",\"name\":\"password\",\"level\":\"INFO\"}",
			"{\"logger\":\"a\",\"name\":\"password\",\"level\":\"INFO\"}"},
		{"value in prose",
			"INFO foo value: hello55 x",
			"INFO foo value: hello55 x"},
		{"signature header",
			"Stripe-Signature: t=1492774577,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd,v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39",
			"Stripe-Signature: [FILTERED_SIGNATURE]"},
		{"colours around a key and a value",
			"{\x1b[34;1m\"password\"\x1b[0m\x1b[1;39m:\x1b[0m \x1b[0;32m\"Tr0ub4dor3xy\"\x1b[0m}",
			"{\x1b[34;1m\"password\"\x1b[0m\x1b[1;39m:\x1b[0m \x1b[0;32m\"[FILTERED_PASSWORD]\"\x1b[0m}"},
		{"colours inside the quotes of a key",
			"\"\x1b[32mpassword\x1b[39m\": \"\x1b[33mXr0ub4dor3xy\x1b[39m\"",
			"\"\x1b[32mpassword\x1b[39m\": \"[FILTERED_PASSWORD]\""},
	} {
		if got := string(s.AppendRedact(nil, []byte(c.in))); got != c.want {
			t.Errorf("%s:\n in  %s\n got %s\nwant %s", c.name, c.in, got, c.want)
		}
	}
}
