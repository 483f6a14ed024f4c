package misuse

import (
	"bytes"
	"slices"
)

// The limits of paths.
const (
	// maxSegments is how many parts of a path are told apart.
	maxSegments = 12
	// maxSegment is how long a part may be that is a name and no value.
	maxSegment = 32
	// maxChildren is how many names stand below one path before they are taken
	// for values: names of people or products.
	maxChildren = 24
)

// segment is one part of a path.
type segment struct {
	text   []byte
	id     bool   // a value by its form: digits, a UUID, a hash
	value  digest // of the text
	before digest // of the path before it, with values left out
}

// pathWords are what the words of a path tell.
type pathWords struct {
	public bool // a page for everybody: login, health, static files
	login  bool
	logout bool
	revoke bool
	once   bool // links of mails and redirects, whose tokens are used once
	shown  bool // to everybody who has the link: pictures, shared things
	// reading says that the last word asks for something, also by POST: search, report.
	reading bool
}

var (
	publicWords = []string{
		"login", "signin", "sign-in", "log-in", "logout", "signout", "sign-out", "log-out", "register", "signup", "sign-up", "token", "tokens", "refresh", "oauth", "oauth2", "o", "authorize", "callback", "sso", "saml",
		"health", "healthz", "healthcheck", "health-check", "ready", "readyz", "live", "livez", "ping", "status", "metrics", "version", "static", "media", "assets", "favicon.ico", "robots.txt", "sitemap.xml",
		"docs", "doc", "swagger", "swagger-ui", "redoc", "openapi", "openapi.json", "openapi.yaml", "schema", "reset", "password-reset", "password_reset", "forgot", "forgot-password", "verify", "confirm", "activate",
		"csrf", "public", ".well-known", "jwks", "jwks.json", "webhook", "webhooks", "hooks", "jsi18n", "i18n", "manifest.json", "service-worker.js", "sw.js",
	}
	loginWords  = []string{"login", "signin", "sign-in", "log-in", "token", "tokens", "authorize", "register", "signup"}
	logoutWords = []string{"logout", "signout", "sign-out", "log-out", "sign_out", "log_out", "logoff", "end-session", "endsession"}
	revokeWords = []string{"revoke", "revoke_token", "revoke-token", "revocation", "blacklist", "denylist", "invalidate"}
	onceWords   = []string{"reset", "password-reset", "password_reset", "verify", "confirm", "activate", "activation", "unsubscribe", "invite", "invitation", "invitations", "magic", "magic-link", "callback", "complete", "oauth", "oauth2", "sso", "download", "verify-email", "confirm-email", "verify_email", "confirm_email", "email",
		"password", "recover", "recovery", "forgot", "forgot-password", "signup", "register", "confirmation", "share", "shared", "link"}
	shownWords = []string{"avatar", "avatars", "photo", "photos", "picture", "pictures", "image", "images", "thumbnail", "thumbnails", "logo", "icon", "banner", "cover", "embed", "widget", "badge", "feed", "rss", "ical", "track", "tracking", "blog", "news", "faq", "help", "about", "s"}
	// askingWords end the paths of questions that are too long for a query string.
	askingWords = []string{"search", "_search", "_msearch", "_count", "query", "_query", "find", "filter", "lookup", "list", "report", "reports", "export", "preview", "count", "aggregate", "aggregations", "autocomplete",
		"suggest", "suggestions", "calculate", "quote", "estimate", "validate", "check", "render", "introspect", "stats", "statistics", "compare", "batch-get", "batchget", "resolve", "availability", "read", "fetch", "graphql"}
	pagingWords = []string{"page", "pages", "p", "year", "years", "month", "v", "version", "archive", "offset"}
)

func (w *pathWords) see(part []byte) {
	lower := string(bytes.ToLower(part))
	has := func(words []string) bool { return slices.Contains(words, lower) }
	w.public = w.public || has(publicWords)
	w.login = w.login || has(loginWords)
	w.logout = w.logout || has(logoutWords)
	w.revoke = w.revoke || has(revokeWords)
	w.once = w.once || has(onceWords)
	w.shown = w.shown || w.once || has(shownWords)
	w.reading = has(askingWords)
}

// split cuts a path into its parts.
func (a *Auditor) split(path []byte, into []segment) []segment {
	into = into[:0]
	before := a.digester.joined(none, none)
	for len(path) > 0 && len(into) < maxSegments {
		if path[0] == '/' {
			path = path[1:]
			continue
		}
		end := bytes.IndexByte(path, '/')
		if end < 0 {
			end = len(path)
		}
		s := segment{text: path[:end], before: before}
		path = path[end:]
		s.value = a.digester.of(s.text)
		s.id = looksLikeValue(s.text) || a.crowded(&s)
		before = a.digester.below(before, &s)
		into = append(into, s)
	}
	return into
}

// pathOf is a path with values left out: what its parts' before says of those right below it.
func (a *Auditor) pathOf(segments []segment) digest {
	if len(segments) == 0 {
		return a.digester.joined(none, none)
	}
	last := &segments[len(segments)-1]
	return a.digester.below(last.before, last)
}

// below is the digest of a part of a path below what is before it; values are all one.
func (d digester) below(before digest, s *segment) digest {
	if s.id {
		return d.joined(before, 1)
	}
	return d.joined(before, s.value)
}

// crowded tells whether so many names stand where this one does that they are values.
func (a *Auditor) crowded(s *segment) bool {
	names, _ := a.children.make(s.before)
	if len(*names) >= maxChildren {
		return true
	}
	names.add(s.value, maxChildren)
	return false
}

// looksLikeValue tells whether a part of a path is a value by its form: it is
// long, or all digits or hexadecimal, or mixes digits and letters as keys do.
func looksLikeValue(text []byte) bool {
	if len(text) > maxSegment {
		return true
	}
	digits, letters, other, hexadecimal := 0, 0, 0, 0
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F':
			hexadecimal++
			letters++
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			letters++
		case c == '-' || c == '_' || c == '.':
		default:
			other++
		}
	}
	switch {
	case other > 0:
		return true
	case digits == 0:
		return false
	case letters == 0:
		return true
	case len(text) <= 3 && (text[0] == 'v' || text[0] == 'V'):
		return false // a version
	case bytes.IndexByte(text, '.') > 0 && digits < letters:
		return false // a file's name
	}
	return hexadecimal == letters && len(text) >= 8 || digits >= 3 || digits*2 >= letters
}
