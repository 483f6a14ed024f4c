package logline

import "bytes"

// maxEndpoint is how long an endpoint may be, in bytes: a line of a report has
// room for it.
const maxEndpoint = 120

// maxPath is how much of a path is looked at, in bytes.
const maxPath = 1024

// AppendEndpoint appends what was asked for as a report may show it,
// "GET /api/users/{id}/orders/{uuid}": without scheme, host, query string and
// fragment, and with placeholders for whatever may be a number, a name, a
// secret or encoded. Requests to one view mostly have the same endpoint.
// Dots of path traversal are kept, also where they are encoded. At most 120 bytes are appended.
func AppendEndpoint(dst, method, target []byte) []byte {
	start := len(dst)
	if isMethod(method) {
		dst = append(append(dst, method...), ' ')
	}
	target = pathOf(target)
	switch {
	case len(target) == 0 || len(target) == 1:
		if len(target) == 1 && target[0] == '*' {
			return append(dst, '*')
		}
		return append(dst, '/')
	case target[0] != '/':
		return append(dst, "{text}"...)
	}
	var buffer [maxPath]byte
	path := buffer[:decodeDots(&buffer, target)]
	var before []byte
	for len(path) > 0 {
		segment := path[1:]
		if slash := bytes.IndexByte(segment, '/'); slash >= 0 {
			segment = segment[:slash]
		}
		path = path[1+len(segment):]
		dst = append(dst, '/')
		from := len(dst)
		dst = appendSegment(dst, segment, before)
		if len(dst)-start > maxEndpoint-len("{more}") {
			return append(dst[:from], "{more}"...)
		}
		before = segment
	}
	return dst
}

// Hide overwrites a part of a target, so that AppendEndpoint shows nothing of it but
// whether it is an address. What separates the parts of a target stays.
func Hide(part []byte) {
	for i, c := range part {
		switch c {
		case '/', '?', '#', '@':
		default:
			part[i] = hidden
		}
	}
}

// hidden stands for a byte that is not shown.
const hidden = '*'

// isMethod tells whether a method is one that servers know (RFC 9110, RFC 5789, RFC 4918).
// Other words in its place may be anything.
func isMethod(method []byte) bool {
	switch string(method) {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT",
		"PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "PURGE", "QUERY":
		return true
	}
	return false
}

// decodeDots copies a path with the dots and slashes that are percent-encoded, once or
// twice, written as they are, and at signs, which tell an address.
func decodeDots(dst *[maxPath]byte, path []byte) int {
	n := 0
	for i := 0; i < len(path) && n < len(dst); n++ {
		c, length := path[i], 1
		if c == '%' {
			code := path[i+1:]
			if bytes.HasPrefix(code, []byte("25")) {
				code = code[2:]
			}
			if len(code) >= 2 {
				switch string(code[:2]) {
				case "2e", "2E":
					c = '.'
				case "2f", "2F", "5c", "5C":
					c = '/'
				case "40":
					c = '@'
				}
			}
			if c != '%' {
				length = len(path) - i - len(code) + 2
			}
		}
		dst[n] = c
		i += length
	}
	return n
}

// appendSegment appends a segment of a path, or what stands for it. The segment before it tells what it
// may be.
func appendSegment(dst, segment, before []byte) []byte {
	if semicolon := bytes.IndexByte(segment, ';'); semicolon >= 0 {
		// Parameters of a segment: ;jsessionid=….
		segment = segment[:semicolon]
	}
	if placeholder := placeholderFor(segment, before); placeholder != "" {
		return append(dst, placeholder...)
	}
	return appendPieces(dst, segment)
}

// placeholderFor is what a whole segment is replaced by, or nothing.
func placeholderFor(segment, before []byte) string {
	switch {
	case len(segment) == 0, string(segment) == ".", string(segment) == "..":
		return ""
	case isMasked(segment):
		if bytes.IndexByte(segment, '@') > 0 {
			return "{email}"
		}
		return "{token}"
	case bytes.IndexByte(segment, '@') > 0:
		return placeholderForAt(segment)
	}
	k := countKinds(segment)
	switch {
	case k.other > 0:
		return "{text}"
	case k.digits > 0 && k.letters == 0 && k.colons <= 1 && isAddress(withoutPort(segment)):
		return "{ip}"
	case isDate(segment):
		return "{date}"
	case k.letters == 0 && k.digits > 0:
		return "{id}"
	case isUUID(segment):
		return "{uuid}"
	case isHex(segment):
		return "{hex}"
	case isOpaque(segment, k):
		return "{token}"
	}
	return placeholderAfter(segment, before, k)
}

