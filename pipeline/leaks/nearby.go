package leaks

import "bytes"

const (
	// maxNear is how many bytes before a value, and after it, are looked at for what
	// it is a part of: more than a URL has that a server takes.
	maxNear = 8 << 10
	// maxNearName is the longest name of a header or parameter that is looked at.
	maxNearName = 64
)

// nearOf is the place that the bytes around a value show: PlaceText if they show
// none.
func nearOf(line []byte, m *marks, lo, hi int) Place {
	if m.fault < lo {
		return PlaceTraceback
	}
	before, after := line[max(0, lo-maxNear):lo], line[hi:min(len(line), hi+maxNear)]
	if m.entities {
		before, after = withoutEntities(before), withoutEntities(after)
	}
	run := before[lastDelimiter(before)+1:]
	if p := placeInRun(before[:len(before)-len(run)], run, after); p != PlaceText {
		return p
	}
	if p := placeOfHeaderLine(line[:lo]); p != PlaceText {
		return p
	}
	return placeUnderName(before)
}

// withoutEntities is a text with the quotes that HTML writes as entities.
func withoutEntities(s []byte) []byte {
	for _, quote := range [...]string{"&#x27;", "&#39;", "&#34;", "&quot;"} {
		s = bytes.ReplaceAll(s, []byte(quote), []byte{'"'})
	}
	return s
}

// delimiters end what a URL or a form may be written with.
var delimiters = [256]bool{' ': true, '\t': true, '\n': true, '\r': true, '"': true, '\'': true, '`': true, '<': true, '>': true, '(': true, '[': true, '{': true, '|': true, 0x1b: true}

func lastDelimiter(s []byte) int {
	i := len(s) - 1
	for i >= 0 && !delimiters[s[i]] {
		i--
	}
	return i
}

// placeInRun is the place of a value in a URL or form, of which run comes before
// it and after goes on behind it.
func placeInRun(before, run, after []byte) Place {
	url := bytes.Contains(run, []byte("://")) || len(run) > 0 && run[0] == '/'
	if sign := querySign(run); sign >= 0 && bytes.IndexByte(run[sign:], '=') > 0 && (sign == 0 || bytes.IndexByte(run[:sign], '/') >= 0) {
		if isReferer(before) {
			return PlaceReferer
		}
		return PlaceQuery
	}
	if url {
		switch {
		case isReferer(before):
			return PlaceReferer
		case holdsPath(run) && !isFile(run):
			return PlacePath
		}
		return PlaceText
	}
	if bytes.IndexByte(run, '=') > 0 && isQueryName(before) {
		return PlaceQuery
	}
	if isForm(before, run, after) {
		return PlaceBody
	}
	if bytes.IndexByte(run, '/') > 0 {
		return PlacePath
	}
	return PlaceText
}

// querySign is where the query or the fragment of a URL begins, or -1.
func querySign(run []byte) int {
	query, fragment := bytes.IndexByte(run, '?'), bytes.IndexByte(run, '#')
	if query < 0 || fragment >= 0 && fragment < query {
		return fragment
	}
	return query
}

// holdsPath tells whether a URL has come to its path.
func holdsPath(run []byte) bool {
	if at := bytes.Index(run, []byte("://")); at >= 0 {
		run = run[at+len("://"):]
	}
	return bytes.IndexByte(run, '/') >= 0
}

// isFile tells whether a path is one of the file system.
func isFile(path []byte) bool {
	for _, root := range [...]string{"/home/", "/Users/", "/root/", "/srv/", "/var/", "/tmp/", "/usr/", "/opt/", "/etc/", "/mnt/", "/app/"} {
		if bytes.HasPrefix(path, []byte(root)) {
			return true
		}
	}
	return false
}

// isForm tells whether pairs that no URL precedes are the body of a request: by
// what such bodies alone hold, or by what is written before them.
func isForm(before, run, after []byte) bool {
	if bytes.IndexByte(run, '=') < 0 {
		return false // fast path
	}
	if end := bytes.IndexAny(after, " \"'<>\r\n\t"); end >= 0 {
		after = after[:end]
	}
	if bytes.IndexByte(run, '&') < 0 && bytes.IndexByte(after, '&') < 0 || bytes.Contains(run, []byte("%3F")) {
		return false
	}
	for _, field := range [...]string{"password=", "csrfmiddlewaretoken=", "grant_type=", "client_secret="} {
		if bytes.Contains(run, []byte(field)) || bytes.Contains(after, []byte("&"+field)) {
			return true
		}
	}
	before = trimEnd(before, &quoteMarks)
	if bytes.HasPrefix(before, []byte("send: b")) {
		return true
	}
	if n := len(before); n == 0 || before[n-1] == 'b' && (n == 1 || delimiters[before[n-2]] || before[n-2] == '=' || before[n-2] == ':') {
		return true
	}
	var folded [maxNearName]byte
	switch string(lower(&folded, nameBefore(before))) {
	case "body", "data", "payload", "content", "text", "form", "post":
		return true
	}
	return false
}

// isQueryName tells whether a query string without its URL follows.
func isQueryName(before []byte) bool {
	before = bytes.TrimSuffix(trimEnd(before, &quoteMarks), []byte("b"))
	var folded [maxNearName]byte
	switch string(lower(&folded, nameBefore(before))) {
	case "query_string", "querystring", "query", "args":
		return true
	}
	return false
}

func isReferer(before []byte) bool {
	var folded [maxNearName]byte
	switch string(lower(&folded, nameBefore(before))) {
	case "referer", "http_referer", "referrer":
		return true
	}
	return false
}

