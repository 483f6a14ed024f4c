package detectors

import (
	"bytes"
	"time"
)

// Timestamps of log lines, as milliseconds since 1970 in UTC. They are read to
// compare them, with the expiry of a token; nothing here knows what time it is.

const (
	// maxStampBack is how far before a value its line's timestamp may begin: as
	// far as anything that a shape looks back at, so it is in every window.
	maxStampBack = maxBack
	// maxOffsetHours is the widest offset from UTC in use, +14:00.
	maxOffsetHours = 14
)

// timestampBefore is the last timestamp that stands before src[hi] in its line.
func timestampBefore(src []byte, hi int) (millis int64, ok bool) {
	lo := max(0, hi-maxStampBack)
	if n := bytes.LastIndexByte(src[lo:hi], '\n'); n >= 0 {
		lo += n + 1
	}
	for i := lo; i < hi; {
		if !isDigit(src[i]) {
			i++
			continue
		}
		t, end, found := stampAt(src[:hi], i)
		if found {
			millis, ok = t, true
		} else {
			for end = i; end < hi && isDigit(src[end]); end++ {
			}
		}
		i = end
	}
	return millis, ok
}

// stampAt reads the timestamp whose first digit is src[i].
func stampAt(src []byte, i int) (millis int64, end int, ok bool) {
	if i > 0 && (isAlnum(src[i-1]) || src[i-1] == '.') {
		return 0, 0, false // inside of something else
	}
	if millis, end, ok = isoStamp(src, i); ok {
		return millis, end, true
	}
	if millis, end, ok = clfStamp(src, i); ok {
		return millis, end, true
	}
	return epochStamp(src, i)
}

// isoStamp reads 2026-11-22T10:15:31.123Z (RFC 3339, ISO 8601), with a blank
// instead of the T, a comma instead of the dot, slashes instead of the hyphens.
func isoStamp(src []byte, i int) (millis int64, end int, ok bool) {
	const date = len("2026-11-22")
	if i+date >= len(src) || src[i+4] != '-' && src[i+4] != '/' || src[i+7] != src[i+4] {
		return 0, 0, false
	}
	year, n1 := readDigits(src, i, 4)
	month, n2 := readDigits(src, i+5, 2)
	day, n3 := readDigits(src, i+8, 2)
	if c := src[i+date]; n1 != 4 || n2 != 2 || n3 != 2 || c != 'T' && c != 't' && c != ' ' {
		return 0, 0, false
	}
	return clockStamp(src, i+date+1, int(year), int(month), int(day))
}

// clfStamp reads 22/Nov/2026:10:15:31 +0000, the Common Log Format, and
// Django's 22/Nov/2026 10:15:31.
func clfStamp(src []byte, i int) (millis int64, end int, ok bool) {
	const date = len("22/Nov/2026")
	if i+date >= len(src) || src[i+2] != '/' || src[i+6] != '/' {
		return 0, 0, false
	}
	day, n1 := readDigits(src, i, 2)
	year, n2 := readDigits(src, i+7, 4)
	month := monthOf(src[i+3 : i+6])
	if c := src[i+date]; n1 != 2 || n2 != 4 || month == 0 || c != ':' && c != ' ' {
		return 0, 0, false
	}
	return clockStamp(src, i+date+1, int(year), month, int(day))
}

const months = "janfebmaraprmayjunjulaugsepoctnovdec"

// monthOf is the number of a month by its English abbreviation, or 0.
func monthOf(name []byte) int {
	for m := 0; m < len(months); m += 3 {
		if equalFolded(name, months[m:m+3]) {
			return m/3 + 1
		}
	}
	return 0
}

// clockStamp reads 10:15:31, a fraction and an offset, and puts them together
// with a date. Without an offset the time is UTC.
func clockStamp(src []byte, i, year, month, day int) (millis int64, end int, ok bool) {
	const clock = len("10:15:31")
	if i+clock > len(src) || src[i+2] != ':' || src[i+5] != ':' {
		return 0, 0, false
	}
	hour, n1 := readDigits(src, i, 2)
	minute, n2 := readDigits(src, i+3, 2)
	second, n3 := readDigits(src, i+6, 2)
	if n1 != 2 || n2 != 2 || n3 != 2 || hour > 23 || minute > 59 || second > 60 {
		return 0, 0, false
	}
	if i += clock; i < len(src) && isDigit(src[i]) {
		return 0, 0, false
	}
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if date.Day() != day || int(date.Month()) != month {
		return 0, 0, false // no such day
	}
	millis = date.Unix()*1000 + (hour*3600+minute*60+second)*1000
	fraction, end := readFraction(src, i)
	offset, end := readOffset(src, end)
	return millis + fraction - offset, end, true
}

