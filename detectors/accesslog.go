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

// accessUser takes the user of an access line, in which a run of word bytes
// begins at src[lo]: behind it stands the date, [22/Nov/2026:10:15:31 +0000]. It
// reports whether there is one.
func (s *Scanner) accessUser(lo, floor int) bool {
	if lo == floor || s.src[lo-1] != ' ' {
		return false // fast path
	}
	hi := lo
	for hi < len(s.src) && hi-lo < maxAccessUser && s.src[hi] > ' ' && !isQuote(s.src[hi]) && s.src[hi] != '\\' {
		hi++
	}
	const date = " [22/Nov/2026"
	if hi+len(date) > len(s.src) || !hasPrefixAt(s.src, hi, " [") || s.src[hi+4] != '/' || s.src[hi+8] != '/' {
		return false
	}
	return isGenerated(s.src[lo:hi]) && s.afterHost(lo-1) && s.takeKey(lo, hi, kindBasic, MaskedUser)
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