// nameBefore is the name whose value comes next: of "name": ", name=', Name: and
// ('name', '.
func nameBefore(s []byte) []byte {
	s = s[max(0, len(s)-2*maxNearName):]
	s = bytes.TrimSuffix(trimEnd(s, &openings), []byte("3D")) // quoted-printable writes = so
	if n := len(s); n > 0 && (s[n-1] == ':' || s[n-1] == '=' || s[n-1] == ',') {
		s = s[:n-1]
	} else {
		return nil
	}
	s = trimEnd(s, &quotings)
	lo := len(s)
	for lo > 0 && isNameByte(s[lo-1]) {
		lo--
	}
	if lo > 0 && s[lo-1] == '\\' && len(s)-lo > 1 {
		lo++ // the letter of \n or \r, which ends the line before in a dump
	}
	return s[lo:]
}

// Bytes that may stand between a name and its value, or before a name.
var (
	openings   = bytesOf(" \"'\\[(b")
	quotings   = bytesOf(" \"'\\")
	quoteMarks = bytesOf(`"'\`)
	beginnings = bytesOf(" \"'\\[{")
	blanks     = bytesOf(" ")
)

func bytesOf(all string) (set [256]bool) {
	for i := range len(all) {
		set[all[i]] = true
	}
	return set
}

// trimEnd is s without the bytes of a set at its end. bytes.TrimRight would make
// the set anew for every call.
func trimEnd(s []byte, set *[256]bool) []byte {
	n := len(s)
	for n > 0 && set[s[n-1]] {
		n--
	}
	return s[:n]
}

// lower is a name in lower case, or nothing if it is too long for one.
func lower(folded *[maxNearName]byte, name []byte) []byte {
	if len(name) > len(folded) {
		return nil
	}
	for i, c := range name {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		folded[i] = c
	}
	return folded[:len(name)]
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// placeUnderName is the place of a value that stands under a name of its own.
func placeUnderName(before []byte) Place {
	var folded [maxNearName]byte
	name := lower(&folded, nameBefore(withoutScheme(before)))
	switch string(name) {
	case "":
	case "cookie", "set-cookie", "http_cookie", "csrf_cookie":
		return PlaceCookie
	case "authorization", "proxy-authorization", "http_authorization", "www-authenticate":
		return PlaceHeader
	default:
		if bytes.HasPrefix(name, []byte("x-")) || bytes.HasPrefix(name, []byte("http_")) {
			return PlaceHeader
		}
	}
	near := before[max(0, len(before)-len(" header: bearer ")):]
	switch {
	case bytes.Contains(near, []byte(" header: ")):
		return PlaceHeader
	case isQuotedName(before):
		return placeInDict(before)
	case bytes.HasPrefix(before, []byte("send: b'")):
		return PlaceBody
	}
	return PlaceText
}

// withoutScheme is what comes before the first word of a header's value.
func withoutScheme(before []byte) []byte {
	trimmed := trimEnd(before, &blanks)
	if len(trimmed) == len(before) {
		return before
	}
	lo := len(trimmed)
	for lo > 0 && isNameByte(trimmed[lo-1]) {
		lo--
	}
	return trimmed[:lo]
}

// isQuotedName tells whether a value stands under a name in quotes, as in JSON and
// in Python's dicts, also as the first of a list.
func isQuotedName(before []byte) bool {
	s := trimEnd(bytes.TrimSuffix(before, []byte("mailto:")), &beginnings)
	n := len(s)
	if n == 0 || s[n-1] != ':' {
		return false
	}
	s = trimEnd(s[:n-1], &blanks)
	return len(s) > 0 && (s[len(s)-1] == '"' || s[len(s)-1] == '\'')
}

// placeInDict is the place of a value in a dict or in JSON, by the name that those
// have themselves.
func placeInDict(before []byte) Place {
	depth := 0
	for i := len(before) - 1; i >= 0; i-- {
		switch before[i] {
		case '}':
			depth++
		case '{':
			if depth--; depth >= 0 {
				continue
			}
			switch string(bytes.ToLower(nameBefore(before[:i]))) {
			case "cookies":
				return PlaceCookie
			case "headers", "request_headers", "response_headers":
				return PlaceHeader
			case "query", "query_params", "querystring", "query_string":
				return PlaceQuery
			}
			return PlaceBody
		}
	}
	return PlaceBody
}

// mailHeaders are the headers of a message that name people.
var mailHeaders = [...][]byte{
	[]byte("From"), []byte("To"), []byte("Cc"), []byte("Bcc"), []byte("Reply-To"), []byte("Sender"), []byte("Return-Path"), []byte("Delivered-To"), []byte("Envelope-To"),
}

// placeOfHeaderLine is the place of a value that comes after before in a line that
// is a header: in a dump of a request or response, or in a message.
func placeOfHeaderLine(before []byte) Place {
	s := before
	dumped := false
	for _, mark := range [...]string{"> ", "< ", "header: "} {
		if bytes.HasPrefix(s, []byte(mark)) {
			s, dumped = s[len(mark):], true
			break
		}
	}
	colon := bytes.IndexByte(s[:min(len(s), maxNearName)], ':')
	if colon <= 0 || colon+1 >= len(s) || s[colon+1] != ' ' {
		return PlaceText
	}
	name := s[:colon]
	for _, c := range name {
		if !isNameByte(c) {
			return PlaceText
		}
	}
	switch {
	case bytes.EqualFold(name, []byte("cookie")), bytes.EqualFold(name, []byte("set-cookie")):
		return PlaceCookie
	case bytes.EqualFold(name, []byte("referer")):
		return PlaceReferer
	case dumped, len(name) > 2 && (name[0] == 'X' || name[0] == 'x') && name[1] == '-':
		return PlaceHeader
	}
	for _, header := range mailHeaders {
		if bytes.Equal(name, header) {
			return PlaceHeader
		}
	}
	return PlaceText
}
