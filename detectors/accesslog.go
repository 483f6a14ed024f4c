package detectors

// The access line shape: host, identity, user and date of the Common Log Format
// of NCSA httpd, which gunicorn, uWSGI, nginx and Apache write. The user is the
// one of Basic authentication (RFC 7617). An address is masked as one and a
// generated name as half of a pair of keys; names of people and services stay,
// as they do in URLs.

const (
	// maxAccessUser is the longest user name that is looked for.
	maxAccessUser = 128
	// minHost is the shortest host before it.
	minHost = 3
)

// accessLineShape is called at a bracket before a digit, which may begin the
// date of an access line: [22/Nov/2026:10:15:31 +0000].
func accessLineShape(s *Scanner, at int) {
	const date = "[22/Nov/2026:10"
	if at < 1 || at+len(date) > len(s.src) || s.src[at-1] != ' ' {
		return
	}
	d := s.src[at : at+len(date)]
	if d[3] != '/' || d[7] != '/' || d[12] != ':' && d[12] != ' ' || !isLetter(d[4]) || !isDigit(d[8]) {
		return
	}
	hi := at - 1
	floor := max(s.cursor, hi-maxAccessUser-1, 0)
	lo := hi
	for lo > floor && s.src[lo-1] > ' ' && !isQuote(s.src[lo-1]) && s.src[lo-1] != '\\' {
		lo--
	}
	if lo == hi || lo == floor || s.src[lo-1] != ' ' || hi-lo == 1 && s.src[lo] == '-' || s.isMask(lo, hi) || !s.afterHost(lo-1) {
		return
	}
	f := Finding{Lo: lo, Hi: hi, Kind: kindBasic, Reason: keepUnless(isGenerated(s.src[lo:hi]), MaskedUser, KeptForm)}
	if !s.keeps(f, true) {
		s.emit(f)
	}
}

// afterHost tells whether a host and an identity, nearly always a hyphen, end
// before the blank at src[hi].
func (s *Scanner) afterHost(hi int) bool {
	if hi < minHost+2 || s.src[hi-1] != '-' || s.src[hi-2] != ' ' {
		return false
	}
	n := 0
	for i := hi - 2; i > 0 && n < maxLabel; i-- {
		c := s.src[i-1]
		if !isAlnum(c) && c != '.' && c != ':' && c != '-' && c != '_' {
			break
		}
		n++
	}
	return n >= minHost
}
