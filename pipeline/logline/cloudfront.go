package logline

import "bytes"

// cloudFrontFields are the fields of CloudFront's standard log after date and time, in order. Names
// that are empty say nothing.
var cloudFrontFields = [...]meaning{
	2: {addressField, 2, everywhere}, 3: {methodField, formatRank, everywhere}, 5: {targetField, formatRank, everywhere}, 6: {statusField, formatRank, everywhere},
	7: {refererField, 2, everywhere}, 8: {userAgentField, 2, everywhere}, 9: {queryField, 3, everywhere}, 10: {cookieField, 2, everywhere},
	13: {hostField, 2, everywhere}, 14: {schemeField, 2, everywhere}, 17: {forwardedField, 3, everywhere},
}

// readCloudFront reads a line of CloudFront's log, whose fields stand between tabs, and tells whether
// it is one.
func (r *Reader) readCloudFront(s []byte) bool {
	const date = "2026-11-22\t10:00:00\t"
	if len(s) < len(date) || s[10] != '\t' || s[19] != '\t' {
		return false
	}
	at, length := readTime(s, r.Year)
	if length != len(date)-1 {
		return false
	}
	rest := s[len(date):]
	if bytes.Count(rest, []byte("\t")) < len(cloudFrontFields) {
		return false
	}
	r.setTime(at)
	for _, m := range cloudFrontFields {
		var value []byte
		value, rest, _ = bytes.Cut(rest, []byte("\t"))
		if m.field != noField {
			r.say(m, value)
		}
	}
	return true
}
