package detectors

import "bytes"

var ipKind = Kind{
	Name:     "ip",
	Summary:  "IPv4 and IPv6 addresses",
	CWE:      []int{359, 532},
	Severity: SeverityLow,
	Off:      true,
	Numbers:  ipShape,
	Triggers: []Trigger{{Literal: "::", Shape: ipShape}},
	Judge:    func(judged) Reason { return KeptForm },
}

// maxIP is the longest address in text: IPv6 with an IPv4 address at its end.
const maxIP = 45

// ipShape is called at the first digit of a number and at two colons.
func ipShape(s *Scanner, at int) {
	lo, hi := at, at
	for lo > s.cursor && at-lo < maxIP && isAddressByte(s.src[lo-1]) {
		lo--
	}
	for hi < len(s.src) && hi-lo <= maxIP && isAddressByte(s.src[hi]) {
		hi++
	}
	if lo > 0 && (isAlnum(s.src[lo-1]) || s.src[lo-1] == '-' || s.src[lo-1] == '_') || hi < len(s.src) && (isLetter(s.src[hi]) || s.src[hi] == '_' || s.src[hi] == '-') {
		return
	}
	for hi > lo && (s.src[hi-1] == '.' || s.src[hi-1] == ':' && (hi-lo < 2 || s.src[hi-2] != ':')) {
		hi--
	}
	if n := addressLength(s.src[lo:hi]); n > 0 {
		f := Finding{Lo: lo, Hi: lo + n, Kind: kindIP, Reason: MaskedPlan}
		s.emitUnlessKept(f)
	}
}

func isAddressByte(c byte) bool { return isHex(c) || c == '.' || c == ':' }

// addressLength is how much of text is an address: all of it, or what stands
// before the colon of a port; 0 if it is none.
func addressLength(text []byte) int {
	if isIPv6(text) && bytes.ContainsAny(text, "0123456789") || isIPv4(text) { // a::b is code
		return len(text)
	}
	for i, c := range text {
		if c == ':' && isIPv4(text[:i]) && isNumber(text[i+1:]) {
			return i
		}
	}
	return 0
}

// isIPv4: four numbers up to 255 without leading zeros (RFC 3986 §3.2.2).
func isIPv4(text []byte) bool {
	parts, value, digits := 1, 0, 0
	for _, c := range text {
		switch {
		case c == '.':
			if digits == 0 || parts == 4 {
				return false
			}
			parts, value, digits = parts+1, 0, 0
		case isDigit(c):
			if digits > 0 && value == 0 || digits == 3 {
				return false
			}
			value, digits = value*10+int(c-'0'), digits+1
			if value > 255 {
				return false
			}
		default:
			return false
		}
	}
	return parts == 4 && digits > 0
}

// isIPv6: up to eight groups of hexadecimal digits, some left out by a double
// colon, the last two perhaps as IPv4 (RFC 4291 §2.2).
func isIPv6(text []byte) bool {
	groups, digits, gaps := 0, 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == ':':
			if i+1 < len(text) && text[i+1] == ':' {
				gaps++
				i++
			} else if digits == 0 || i+1 == len(text) {
				return false
			}
			digits = 0
		case c == '.':
			begin := i - digits
			return digits > 0 && isIPv4(text[begin:]) && (groups+1 == 8 || gaps == 1 && groups < 7)
		case digits == 4:
			return false
		default:
			if digits == 0 {
				groups++
			}
			digits++
		}
	}
	return gaps == 0 && groups == 8 || gaps == 1 && groups < 8 && groups > 0
}
