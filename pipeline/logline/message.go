package logline

import (
	"bytes"
	"strings"
)

// readMessage looks in a text for request lines, pairs and dicts.
func (r *Reader) readMessage(s []byte) {
	if r.readSentence(s) {
		return
	}
	from := 0
	if beginsRequest(s) && r.ranks[targetField] < 8 {
		_, from = r.readSaid(s, 0, methodLength(s)+1)
	}
	if r.line.Target == nil {
		r.readDjangoProblem(s)
	}
	tested := 0
	for i := from; i < len(s); {
		// Fast path: most bytes begin nothing.
		for i < len(s) && !beginsSomething[s[i]] {
			i++
		}
		if i == len(s) {
			return
		}
		switch s[i] {
		case '"':
			// What a quote has led to is not gone through again from the escaped quotes in it.
			if i >= tested && r.ranks[targetField] < 8 && beginsRequest(s[i+1:]) {
				read, end := r.readQuotedRequest(s, i)
				if read {
					i = end
					continue
				}
				tested = end
			}
		case '=':
			if end := r.readPair(s, i); end > i {
				i = end
				continue
			}
		case ':':
			if end := r.readLabelled(s, i); end > i {
				i = end
				continue
			}
		case '/':
			if target, ok := beginsTarget(s, i); ok && r.ranks[targetField] < 8 {
				if method := methodBefore(s, target); method >= 0 {
					_, i = r.readSaid(s, method, target)
					continue
				}
			}
		case '{':
			i = r.readObject(s, i, roomOfDict(s, i))
			continue
		}
		i++
	}
}

// beginsSomething are the bytes that readMessage stops at.
var beginsSomething = [256]bool{'"': true, '=': true, '{': true, ':': true, '/': true}

// readBareRequest reads "GET /x", as gunicorn writes it before it begins.
func (r *Reader) readBareRequest(s []byte) {
	method := methodLength(s)
	end := len(s)
	if space := bytes.IndexByte(s[method+1:], ' '); space >= 0 {
		end = method + 1 + space
	}
	if bytes.HasPrefix(s[end:], []byte(" HTTP/")) {
		end += len(" HTTP/")
		for end < len(s) && s[end] != ' ' {
			end++
		}
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
	if status, ok := digits(s, i, 3); ok && status >= 100 && status <= 599 && (i+3 == len(s) || s[i+3] == ' ') {
		r.line.Status = status
		r.ranks[statusField] = 8
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
	if len(s) == 0 || strings.IndexByte("NIFBUMGTS", s[0]) < 0 {
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
	target := s[colon+2:]
	if space := bytes.IndexByte(target, ' '); space >= 0 {
		target = target[:space]
	}
	r.say(meaning{targetField, 1, everywhere}, target)
	if r.ranks[statusField] == 0 {
		r.line.Status = status
		r.ranks[statusField] = 1
	}
}

// maxProblem is how long the reason before a path may be, in bytes.
const maxProblem = 256
