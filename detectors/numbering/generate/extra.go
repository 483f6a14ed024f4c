package main

// The metadata of phonenumbers describes the plans of today, for people who
// dial. Logs also hold numbers of yesterday and numbers that never were.

// formerNumbers has, by calling code, a pattern of the numbers that were valid
// behind it once and are still found in stored data and messenger identifiers.
var formerNumbers = map[int]string{
	52: `1[2-9]\d{9}`,        // Mexico's 1 before mobile numbers, until 2019
	55: `[1-9]{2}[6-9]\d{7}`, // Brazil's mobile numbers without the 9, until 2016
}

// reservedNumbers has, by calling code, a pattern of the numbers that are used
// in fiction, manuals and tests, as far as they are outside the plan.
var reservedNumbers = map[int]string{
	1:   `555\d{7}`,                         // an area code that nobody has
	33:  `63998\d{4}`,                       // ARCEP
	44:  `(?:7700900|1632960|1154960)\d{3}`, // Ofcom
	353: `2091\d{5}`,                        // ComReg
}

// matchingEntry is the language of the pattern for a calling code, if any.
func (l *library) matchingEntry(patterns map[int]string, code int) (language, error) {
	pattern, ok := patterns[code]
	if !ok {
		return nothing, nil
	}
	return l.matching(pattern)
}