// placeholderAfter judges a segment by the one before it: what follows "users" is a
// name unless it is an action, what follows "reset" a token unless it is a word.
func placeholderAfter(segment, before []byte, k kinds) string {
	switch string(before) {
	case "users", "user", "u", "members", "member", "people", "customers", "customer", "profiles", "authors", "author", "by-name", "by-email", "by-phone", "username", "email":
		if !isAction(segment) {
			return "{name}"
		}
	case "reset", "password-reset", "password_reset", "confirm", "confirm-email", "verify", "verify-email", "activate", "invite", "invitation", "unsubscribe", "magic", "magic-link", "token", "tokens", "share", "download":
		if k.digits > 0 || k.capitals > 0 {
			return "{token}"
		}
	}
	switch {
	case segment[0] == '~':
		return "{name}"
	case segment[0] == '@' && string(before) != "node_modules":
		switch string(segment) {
		case "@vite", "@fs", "@id", "@react-refresh":
			return ""
		}
		return "{name}"
	}
	return ""
}

// placeholderForAt is for segments with an at sign inside: an address, or a file for dense screens, logo@2x.png.
func placeholderForAt(segment []byte) string {
	after := segment[bytes.IndexByte(segment, '@')+1:]
	if len(after) > 3 && isDigit(after[0]) && after[1] == 'x' && after[2] == '.' {
		return ""
	}
	return "{email}"
}

// isAction tells whether a segment after "users" is a route and not a user.
func isAction(segment []byte) bool {
	switch string(segment) {
	case "me", "self", "current", "login", "logout", "signup", "sign-up", "register", "search", "list", "new", "add", "create", "edit", "delete",
		"export", "import", "settings", "password", "reset", "reset_password", "set_password", "profile", "count", "bulk", "activation", "resend_activation", "invite", "verify", "api", "admin":
		return true
	}
	return false
}

// kinds are how many bytes of which kind a segment has.
type kinds struct {
	letters, capitals, digits, colons, marks int
	// other are bytes that no readable segment has.
	other int
	// turns is how often a small letter, a capital and a digit follow each other in a piece.
	turns int
}

func countKinds(segment []byte) kinds {
	var k kinds
	last := byte(0)
	for _, c := range segment {
		kind := byte(0)
		switch {
		case isDigit(c):
			k.digits++
			kind = '0'
		case c >= 'a' && c <= 'z':
			k.letters++
			kind = 'a'
		case c >= 'A' && c <= 'Z':
			k.letters++
			k.capitals++
			kind = 'A'
		case c == ':':
			k.colons++
		case c == '-' || c == '_' || c == '.' || c == '~' || c == '@' || c == '+':
			k.marks++
		default:
			k.other++
		}
		if kind != 0 && last != 0 && kind != last {
			k.turns++
		}
		last = kind
	}
	return k
}

// isOpaque tells whether a segment looks made by a machine: long with digits, or letters and digits in turns.
func isOpaque(segment []byte, k kinds) bool {
	switch {
	case bytes.HasPrefix(segment, []byte("eyJ")):
		return true
	case len(segment) >= 20 && k.digits > 0 && (k.digits >= 3 || k.capitals > 0 || k.turns >= 3):
		return true
	case len(segment) >= 24 && k.marks == 0:
		return true
	}
	return len(segment) >= 10 && k.capitals > 0 && k.turns >= 5
}

// isMasked tells whether a segment is, or holds, a mask.
func isMasked(segment []byte) bool {
	return bytes.IndexByte(segment, '[') >= 0 || bytes.IndexByte(segment, hidden) >= 0 || bytes.Contains(segment, []byte("FILTERED")) || bytes.Contains(segment, []byte("REDACTED"))
}

func isDate(s []byte) bool {
	const length = len("2026-11-22")
	if len(s) < length || s[4] != '-' || s[7] != '-' {
		return false
	}
	_, ok1 := digits(s, 0, 4)
	month, ok2 := digits(s, 5, 2)
	day, ok3 := digits(s, 8, 2)
	return ok1 && ok2 && ok3 && validDate(month, day) && (len(s) == length || s[length] == 'T')
}

func isUUID(s []byte) bool {
	if len(s) != 36 {
		return false
	}
	for i, c := range s {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return false
			}
		} else if !isHexDigit(c) {
			return false
		}
	}
	return true
}

// minHex is how many hexadecimal digits are none of a word, in bytes.
const minHex = 8

func isHex(s []byte) bool {
	for _, c := range s {
		if !isHexDigit(c) {
			return false
		}
	}
	return len(s) >= minHex
}

func isHexDigit(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

// appendPieces appends a readable segment with placeholders for the pieces of it that are
// numbers: app.{hex}.js, order-{id}.
func appendPieces(dst, segment []byte) []byte {
	for len(segment) > 0 {
		end := bytes.IndexAny(segment, "-_.:+@~")
		if end < 0 {
			end = len(segment)
		}
		dst = appendPiece(dst, segment[:end])
		if end < len(segment) {
			dst = append(dst, segment[end])
			end++
		}
		segment = segment[end:]
	}
	return dst
}

func appendPiece(dst, piece []byte) []byte {
	k := countKinds(piece)
	switch {
	case isHex(piece):
		return append(dst, "{hex}"...)
	case k.letters == 0 && k.digits >= 3, k.digits >= 2 && len(piece) >= 6, k.digits >= 4:
		return append(dst, "{id}"...)
	}
	return append(dst, piece...)
}
