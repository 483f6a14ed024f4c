package logline

import "bytes"

// readNginxError reads what nginx puts after an error, and tells whether it is there:
//
//	21#21: *2 what went wrong, client: 203.0.113.1, server: shop, request: "GET / HTTP/1.1", host: "shop", referrer: "…"
func (r *Reader) readNginxError(s []byte) bool {
	if !isDigit(s[0]) {
		return false
	}
	client := bytes.Index(s, []byte(", client: "))
	if client < 0 {
		return false
	}
	r.say(meaning{messageField, 2, everywhere}, s[:client])
	for i := client; i+2 < len(s) && s[i] == ','; {
		name := s[i+2:]
		colon := bytes.IndexByte(name, ':')
		if colon < 0 || i+2+colon+2 > len(s) {
			return true
		}
		name = name[:colon]
		i += 2 + colon + 2
		value := s[i:]
		if len(value) > 0 && value[0] == '"' {
			end := closingQuote(s, i)
			value = s[i+1 : end]
			i = min(end+1, len(s))
		} else {
			if comma := bytes.IndexByte(value, ','); comma >= 0 {
				value = value[:comma]
			}
			i += len(value)
		}
		if m := meaningOf(name); m.rooms&inTop != 0 && string(name) != "upstream" {
			r.say(m, value)
		}
	}
	return true
}
