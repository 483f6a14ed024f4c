package logline

import "bytes"

// readBalancer reads an access line of AWS's application load balancer and tells whether it is
// one: type, time, name of the balancer, client, target, three durations, two statuses, two sizes, then
// request line and agent in quotes.
func (r *Reader) readBalancer(s []byte) bool {
	space := bytes.IndexByte(s[:min(len(s), len("https "))], ' ')
	if space < 0 {
		return false
	}
	switch string(s[:space]) {
	case "http", "https", "h2", "ws", "wss", "grpcs":
	default:
		return false
	}
	at, length := readTime(s[space+1:], r.Year)
	quote := bytes.IndexByte(s, '"')
	if length == 0 || quote < 0 {
		return false
	}
	words := s[space+1+length : quote]
	r.setTime(at)
	for n := 0; len(words) > 0; n++ {
		var word []byte
		word, words, _ = bytes.Cut(bytes.TrimLeft(words, " "), []byte(" "))
		switch n {
		case 1:
			r.say(meaning{addressField, 2, everywhere}, word)
		case 6:
			r.say(meaning{statusField, formatRank, everywhere}, word)
		}
	}
	end := closingQuote(s, quote)
	r.takeRequestLine(s[quote+1 : end])
	if next := end + 2; next < len(s) && s[next] == '"' {
		r.say(meaning{userAgentField, 2, everywhere}, s[next+1:closingQuote(s, next)])
	}
	return true
}
