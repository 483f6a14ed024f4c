package logline

import "bytes"

// readMessage looks in a text for request lines, pairs and dicts.
func (r *Reader) readMessage(s []byte) {
	if r.readSentence(s) {
		return
	}
	from := 0
	if beginsRequest(s) && r.ranks[targetField] < formatRank {
		_, from = r.readSaid(s, 0, methodLength(s)+1)
	}
	if r.line.Target == nil {
		r.readDjangoProblem(s)
	}
	if from == 0 {
		from = r.readFirstQuote(s)
	}
	r.readMarks(s, from)
}

// readMarks looks at the quotes, equals signs, braces, colons and slashes of a message, which may begin something.
// Each is searched for on its own, because where one of them does not stand that is quickly known.
func (r *Reader) readMarks(s []byte, from int) {
	quote, equals, brace := next(s, from, '"'), next(s, from, '='), next(s, from, '{')
	label, slash := nextLabel(s, from), next(s, from, '/')
	protocol := false
	for {
		end := 0
		switch i := min(quote, equals, brace, label, slash); {
		case i == len(s):
			return
		case i == quote:
			if r.ranks[targetField] >= formatRank || !protocol && !hasProtocol(s[i:]) {
				// No quote from here on begins a request.
				quote = len(s)
				continue
			}
			protocol = true
			after, read := i+1, false
			if beginsRequest(s[i+1:]) {
				read, after = r.readQuotedRequest(s, i)
			}
			quote = next(s, after, '"')
			if !read {
				continue
			}
			end = after
		case i == equals:
			end = r.readPairs(s, i)
			equals = next(s, end, '=')
		case i == label:
			end = max(r.readLabelled(s, i), i+1)
			label = nextLabel(s, end)
		case i == slash:
			if r.ranks[targetField] >= formatRank {
				slash = len(s)
				continue
			}
			end = max(r.readSlash(s, i), i+1)
			slash = next(s, end, '/')
		default:
			end = r.readObject(s, i, roomOfDict(s, i))
			brace = next(s, end, '{')
		}
		quote, equals, brace, slash = nextFrom(s, quote, end, '"'), nextFrom(s, equals, end, '='), nextFrom(s, brace, end, '{'), nextFrom(s, slash, end, '/')
		if label < end {
			label = nextLabel(s, end)
		}
	}
}

// readFirstQuote reads the request line of an access line's message, with nothing before it that could be more, and
// returns where it ends, or 0.
func (r *Reader) readFirstQuote(s []byte) int {
	quote := bytes.IndexByte(s[:min(len(s), maxAsker)], '"')
	if quote < 0 || r.ranks[targetField] >= formatRank || !beginsRequest(s[quote+1:]) || bytes.IndexByte(s[:quote], '=') >= 0 || bytes.IndexByte(s[:quote], '{') >= 0 {
		return 0
	}
	if read, end := r.readQuotedRequest(s, quote); read {
		return end
	}
	return 0
}

// maxAsker is how long what stands before a request line in a message is at most as a rule, in bytes: an address, a host.
const maxAsker = 64

// next is where c stands next in s, from s[from] on, or the length of s.
func next(s []byte, from int, c byte) int {
	if n := bytes.IndexByte(s[from:], c); n >= 0 {
		return from + n
	}
	return len(s)
}

// nextFrom is next, where at is the answer for an earlier from.
func nextFrom(s []byte, at, from int, c byte) int {
	if at >= from {
		return at
	}
	return next(s, from, c)
}

// readBareRequest reads "GET /x", as gunicorn writes it before it begins.
func (r *Reader) readBareRequest(s []byte) {
	method := methodLength(s)
	end := next(s, method+1, ' ')
	if bytes.HasPrefix(s[end:], []byte(" HTTP/")) {
		end = next(s, end+len(" HTTP/"), ' ')
	}
	r.takeRequestLine(s[:end])
}

// readQuotedRequest reads "GET /x HTTP/1.1" 200 and what stands around it, and tells
// whether it is one and where it ends. Without a protocol it may be any text.
func (r *Reader) readQuotedRequest(s []byte, quote int) (read bool, end int) {
	end = closingQuote(s, quote)
	if end == len(s) || !bytes.Contains(s[quote:end], []byte(" HTTP/")) || !r.takeRequestLine(s[quote+1:end]) {
		return false, end
	}
	r.readAsker(s[:quote])
	i := skipSpaces(s, end+1)
	if status, ok := statusAt(s, i); ok && (i+3 == len(s) || s[i+3] == ' ') {
		r.setStatus(status)
		r.readAnswer(s[i:])
		return true, len(s)
	}
	return true, end + 1
}

// readAsker reads who asked, where that stands before the request line: uvicorn's
// "203.0.113.1:1234 - ", and urllib3's "http://host:80 ", which is who was asked.
func (r *Reader) readAsker(before []byte) {
	before = bytes.TrimRight(before, " -")
	word := before[bytes.LastIndexByte(before, ' ')+1:]
	if schemeLength(word) > 0 {
		r.line.Scheme = word[:schemeLength(word)-len("://")]
		r.line.Host = word[schemeLength(word):]
		return
	}
	colon := bytes.LastIndexByte(word, ':')
	if colon <= 0 {
		r.say(meaning{addressField, 2, everywhere}, word)
		return
	}
	// The port is always there, with no brackets around an IPv6 address before it.
	if address := word[:colon]; isAddress(address) {
		r.say(meaning{addressField, 2, everywhere}, address)
	}
}

// readDjangoProblem reads what django.request says of an answer: "Not Found: /x".
func (r *Reader) readDjangoProblem(s []byte) {
	// Fast path: the first letters of the reasons.
	if len(s) == 0 {
		return
	}
	switch s[0] {
	case 'N', 'I', 'F', 'B', 'U', 'M', 'G', 'T', 'S':
	default:
		return
	}
	colon := bytes.Index(s[:min(len(s), maxProblem)], []byte(": /"))
	if colon < 0 {
		return
	}
	reason, _, _ := bytes.Cut(s[:colon], []byte(" ("))
	status := 0
	switch string(reason) {
	case "Not Found":
		status = 404
	case "Internal Server Error":
		status = 500
	case "Forbidden":
		status = 403
	case "Bad Request":
		status = 400
	case "Unauthorized":
		status = 401
	case "Method Not Allowed":
		status = 405
	case "Gone":
		status = 410
	case "Too Many Requests":
		status = 429
	case "Service Unavailable":
		status = 503
	default:
		return
	}
	r.say(meaning{targetField, 1, everywhere}, s[colon+2:next(s, colon+2, ' ')])
	if r.ranks[statusField] == 0 {
		r.line.Status = status
		r.ranks[statusField] = 1
	}
}

// maxProblem is how long the reason before a path may be, in bytes.
const maxProblem = 256
