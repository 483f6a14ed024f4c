package misuse

// inputState is how much of a file could be read.
type inputState struct {
	filled bool // it is not empty
	// requests and events are how many there were, credentialed how many requests
	// with credentials, unread how many lines with tokens of which no request with them was read.
	requests, events, credentialed, unread int64
	// parts are such lines in records of several lines, assembled the requests with
	// credentials that those became.
	parts, assembled int64
}

// miss counts a line with tokens that is no request with them by itself.
func (s *inputState) miss(isPart bool) {
	if isPart {
		s.parts++
	} else {
		s.unread++
	}
}

// missed is how many lines with tokens had no request. A record has several lines with tokens.
func (s *inputState) missed() int64 {
	if s.parts > unreadShare*s.assembled {
		return s.unread + s.parts
	}
	return s.unread
}

func (s *inputState) observe(r *Request) {
	s.requests++
	if len(r.Credentials) > 0 {
		s.credentialed++
	}
}

// Unread is what was in the files and took no part in the audit, so that a log that
// cannot be read does not look like a clean one.
type Unread struct {
	// Files is how many were read, WithoutRequests of how many nothing was read,
	// WithoutTokens how many have requests, and tokens that nearly all do not belong to them.
	Files, WithoutRequests, WithoutTokens int64
	// Lines is how many hold tokens without a request that they came with.
	Lines int64
}

// unreadShare is how many lines with tokens to each request with credentials mean that
// credentials are not where requests are looked for. Applications may well write
// tokens elsewhere too, such as those that they have issued.
const unreadShare = 4

func (a *Auditor) unread() (u Unread) {
	for i := range a.inputs {
		s := &a.inputs[i]
		u.Files++
		missed := s.missed()
		u.Lines += missed
		switch {
		case s.filled && s.requests == 0 && (s.events == 0 || missed > 0):
			u.WithoutRequests++
		case missed > unreadShare*s.credentialed:
			u.WithoutTokens++
		}
	}
	return u
}
