package logline

import "bytes"

// readConsole reads what structlog's console writes after time and level, and tells
// whether it is that: an event, the logger in brackets, then pairs.
func (r *Reader) readConsole(s []byte, logger bool) bool {
	if logger {
		return false
	}
	for i := 0; i < len(s); i++ {
		n := bytes.Index(s[i:], []byte(" ["))
		if n < 0 {
			return false
		}
		i += n
		end := bytes.IndexByte(s[i:min(len(s), i+maxBracket)], ']')
		if end < 0 || !isLogger(s[i+2:i+end]) {
			continue
		}
		r.say(meaning{messageField, 3, everywhere}, bytes.TrimRight(s[:i], " "))
		r.say(meaning{loggerField, 3, everywhere}, s[i+2:i+end])
		message := r.line.Message
		r.readMessage(s[i+end+1:])
		if r.line.Target == nil {
			r.readMessage(message)
		}
		return true
	}
	return false
}