// readFraction reads a dot or comma and digits, as milliseconds; what is
// smaller is dropped. It returns i if there is none.
func readFraction(src []byte, i int) (millis int64, end int) {
	if i+1 >= len(src) || src[i] != '.' && src[i] != ',' || !isDigit(src[i+1]) {
		return 0, i
	}
	unit := int64(100)
	for end = i + 1; end < len(src) && isDigit(src[end]); end++ {
		millis += int64(src[end]-'0') * unit
		unit /= 10
	}
	return millis, end
}

// readOffset reads Z, +0530, +05:30 or +05, also after a blank if it has all
// four digits, as milliseconds east of UTC. It returns i if there is none.
func readOffset(src []byte, i int) (millis int64, end int) {
	at, blank := i, i < len(src) && src[i] == ' '
	if blank {
		at++
	}
	if at >= len(src) || src[at] != '+' && src[at] != '-' {
		return 0, i
	}
	hours, n := readDigits(src, at+1, 4)
	end = at + 1 + n
	minutes := int64(0)
	switch {
	case n == 4:
		hours, minutes = hours/100, hours%100
	case n == 2 && end+2 < len(src) && src[end] == ':' && isDigit(src[end+1]) && isDigit(src[end+2]):
		minutes, _ = readDigits(src, end+1, 2)
		end += 3
	case n != 2 || blank:
		return 0, i
	}
	if hours > maxOffsetHours || minutes > 59 || end < len(src) && isDigit(src[end]) {
		return 0, i
	}
	millis = (hours*60 + minutes) * 60 * 1000
	if src[at] == '-' {
		millis = -millis
	}
	return millis, end
}

// readDigits reads up to limit digits and tells how many there were.
func readDigits(src []byte, i, limit int) (value int64, n int) {
	for i+n < len(src) && n < limit && isDigit(src[i+n]) {
		value = value*10 + int64(src[i+n]-'0')
		n++
	}
	return value, n
}

// Digits of seconds and of milliseconds since 1970, from 2001 to 2286.
const (
	secondDigits = 10
	millisDigits = 13
)

// epochStamp reads seconds or milliseconds since 1970 under a key that says so.
func epochStamp(src []byte, i int) (millis int64, end int, ok bool) {
	value, n := readDigits(src, i, millisDigits+1)
	end = i + n
	switch n {
	case secondDigits:
		fraction, behind := readFraction(src, end)
		if behind > end && src[end] == ',' {
			fraction, behind = 0, end // the next element, not a fraction
		}
		millis, end = value*1000+fraction, behind
	case millisDigits:
		millis = value
	default:
		return 0, 0, false
	}
	if end < len(src) && isAlnum(src[end]) || !followsStampKey(src, i) {
		return 0, 0, false
	}
	return millis, end, true
}

// stampKeys are names under which the time of a line stands.
var stampKeys = [...]string{
	"ts", "time", "timestamp", "@timestamp", "_time", "epoch", "datetime", "created", "asctime", "event_time", "eventtime",
	"log_time", "logtime", "time_local", "__realtime_timestamp",
}

// maxStampKey is how long such a name is at most, and maxStampGap how much may
// stand between it and the number: quotes in nested JSON, a separator, blanks.
const (
	maxStampKey = 24
	maxStampGap = 2*maxSlashes + 8
)

// followsStampKey tells whether a key for times and a separator stand before
// src[i].
func followsStampKey(src []byte, i int) bool {
	hi, separated := i, false
	for ; hi > 0 && i-hi < maxStampGap; hi-- {
		c := src[hi-1]
		if c == ':' || c == '=' {
			separated = true
		} else if c != '"' && c != '\'' && c != '\\' && !isSpace(c) {
			break
		}
	}
	lo := hi
	for lo > 0 && hi-lo <= maxStampKey && (isAlnum(src[lo-1]) || src[lo-1] == '_' || src[lo-1] == '@' || src[lo-1] == '-' || src[lo-1] == '.') {
		lo--
	}
	if !separated {
		return false
	}
	for _, name := range stampKeys {
		if equalFolded(src[lo:hi], name) {
			return true
		}
	}
	return false
}
