package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/nyaruka/phonenumbers"
)

// maxDialledDigits bounds a number with its national prefix and carrier code.
const maxDialledDigits = maxNationalDigits + 5

// plans is all that the tables hold, before it is packed.
type plans struct {
	library *library
	// international is calling code and number, of all calling codes, and
	// reserved the same of the reserved numbers.
	international, reserved language
	// codes are the calling codes, sorted as text.
	codes []string
	// regions are the two-letter names, and what is dialled in each.
	regions map[string]dialled
}

// dialled is what is dialled in one region.
type dialled struct {
	numbers, reserved language
	trunkPrefix       string
}

// newPlans compiles the metadata of phonenumbers.
func newPlans() (*plans, error) {
	collection, err := phonenumbers.MetadataCollection()
	if err != nil {
		return nil, err
	}
	byRegion := map[string]*phonenumbers.PhoneMetadata{}
	for _, m := range collection.GetMetadata() {
		byRegion[regionKey(m.GetId(), int(m.GetCountryCode()))] = m
	}
	p := &plans{library: newLibrary(), regions: map[string]dialled{}}
	for _, code := range slices.Sorted(maps.Keys(phonenumbers.GetSupportedCallingCodes())) {
		if err := p.addCode(code, byRegion); err != nil {
			return nil, fmt.Errorf("calling code %d: %w", code, err)
		}
	}
	return p, nil
}

// regionKey tells the entries apart that all have the region "001", the
// calling codes that belong to no country.
func regionKey(region string, code int) string {
	if region == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY {
		return region + "/" + strconv.Itoa(code)
	}
	return region
}

// addCode adds one calling code and its regions. The first region is the main
// one, whose prefix rule also holds behind the calling code: +44 (0)20.
func (p *plans) addCode(code int, byRegion map[string]*phonenumbers.PhoneMetadata) error {
	var members []*phonenumbers.PhoneMetadata
	for _, region := range phonenumbers.GetRegionCodesForCountryCode(code) {
		members = append(members, byRegion[regionKey(region, code)])
	}
	valid, err := p.library.plan(members)
	if err != nil {
		return err
	}
	reserved, err := p.library.matchingEntry(reservedNumbers, code)
	if err != nil {
		return err
	}
	for i, m := range members {
		d, err := p.library.dialledIn(m, valid, reserved)
		if err != nil {
			return err
		}
		if i == 0 {
			err = p.addInternational(code, d)
		}
		if err != nil {
			return err
		}
		if m.GetId() != phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY {
			p.regions[m.GetId()] = d
		}
	}
	return nil
}

// addInternational adds what is dialled behind a calling code.
func (p *plans) addInternational(code int, d dialled) error {
	former, err := p.library.matchingEntry(formerNumbers, code)
	if err != nil {
		return err
	}
	digits := strconv.Itoa(code)
	p.codes = append(p.codes, digits)
	numbers := p.library.union(d.numbers, former)
	p.international = p.library.union(p.international, p.library.prefixed(digits, numbers))
	p.reserved = p.library.union(p.reserved, p.library.prefixed(digits, d.reserved))
	return nil
}

// plan is the language of the valid national numbers of one calling code. It
// decides as phonenumbers.IsValidNumber does: the first region that claims a
// number, by its leading digits or by its patterns, judges it.
func (l *library) plan(members []*phonenumbers.PhoneMetadata) (language, error) {
	valid := nothing
	unclaimed := l.ofLengths(func(int) bool { return true })
	for _, m := range members {
		own, err := l.validIn(m)
		if err != nil {
			return nothing, err
		}
		claimed := own
		if lead := m.GetLeadingDigits(); lead != "" && len(members) > 1 {
			if claimed, err = l.matching("(?:" + lead + `)\d*`); err != nil {
				return nothing, err
			}
		}
		claimed = l.intersect(claimed, unclaimed)
		valid = l.union(valid, l.intersect(claimed, own))
		unclaimed = l.without(unclaimed, claimed)
	}
	return valid, nil
}

// validIn is the language of the valid numbers of one region: those of any
// type that are also within the general description.
func (l *library) validIn(m *phonenumbers.PhoneMetadata) (language, error) {
	ofSomeType := nothing
	for _, desc := range []*phonenumbers.PhoneNumberDesc{
		m.GetFixedLine(), m.GetMobile(), m.GetTollFree(), m.GetPremiumRate(), m.GetSharedCost(),
		m.GetVoip(), m.GetPersonalNumber(), m.GetPager(), m.GetUan(), m.GetVoicemail(),
	} {
		numbers, err := l.described(desc)
		if err != nil {
			return nothing, err
		}
		ofSomeType = l.union(ofSomeType, numbers)
	}
	general, err := l.described(m.GetGeneralDesc())
	return l.intersect(ofSomeType, general), err
}

// described is the language of one description: its pattern and its lengths,
// of which none given means any.
func (l *library) described(desc *phonenumbers.PhoneNumberDesc) (language, error) {
	numbers, err := l.matching(desc.GetNationalNumberPattern())
	if lengths := desc.GetPossibleLength(); len(lengths) > 0 {
		numbers = l.intersect(numbers, l.ofLengths(func(n int) bool {
			return slices.Contains(lengths, int32(n))
		}))
	}
	return numbers, err
}

// dialledIn is what is dialled in a region: the numbers as they are, or behind
// what the region puts before them.
func (l *library) dialledIn(m *phonenumbers.PhoneMetadata, valid, reserved language) (dialled, error) {
	pattern := m.GetNationalPrefixForParsing()
	if pattern == "" {
		return dialled{numbers: valid, reserved: reserved}, nil
	}
	rule, err := newTrunkRule(pattern, m.GetNationalPrefixTransformRule())
	if err != nil {
		return dialled{}, err
	}
	return dialled{
		numbers:  l.union(valid, l.undoing(rule, valid)),
		reserved: l.union(reserved, l.undoing(rule, reserved)),

		trunkPrefix: m.GetNationalPrefix(),
	}, nil
}
