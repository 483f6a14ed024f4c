package syslog

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"scrim/pipeline"
	"scrim/sinks/level"
)

// nilValue stands for what is not known.
const nilValue = "-"

// byteOrderMark says that text is UTF-8.
const byteOrderMark = "\xEF\xBB\xBF"

// timeForm is RFC 3339 with as many digits as RFC 5424 allows.
const timeForm = "2006-01-02T15:04:05.000000Z"

// severities are the numbers of levels.
var severities = [...]int{level.Debug: 7, level.Info: 6, level.Warning: 4, level.Error: 3, level.Critical: 2}

// format writes records as messages. What libraries there are for it format with
// maps and allocate for every field; tests read what is written here with a
// parser of RFC 5424.
type format struct {
	facility, severity int
	names              string // what stands between time and structured data
	sdID               string // empty: no structured data

	of      *pipeline.Origin // that origin is the beginning of
	origin  []byte           // the structured data of an origin, up to the offset's value
	message []byte
}

// encode returns a record as a message, in memory of the format.
func (f *format) encode(o *pipeline.Origin, r *pipeline.Record, now time.Time) []byte {
	value := r.Value
	if o.Topic == "" && !r.Open {
		value = bytes.TrimSuffix(value, []byte("\r"))
	}
	dst := append(f.message[:0], '<')
	dst = strconv.AppendInt(dst, int64(f.priority(value)), 10)
	dst = append(dst, ">1 "...)
	dst = appendTime(dst, r.Time, now)
	dst = append(dst, f.names...)
	dst = f.appendData(dst, o, r)
	if len(value) > 0 {
		dst = append(dst, ' ')
		if isMoreThanASCII(value) && utf8.Valid(value) {
			dst = append(dst, byteOrderMark...)
		}
		dst = append(dst, value...)
	}
	f.message = dst
	return dst
}

func (f *format) priority(value []byte) int {
	severity := f.severity
	if l := level.Of(value); l != level.None {
		severity = severities[l]
	}
	return f.facility*8 + severity
}

// appendTime appends the record's time, or now if it has none that can be
// written with a year of four digits.
func appendTime(dst []byte, t, now time.Time) []byte {
	t = t.UTC()
	if year := t.Year(); year < 1970 || year > 9999 {
		t = now.UTC()
	}
	return t.AppendFormat(dst, timeForm)
}

func isMoreThanASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// appendData appends the structured data.
func (f *format) appendData(dst []byte, o *pipeline.Origin, r *pipeline.Record) []byte {
	if f.sdID == "" {
		return append(dst, nilValue...)
	}
	if f.of != o {
		f.of, f.origin = o, f.appendOrigin(f.origin[:0], o)
	}
	dst = append(dst, f.origin...)
	if o.Topic != "" || o.Path != "" {
		dst = append(dst, ` offset="`...)
		dst = strconv.AppendInt(dst, r.Position, 10)
		dst = append(dst, '"')
	}
	if r.Open {
		dst = append(dst, ` continues="true"`...)
	}
	return append(dst, ']')
}

// appendOrigin appends what the structured data of all records of an origin
// begins with.
func (f *format) appendOrigin(dst []byte, o *pipeline.Origin) []byte {
	dst = append(append(dst, '['), f.sdID...)
	dst = appendParameter(dst, "source", o.Source)
	switch {
	case o.Topic != "":
		dst = appendParameter(dst, "topic", o.Topic)
		dst = appendParameter(dst, "partition", strconv.Itoa(o.Partition))
	case o.Path != "":
		dst = appendParameter(dst, "path", o.Path)
	}
	return dst
}

// escape is how RFC 5424 writes a value between quotes.
var escape = [256]bool{'"': true, '\\': true, ']': true}

func appendParameter(dst []byte, name, value string) []byte {
	dst = append(append(append(dst, ' '), name...), `="`...)
	for _, c := range []byte(strings.ToValidUTF8(value, "\uFFFD")) {
		if escape[c] {
			dst = append(dst, '\\')
		}
		dst = append(dst, c)
	}
	return append(dst, '"')
}

// appendFrame appends a message with its length before it.
func appendFrame(dst, message []byte) []byte {
	dst = strconv.AppendInt(dst, int64(len(message)), 10)
	return append(append(dst, ' '), message...)
}
