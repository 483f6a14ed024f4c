package cases

import (
	"slices"
	"strings"
)

// commonWords are what logs are full of, in order: with them a skeleton tells
// which line it is, and no secret is told by them. Besides, they are nothing that
// scrim --help and scrim list do not say.
var commonWords = [...]string{
	"access_token", "accesstoken", "address", "and", "api_key", "apikey", "args", "at", "authorization", "basic", "bearer", "body", "code",
	"connect", "cookie", "critical", "csrftoken", "customer", "data", "debug", "delete", "digest", "django", "email", "error", "failed",
	"for", "form", "from", "get", "head", "header", "headers", "host", "http", "https", "id", "in", "info", "insert", "into", "is", "jwt",
	"key", "level", "line", "login", "logout", "message", "method", "msg", "name", "null", "of", "ok", "on", "options", "order", "password",
	"patch", "path", "phone", "post", "put", "query", "referer", "refresh_token", "request", "response", "secret", "select", "session",
	"sessionid", "set", "status", "the", "to", "token", "trace", "true", "update", "url", "user", "username", "value", "values", "warning",
	"where", "with",
}

// isCommon tells whether a word may be shown.
func isCommon(word string) bool {
	_, ok := slices.BinarySearch(commonWords[:], strings.ToLower(word))
	return ok
}
