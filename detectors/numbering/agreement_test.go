package numbering

import (
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

// numberTypes are the types that have example numbers.
var numberTypes = []phonenumbers.PhoneNumberType{
	phonenumbers.FIXED_LINE, phonenumbers.MOBILE, phonenumbers.TOLL_FREE, phonenumbers.PREMIUM_RATE,
	phonenumbers.SHARED_COST, phonenumbers.VOIP, phonenumbers.PERSONAL_NUMBER, phonenumbers.PAGER,
	phonenumbers.UAN, phonenumbers.VOICEMAIL,
}

// example is a number that phonenumbers gives for a region.
type example struct {
	region   string // empty for the calling codes that belong to no country
	code     string
	national string // without prefix
	dialled  string // with prefix
}

func (e example) international() string { return e.code + e.national }

func examples() []example {
	var all []example
	add := func(region string, n *phonenumbers.PhoneNumber) {
		if n == nil {
			return
		}
		all = append(all, example{
			region:   region,
			code:     strconv.Itoa(int(n.GetCountryCode())),
			national: phonenumbers.GetNationalSignificantNumber(n),
			dialled:  phonenumbers.NormalizeDigitsOnly(phonenumbers.Format(n, phonenumbers.NATIONAL)),
		})
	}
	for _, region := range slices.Sorted(maps.Keys(phonenumbers.GetSupportedRegions())) {
		for _, kind := range numberTypes {
			add(region, phonenumbers.GetExampleNumberForType(region, kind))
		}
	}
	for code := range phonenumbers.GetSupportedGlobalNetworkCallingCodes() {
		add("", phonenumbers.GetExampleNumberForNonGeoEntity(code))
	}
	return all
}

// validInternational is what phonenumbers says of an international number.
func validInternational(digits string) bool {
	n, err := phonenumbers.Parse("+"+digits, "")
	return err == nil && phonenumbers.IsValidNumber(n)
}

// validNational is what phonenumbers says of a number dialled in a region.
// It is not sure where it reads the number as an international one.
func validNational(region, digits string) (valid, sure bool) {
	n, err := phonenumbers.ParseAndKeepRawInput(digits, region)
	if err != nil {
		return false, true
	}
	sure = n.GetCountryCodeSource() == phonenumbers.PhoneNumber_FROM_DEFAULT_COUNTRY
	return phonenumbers.IsValidNumber(n), sure
}

// mutate changes, inserts or removes a digit.
func mutate(random *rand.Rand, digits string) string {
	at := random.IntN(len(digits))
	digit := string(rune('0' + random.IntN(10)))
	switch random.IntN(4) {
	case 0:
		return digits[:at] + digits[at+1:]
	case 1:
		return digits[:at] + digit + digits[at:]
	default:
		return digits[:at] + digit + digits[at+1:]
	}
}

// variant is an example number, changed in up to three places.
func variant(random *rand.Rand, digits string) string {
	for range random.IntN(4) {
		if digits = mutate(random, digits); digits == "" {
			return "0"
		}
	}
	return digits
}

// agreement counts how often this package and phonenumbers decide alike.
type agreement struct {
	cases, valid int
	// missed are numbers that only phonenumbers accepts, and extra those that
	// only this package does, because it tries every reading of a prefix.
	missed, extra int
}

// maxExtra is the share of extra numbers that is tolerated, 1 in 10000.
const maxExtra = 10_000

func (a *agreement) note(got, want bool) {
	a.cases++
	switch {
	case want && !got:
		a.missed++
	case got && !want:
		a.extra++
	}
	if want {
		a.valid++
	}
}

func (a *agreement) check(t *testing.T) {
	t.Helper()
	t.Logf("%d cases, %d valid, %d missed, %d extra", a.cases, a.valid, a.missed, a.extra)
	if a.missed > 0 {
		t.Errorf("%d numbers were missed", a.missed)
	}
	if a.extra > a.cases/maxExtra {
		t.Errorf("%d numbers are accepted that phonenumbers rejects", a.extra)
	}
	if a.valid < a.cases/3 || a.valid > a.cases*2/3 {
		t.Errorf("%d of %d cases are valid: a lopsided test", a.valid, a.cases)
	}
}

// formerNumber matches what International accepts beside the plans.
var formerNumber = regexp.MustCompile(`^(521[2-9]\d{9}|55[1-9]{2}[6-9]\d{7})$`)

// rounds is how many variants are made of each example.
func rounds() int {
	if testing.Short() {
		return 20
	}
	return 100
}

func TestInternationalAgreesWithPhonenumbers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var a agreement
	for _, e := range examples() {
		for range rounds() {
			// One in eight is written with the national prefix behind the code.
			digits := e.international()
			if random.IntN(8) == 0 {
				digits = e.code + e.dialled
			}
			digits = variant(random, digits)
			if !formerNumber.MatchString(digits) {
				a.note(International([]byte(digits)), validInternational(digits))
			}
		}
	}
	a.check(t)
}

func TestNationalAgreesWithPhonenumbers(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var a agreement
	for _, e := range examples() {
		if e.region == "" {
			continue
		}
		region := mustParseRegion(t, e.region)
		for range rounds() {
			digits := variant(random, []string{e.dialled, e.national}[random.IntN(2)])
			if valid, sure := validNational(e.region, digits); sure {
				a.note(National(region, []byte(digits)), valid)
			}
		}
	}
	a.check(t)
}

// TestAcceptedNumbersAreValid comes from the other side: it walks the automaton
// at random and asks phonenumbers whether the numbers it accepts are valid.
func TestAcceptedNumbersAreValid(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	cases, extra := 1000*rounds(), 0
	for range cases {
		digits := walk(random)
		if !International([]byte(digits)) {
			t.Fatalf("%s comes from the automaton but is not accepted", digits)
		}
		if !validInternational(digits) && !formerNumber.MatchString(digits) {
			extra++
		}
	}
	t.Logf("%d cases, %d extra", cases, extra)
	// The walk meets a carrier code as often as a number, so the readings that
	// phonenumbers does not try are far more frequent than in real numbers.
	if extra > cases/100 {
		t.Errorf("%d numbers are accepted that phonenumbers rejects", extra)
	}
}

// walk returns a random number that International accepts.
func walk(random *rand.Rand) string {
	var digits []byte
	s := international
	for s < firstSuffix {
		ended := s >= firstAccepting && (!hasNext(s) || random.IntN(2) == 0)
		if ended {
			return string(digits)
		}
		d := random.IntN(10)
		if next[int(s)+d] != impossible {
			s = next[int(s)+d]
			digits = append(digits, byte('0'+d))
		}
	}
	return string(appendSuffix(random, digits, s))
}

// hasNext reports whether any digit may follow s.
func hasNext(s state) bool {
	return slices.ContainsFunc(next[s:s+10], func(n state) bool { return n != impossible })
}

// appendSuffix appends random digits, as many as the suffix state allows.
func appendSuffix(random *rand.Rand, digits []byte, s state) []byte {
	var lengths []int
	for n := range 32 {
		if suffixLengths[s-firstSuffix]>>n&1 != 0 {
			lengths = append(lengths, n)
		}
	}
	for range lengths[random.IntN(len(lengths))] {
		digits = append(digits, byte('0'+random.IntN(10)))
	}
	return digits
}
