package detectors

var cookieKind = Kind{
	Name:     "cookie",
	Summary:  "session and CSRF values, every value of Cookie and Set-Cookie headers; names and attributes stay",
	CWE:      []int{532, 539},
	Severity: SeverityHigh,
	Keys: []string{
		"session id", "session key", "session cookie", "phpsessid", "jsessionid", "connect sid", "aspnet session id",
		"csrf", "xsrf", "csrf cookie", "csrf token", "xsrf token", "csrf key", "csrf middleware token", "user session", "aiohttp session", "flask session", "django session", "laravel session", "web session", "csrfmiddlewaretoken", "sid",
	},
	Glued:  []string{"sessionid", "csrftoken", "xsrftoken"},
	Weak:   []string{"session", "sess", "remember", "remember me", "remember token"},
	Crumbs: []string{"cookie", "http cookie", "cookies"},
	First:  []string{"set cookie", "set cookies"},
	Judge:  judgeCookie,
}

// judgeCookie: whatever a session's or a cookie's value is, it is kept secret;
// under a weak key it has to look like one.
func judgeCookie(v judged) Reason {
	switch {
	case isSentence(v.text):
		return KeptProse
	case isNumber(v.text) && len(v.text) < minTokenNumber && v.place != PlaceCookie:
		return KeptNumber
	case v.place == PlaceCookie && v.flags&keyWeak == 0:
		return MaskedCrumb
	case v.flags&keyWeak == 0 && (v.quoted || v.place == PlaceQuery):
		return MaskedKey
	}
	return judgeToken(v)
}
