package amount

import (
	"strconv"
	"strings"
)

// Of is a number with its thousands apart: 401,000.
func Of(n int64) string {
	digits := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, d := range []byte(digits) {
		if i > 0 && digits[i-1] != '-' && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(d)
	}
	return b.String()
}

// Counted is a number with the word for what it counts: 1 file, 2,000 files.
func Counted(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Of(n) + " " + many
}

// Times is how often something is there.
func Times(n int64) string {
	if n == 1 {
		return "once"
	}
	return Of(n) + " times"
}
