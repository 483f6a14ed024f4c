package detectors

import "bytes"

var cardKind = Kind{
	Name:     "card",
	Summary:  "payment card numbers by issuer range, length and check digit (Luhn)",
	CWE:      []int{359, 532},
	Severity: SeverityHigh,
	Off:      true,
	Keys:     []string{"card number", "cc number", "ccnumber", "credit card", "pan", "card no", "cardnumber", "creditcard"},
	Numbers:  cardShape,
	Judge:    func(v judged) Reason { return keepUnless(isCard(v.text), MaskedCheck, KeptNumber) },
}

const (
	minCardDigits = 13 // ISO/IEC 7812-1 allows fewer, no network issues them
	maxCardDigits = 19
)

// cardShape is called at the first digit of a number.
func cardShape(s *Scanner, at int) {
	hi, digits := at, 0
	for end := min(len(s.src), at+maxCardDigits*2); hi < end; hi++ {
		c := s.src[hi]
		if isDigit(c) {
			digits++
			continue
		}
		if c != ' ' && c != '-' || hi+1 == len(s.src) || !isDigit(s.src[hi+1]) {
			break
		}
	}
	if digits < minCardDigits || digits > maxCardDigits || hi < len(s.src) && (isAlnum(s.src[hi]) || s.src[hi] == '.' && hi+1 < len(s.src) && isDigit(s.src[hi+1])) {
		return
	}
	if !isCard(s.src[at:hi]) || !isGrouped(s.src[at:hi]) {
		return
	}
	f := Finding{Lo: at, Hi: hi, Kind: kindCard, Reason: MaskedCheck}
	f.Quote, f.Escape = s.quoteOfNumber(at, hi)
	s.emitUnlessKept(f)
}

// isCard tells whether text has the digits of a card's number: an issuer's
// range (first digits 2 to 6) and the check digit of ISO/IEC 7812-1.
func isCard(text []byte) bool {
	sum, n := 0, 0
	for i := len(text) - 1; i >= 0; i-- {
		c := text[i]
		if !isDigit(c) {
			if c != ' ' && c != '-' {
				return false
			}
			continue
		}
		d := int(c - '0')
		if n%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum, n = sum+d, n+1
	}
	return n >= minCardDigits && n <= maxCardDigits && sum%10 == 0 && sum > 0 && text[0] >= '2' && text[0] <= '6'
}

// isGrouped tells whether a number is written in one piece or in the groups of
// a card: four digits each, or 4, 6 and 5.
func isGrouped(text []byte) bool {
	for n := 0; len(text) > 0; n++ {
		i := bytes.IndexAny(text, " -")
		if i < 0 {
			return n == 0 || len(text) <= 5
		}
		if i != 4 && i != 6 {
			return false
		}
		text = text[i+1:]
	}
	return true
}

// quoteOfNumber is what the mask of a bare number has to be quoted with, so
// that JSON stays JSON: the nearest quote before it, if the number is a value.
func (s *Scanner) quoteOfNumber(lo, hi int) (quote, escape byte) {
	if hi < len(s.src) && s.src[hi] != ',' && s.src[hi] != '}' && s.src[hi] != ']' && s.src[hi] > ' ' {
		return 0, 0
	}
	floor := max(0, lo-maxGap)
	i := lo
	for i > floor && isSpace(s.src[i-1]) {
		i--
	}
	if i == floor || s.src[i-1] != ':' && s.src[i-1] != ',' && s.src[i-1] != '[' {
		return 0, 0
	}
	for i--; i > floor && s.src[i-1] != '"'; i-- {
	}
	if i == floor {
		return 0, 0
	}
	return '"', slashesOf(unitBefore(s.src, i, max(0, i-maxEscape)), s.src)
}
