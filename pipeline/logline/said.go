package logline

import "bytes"

// readSaid reads what an application says of a request that it has handled, where
// method is where the method begins and target where the target does:
//
//	GET /x 200 ip=203.0.113.1
//	request: [GET] /x -> 200 OK (12ms) from 203.0.113.1
//
// It tells whether that is a request, and where the rest begins, in which pairs may stand.
func (r *Reader) readSaid(s []byte, method, target int) (read bool, rest int) {
	n := methodLength(s[method:])
	end := target
	closing := byte(' ')
	if c := s[target-1]; c == '"' || c == '\'' {
		closing = c
	}
	for end < len(s) && s[end] != closing && s[end] != ' ' {
		end++
	}
	bare := end
	if closing == ' ' {
		bare = target + len(bytes.TrimRight(s[target:end], `,;:)]|"'\`))
	}
	status, rest := r.readOutcome(s, end)
	if status == 0 {
		status = statusBefore(s[:method])
	}
	if status == 0 && method > 0 && !announcesRequest(s[:method]) && !hasOutcomePair(s[end:]) {
		return false, end
	}
	if !isTarget(s[target:bare]) {
		return false, end
	}
	r.setRequest(s[method:method+n], s[target:bare])
	if status != 0 {
		r.setStatus(status)
	}
	r.readWitnesses(s[:method])
	r.readWitnesses(s[rest:])
	return true, rest
}

// methodBefore is where the method of a request begins whose target is s[at:], or -1:
// "GET /x", "[GET] /x", "GET: /x", "GET '/x'". A word in capitals is one only if HTTP has it.
func methodBefore(s []byte, at int) int {
	hi := at
	for hi > 0 && at-hi < maxBetween && separatesMethod[s[hi-1]] {
		hi--
	}
	lo := hi
	for lo > 0 && hi-lo <= len("OPTIONS") && s[lo-1] >= 'A' && s[lo-1] <= 'Z' {
		lo--
	}
	if hi == at || lo > 0 && !opensMethod(s[lo-1]) {
		return -1
	}
	switch string(s[lo:hi]) {
	case "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE":
		return lo
	}
	return -1
}

// maxBetween is how many bytes may stand between a method and its target.
const maxBetween = 4

var separatesMethod = [256]bool{' ': true, ']': true, ')': true, ':': true, '"': true, '\'': true, '|': true, '-': true, '\\': true}

func opensMethod(c byte) bool {
	switch c {
	case ' ', '[', '(', '"', '\'', '|', ':', '>', '\t', '\\':
		return true
	}
	return false
}

// beginsTarget tells whether the slash s[at] begins a path or belongs to the scheme of a URL, and where that begins.
func beginsTarget(s []byte, at int) (target int, ok bool) {
	if at < len("GET ") {
		return 0, false
	}
	switch before := s[at-1]; {
	case before == ' ', before == '"', before == '\'':
		return at, true
	case before == ':':
		for _, scheme := range [...]string{"https:", "http:"} {
			if from := at - len(scheme); from > 0 && string(s[from:at]) == scheme {
				return from, true
			}
		}
	}
	return 0, false
}

// statusBefore is the status that is the last word before a method, "200 GET /x", or 0.
func statusBefore(s []byte) int {
	s = bytes.TrimRight(s, " []()-|:\"'")
	if len(s) < 3 || len(s) > 3 && !separatesOutcome[s[len(s)-4]] {
		return 0
	}
	status, ok := statusAt(s, len(s)-3)
	if !ok {
		return 0
	}
	return status
}

// maxOutcome is of how many words the way from a target to its status may be made.
const maxOutcome = 6

// readOutcome reads what follows a target, "-> 200 (12ms)", "HTTP/1.1 - 200", "returned 404 in 3 ms": the
// status, or 0, and where the rest begins.
func (r *Reader) readOutcome(s []byte, from int) (status, rest int) {
	i := from
	for range maxOutcome {
		for i < len(s) && (separatesOutcome[s[i]] || s[i] == '=' && i+1 < len(s) && s[i+1] == '>') {
			i++
		}
		end := i
		for end < len(s) && !separatesOutcome[s[end]] && s[end] != '=' {
			end++
		}
		word := s[i:end]
		switch {
		case len(word) == 0 || end < len(s) && s[end] == '=':
			return 0, from
		case isProtocol(word) && len(word) > len("2"):
			r.line.Protocol = word
		case isOutcomeWord(word) || isDuration(word):
		default:
			code, ok := statusAt(word, 0)
			if !ok || len(word) != 3 || measures(s[end:]) {
				return 0, from
			}
			return code, end
		}
		i = end
	}
	return 0, from
}

var separatesOutcome = [256]bool{
	' ': true, '-': true, '>': true, '|': true, ':': true, ',': true, ';': true, '(': true, ')': true, '[': true, ']': true, '"': true, '\'': true, '\\': true,
	// The arrow, as UTF-8.
	0xe2: true, 0x86: true, 0x92: true,
}

func isOutcomeWord(word []byte) bool {
	if len(word) > len("status_code") {
		return false
	}
	var folded [maxName]byte
	switch string(folded[:fold(&folded, word)]) {
	case "", "status", "statuscode", "code", "returned", "returns", "responded", "response", "completed", "finished", "answered", "with", "got", "in", "took", "done", "http", "and", "after", "ok":
		return true
	}
	return false
}

// isDuration tells whether a word is a time that something took: 12ms, 0.035, 3s.
func isDuration(word []byte) bool {
	digit := 0
	for digit < len(word) && (isDigit(word[digit]) || word[digit] == '.') {
		digit++
	}
	if digit == 0 {
		return false
	}
	switch string(word[digit:]) {
	case "ms", "s", "us", "µs", "sec", "secs":
		return true
	case "":
		return bytes.IndexByte(word, '.') > 0
	}
	return false
}

// measures tells whether what follows a number is a unit, so that it is no status.
func measures(after []byte) bool {
	unit := bytes.TrimPrefix(after, []byte{' '})
	end := 0
	for end < len(unit) && folding[unit[end]] != 0 {
		end++
	}
	switch string(unit[:end]) {
	case "ms", "s", "us", "sec", "seconds", "bytes", "B", "kB":
		return end == len(unit) || unit[end] != '='
	}
	return false
}

// maxAnnouncement is how much of what stands before a method is looked at, in bytes.
const maxAnnouncement = 64

// announcesRequest tells whether the words before a method say that a request was received. "Cannot GET /x" does not.
func announcesRequest(before []byte) bool {
	var lower [maxAnnouncement]byte
	before = before[max(0, len(before)-maxAnnouncement):]
	text := lower[:copy(lower[:], before)]
	for i, c := range text {
		text[i] = c | 0x20
	}
	for _, word := range [...]string{"request", "incoming", "access", "http", "received", "handled", "served", "processed"} {
		if bytes.Contains(text, []byte(word)) {
			return true
		}
	}
	return false
}

// maxToPair is how far after a target a status is looked for that has a name, in bytes: lines with many targets must
// not be gone through again for each.
const maxToPair = 1 << 10

// hasOutcomePair tells whether a status is named after a target: status=200, status_code: 200.
func hasOutcomePair(s []byte) bool {
	s = s[:min(len(s), maxToPair)]
	at := bytes.Index(s, []byte("status"))
	if at < 0 {
		return false
	}
	s = bytes.TrimPrefix(s[at+len("status"):], []byte("_code"))
	s = bytes.TrimLeft(s, `'"\`)
	return len(s) > 0 && (s[0] == '=' || s[0] == ':')
}

// readWitnesses reads what stands around a request without a name: the client's address, its
// agent and credentials, "from 203.0.113.1", "user 42".
func (r *Reader) readWitnesses(s []byte) {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '"':
			end := closingQuote(s, i)
			if value := s[i+1 : end]; i == 0 || s[i-1] != '=' && s[i-1] != ':' {
				if isAgent(value) {
					r.say(meaning{userAgentField, 1, everywhere}, value)
				} else {
					r.guess(value)
				}
			}
			i = end + 1
			continue
		case c == '{':
			return
		case endsWord[c]:
			i++
			continue
		}
		end := wordEnd(s, i)
		r.readWitness(s, i, end)
		i = end
	}
}

var endsWord = [256]bool{' ': true, ',': true, ';': true, '(': true, ')': true, '[': true, ']': true, '|': true, '<': true, '>': true, '"': true, '\'': true, '{': true}

// wordEnd is where the word that begins at s[i] ends.
func wordEnd(s []byte, i int) int {
	for i < len(s) && !endsWord[s[i]] {
		i++
	}
	return i
}

// readWitness reads the word from lo to hi.
func (r *Reader) readWitness(s []byte, lo, hi int) {
	word := s[lo:hi]
	switch {
	case len(word) < len("::"):
	case isAddress(withoutPort(word)) && bytes.IndexByte(word, '=') < 0:
		r.say(meaning{addressField, 1, everywhere}, word)
	case beginsCredentials(s[lo:]):
		if end := wordEnd(s, hi+1); end-hi > minCredentials {
			r.say(meaning{authorizationField, 1, everywhere}, s[lo:end])
		}
	case string(word) == "user" || string(word) == "user_id":
		if hi < len(s) && s[hi] == ' ' {
			r.say(meaning{userField, 1, everywhere}, s[hi+1:wordEnd(s, hi+1)])
		}
	}
}

// minCredentials is how long a word is at least that is taken for credentials, in bytes.
const minCredentials = 12

// isAgent tells whether a text without a name is a user agent: a product with its version.
func isAgent(s []byte) bool {
	slash := bytes.IndexByte(s, '/')
	return slash >= len("ab") && slash+1 < len(s) && isDigit(s[slash+1]) && isDotted(s[:slash])
}

// readSlash reads the request whose target the slash s[at] begins, and returns where it ends, or at if there is none.
func (r *Reader) readSlash(s []byte, at int) int {
	target, ok := beginsTarget(s, at)
	if !ok {
		return at
	}
	method := methodBefore(s, target)
	if method < 0 {
		return at
	}
	_, end := r.readSaid(s, method, target)
	return end
}
