package misuse

import (
	"bytes"
	"slices"
	"strings"

	"scrim/detectors"
	"scrim/pipeline/logline"
)

// credentialKind is what a kind of the detectors is as a credential; one without a
// name is none.
type credentialKind struct {
	name    string
	jwt     bool
	cookie  bool // any cookie's value
	certain bool // a credential also in a cookie that is not called one
	key     bool // of a program, always
}

func credentialKindOf(name string) credentialKind {
	switch name {
	case "jwt":
		return credentialKind{name: name, jwt: true, certain: true}
	case "token":
		return credentialKind{name: name}
	case "api_key", "basic":
		return credentialKind{name: name, key: true}
	case "cookie", "session_data":
		return credentialKind{name: name, cookie: true}
	}
	return credentialKind{}
}

// The words in the names of cookies and parameters.
var (
	sessionWords = []string{"session", "sess", "sid", "auth", "token", "jwt", "access", "refresh", "remember", "login", "sso", "connect"}
	guardWords   = []string{"csrf", "xsrf", "csrfmiddlewaretoken", "nonce"}
	// onceNames are parameters of redirects, whose values are used up by the request.
	onceNames = []string{"code", "state", "ticket", "samlresponse", "samlrequest", "relaystate", "oauth_verifier", "page_token", "next_page_token", "continuation_token", "cursor"}
)

// nameBefore is the name that the value after these bytes stands under: what is
// between its "=" or ":" and the separator before it.
func nameBefore(before []byte) []byte {
	before = before[max(0, len(before)-maxNameBefore):]
	before = bytes.TrimRight(before, "\"'= :\\")
	if start := bytes.LastIndexAny(before, "?&;, \"'{["); start >= 0 {
		before = before[start+1:]
	}
	return before
}

// maxNameBefore is how many bytes before a value its name is looked for.
const maxNameBefore = 96

func containsWord(name []byte, words []string) bool {
	lower := strings.ToLower(string(name))
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(lower, word) })
}

// isSessionCookie tells whether a cookie is called like one that holds a credential.
func isSessionCookie(name []byte) bool {
	return containsWord(name, sessionWords) && !isGuard(name)
}

// isGuard tells whether a name is that of what guards forms, which is no credential.
func isGuard(name []byte) bool { return containsWord(name, guardWords) }

func isOnce(name []byte) bool { return slices.Contains(onceNames, strings.ToLower(string(name))) }

// appendSetCookie reads a Set-Cookie header. A cookie that is deleted by it is left out.
func appendSetCookie(dst []SetCookie, header []byte) []SetCookie {
	pair, attributes, _ := bytes.Cut(header, []byte(";"))
	name, value, ok := bytes.Cut(pair, []byte("="))
	name, value = bytes.TrimSpace(name), bytes.Trim(bytes.TrimSpace(value), `"\`)
	if !ok || len(value) == 0 {
		return dst
	}
	c := SetCookie{Name: name, Session: isSessionCookie(name) || bytes.HasPrefix(value, []byte("eyJ")), CSRF: isGuard(name)}
	for attribute := range bytes.SplitSeq(bytes.ToLower(attributes), []byte(";")) {
		switch text := string(bytes.TrimSpace(attribute)); {
		case text == "secure":
			c.Secure = true
		case text == "httponly":
			c.HTTPOnly = true
		case text == "max-age=0", strings.HasPrefix(text, "expires=thu, 01 jan 1970"), strings.HasPrefix(text, "expires=thu, 01-jan-1970"):
			return dst
		}
	}
	return append(dst, c)
}

// credentialAt tells what a finding in a part of a request is as a credential; false
// if it is none. Before are the bytes of the line before it.
func credentialAt(part logline.Part, kind credentialKind, f *detectors.Finding, before []byte) (c Credential, ok bool) {
	if kind.name == "" {
		return c, false
	}
	switch part {
	case logline.InAuthorization:
		c.Place, c.Key = InHeader, kind.key || endsWithWord(before, keySchemes)
		return c, true
	case logline.InCookie:
		c.Place = InCookie
		return c, kind.certain || isSessionCookie(nameBefore(before))
	case logline.InQuery:
		c.Place = InQuery
	case logline.InReferer:
		c.Place = InReferer
		if f.Place != detectors.PlaceQuery {
			return c, false
		}
	case logline.InText:
		if f.Place != detectors.PlaceHeader {
			return c, false
		}
		c.Place, c.Key = InHeader, kind.key
	default:
		return c, false
	}
	name := nameBefore(before)
	c.Once = c.Place != InHeader && isOnce(name)
	return c, !kind.cookie && !isGuard(name)
}

// keySchemes are the schemes of keys that somebody has made for a program. They
// have nothing to do with sessions and survive logouts and changes of passwords.
var keySchemes = []string{"token", "apikey", "api-key", "key"}

// endsWithWord tells whether the last word before a value is one of those.
func endsWithWord(before []byte, words []string) bool {
	before = bytes.TrimRight(before[max(0, len(before)-maxNameBefore):], " ")
	if start := bytes.LastIndexAny(before, " \"':="); start >= 0 {
		before = before[start+1:]
	}
	return slices.Contains(words, strings.ToLower(string(before)))
}
