package detectors

// MaskInfo describes a mask mode for people.
type MaskInfo struct {
	Mode    MaskMode
	Summary string // one line, lower case
	Example string // what it writes for one value
}

// Masks lists every mask mode, the default first.
func Masks() []MaskInfo {
	return []MaskInfo{
		{MaskLabel, "the name of the kind", "[FILTERED_EMAIL]"},
		{MaskStars, "as many stars as the value has bytes", "********************"},
		{MaskPartial, "both ends of personal data; credentials get their label", "ana**************com"},
		{MaskHash, "a keyed pseudonym: equal values stay equal", "[EMAIL-2026q4-" + exampleHashes[0] + "]"},
		{MaskJWTStub, "algorithm and expiry of a JWT; other kinds get their label", "[JWT_RS256_EXPIRED]"},
		{MaskRemove, `nothing, "" or - where a value must stand`, `""`},
		{MaskTemplate, "a template, here <{kind}:{length}>", "<email:20>"},
	}
}

// MaskNames lists the names of all mask modes.
func MaskNames() []string {
	var names []string
	for _, m := range Masks() {
		names = append(names, string(m.Mode))
	}
	return names
}
