package detectors

var ibanKind = Kind{
	Name:     "iban",
	Summary:  "bank account numbers by country, length and check digits (ISO 13616)",
	CWE:      []int{359, 532},
	Severity: SeverityHigh,
	Off:      true,
	Keys:     []string{"iban"},
	Numbers:  groupedIBANShape,
	Runs:     ibanShape,
	Judge:    func(v judged) Reason { return keepUnless(isIBAN(v.text), MaskedCheck, KeptNumber) },
}

const (
	minIBAN = 15
	maxIBAN = 34
)

// ibanLengths holds the length of a country's account numbers (ISO 13616
// registry), by its two letters. Countries that are not in it are not looked
// for.
var ibanLengths = func() (lengths [26 * 26]uint8) {
	const table = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27" +
		"JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20"
	for i := 0; i+4 <= len(table); i += 4 {
		lengths[countryOf(table[i], table[i+1])] = (table[i+2]-'0')*10 + table[i+3] - '0'
	}
	return lengths
}()

// countryOf numbers pairs of capitals.
func countryOf(a, b byte) int { return int(a-'A')*26 + int(b-'A') }

// groupedIBANShape is called at the first digit of a number, which may be the
// second group of DE89 3704 …
func groupedIBANShape(s *Scanner, at int) {
	if lo := at - len("DE89 "); lo >= s.cursor && s.src[at-1] == ' ' {
		ibanShape(s, lo)
	}
}

// ibanShape is called at what may be the country's two letters.
func ibanShape(s *Scanner, lo int) {
	if lo < s.cursor || lo+minIBAN > len(s.src) || !isUpper(s.src[lo]) || !isUpper(s.src[lo+1]) || lo > 0 && isAlnum(s.src[lo-1]) {
		return
	}
	size := int(ibanLengths[countryOf(s.src[lo], s.src[lo+1])])
	hi := lo
	for n := 0; hi < len(s.src) && n < size; hi++ {
		c := s.src[hi]
		if isAlnum(c) {
			n++
		} else if c != ' ' || n%4 != 0 {
			return
		}
	}
	if size == 0 || hi < len(s.src) && isAlnum(s.src[hi]) || !isIBAN(s.src[lo:hi]) {
		return
	}
	f := Finding{Lo: lo, Hi: hi, Kind: kindIBAN, Reason: MaskedCheck}
	s.emitUnlessKept(f)
}

// isIBAN checks the length and the check digits: the number, its first four
// characters moved to the end and letters read as 10 to 35, leaves 1 when it is
// divided by 97.
func isIBAN(text []byte) bool {
	var plain [maxIBAN]byte
	n := 0
	for _, c := range text {
		if c == ' ' {
			continue
		}
		if n == maxIBAN || !isAlnum(c) {
			return false
		}
		plain[n] = c &^ 0x20
		if isDigit(c) {
			plain[n] = c
		}
		n++
	}
	if n < minIBAN || !isUpper(plain[0]) || !isUpper(plain[1]) || int(ibanLengths[countryOf(plain[0], plain[1])]) != n {
		return false
	}
	rest := 0
	for i := range n {
		c := plain[(i+4)%n]
		if isDigit(c) {
			rest = (rest*10 + int(c-'0')) % 97
		} else {
			rest = (rest*100 + int(c-'A') + 10) % 97
		}
	}
	return rest == 1
}
