package detectors

// Formats of keys and tokens that have no prefix but a form of their own. All
// of them have a run of word bytes long enough to start a look.

const (
	// mailchimpKey is the length of the hexadecimal part before "-us20".
	mailchimpKey = 32
	// telegramKey is the length of what follows the bot's number and a colon.
	telegramKey = 35
	// minTelegramBot is the shortest number of a bot.
	minTelegramBot = 5
	// minPiped is the shortest token after the number of its row and a bar, as
	// Laravel and Facebook write them.
	minPiped = 20
	// maxNumberBefore is the longest number before a bar or a colon.
	maxNumberBefore = 20
)

// formattedKey takes a key that is told by its form, of which a run of word
// bytes begins at src[lo]. It reports whether there is one.
func (s *Scanner) formattedKey(lo, floor int) bool {
	run := s.src[lo : lo+s.wordRun(lo)]
	switch {
	case isMailchimp(run):
		return s.takeKey(lo, lo+len(run), kindAPIKey, MaskedIssuer)
	case lo > floor && s.src[lo-1] == ':' && run[0] == 'A' && len(run) == telegramKey:
		if n := s.digitsBefore(lo-1, floor); n >= minTelegramBot {
			return s.takeKey(lo-1-n, lo+len(run), kindAPIKey, MaskedIssuer)
		}
	case lo > floor && s.src[lo-1] == '|':
		if n := s.digitsBefore(lo-1, floor); n > 0 && isOpaque(run, minPiped) {
			return s.takeKey(lo-1-n, lo+len(run), kindToken, MaskedForm)
		}
	}
	return false
}

// wordRun is how many word bytes begin at src[lo], up to maxRecognise.
func (s *Scanner) wordRun(lo int) int {
	n := 0
	for lo+n < len(s.src) && n < maxRecognise && byteClass[s.src[lo+n]]&isBase64Bit != 0 {
		n++
	}
	return n
}

// digitsBefore counts the digits before src[hi], if they are a number.
func (s *Scanner) digitsBefore(hi, floor int) int {
	lo := hi
	for lo > floor && hi-lo < maxNumberBefore && isDigit(s.src[lo-1]) {
		lo--
	}
	if lo > floor && isGlue(s.src[lo-1]) && !unitBefore(s.src, lo, floor).encoded() && !hasFoldedAt(s.src, lo-len("/bot"), "/bot") {
		return 0
	}
	return hi - lo
}

// takeKey masks a whole key. It always reports true.
func (s *Scanner) takeKey(lo, hi int, kind KindID, why Reason) bool {
	f := Finding{Lo: lo, Hi: hi, Kind: kind, Reason: why}
	s.emitUnlessKept(f)
	return true
}

// isMailchimp: 32 hexadecimal digits, -us and the number of a data centre.
func isMailchimp(run []byte) bool {
	if len(run) < mailchimpKey+len("-us1") || len(run) > mailchimpKey+len("-us20") || !isHexRun(run[:mailchimpKey]) {
		return false
	}
	return hasPrefixAt(run, mailchimpKey, "-us") && isNumber(run[mailchimpKey+len("-us"):])
}
