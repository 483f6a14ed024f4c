package corpus

// phonePlan is how the numbers of one country are written: d stands for any
// digit, x for 2 to 9.
type phonePlan struct {
	region                  string
	national, international []string
}

// phonePlans keeps to the ranges set aside for fiction where a country has
// them.
var phonePlans = []phonePlan{
	{"US", []string{"(212) 555-01dd", "415-555-01dd", "303.555.01dd"},
		[]string{"+1 212-555-01dd", "+141555501dd", "+130355501dd", "+1 (616) 555-01dd"}},
	{"GB", []string{"020 7946 0ddd", "07700 900ddd", "0161 496 0ddd"},
		[]string{"+44 20 7946 0ddd", "+447700900ddd", "+44 7700 900ddd"}},
	{"DE", []string{"030 23125ddd", "0171 3920ddd", "(030) 23125ddd"},
		[]string{"+49 30 23125ddd", "+491713920ddd", "+49 171 3920ddd"}},
	{"FR", []string{"01 99 00 dd dd", "06 12 dd dd dd"},
		[]string{"+33 1 99 00 dd dd", "+33 6 12 dd dd dd", "+33612dddddd"}},
	{"IN", []string{"098765 ddddd", "98765 ddddd"},
		[]string{"+91 98765 ddddd", "+9198765ddddd"}},
	{"BR", []string{"(11) 98xdd-dddd", "(21) 97xdd-dddd"},
		[]string{"+55 11 98xdd-dddd", "+551198xdddddd"}},
}

// phone makes a number in national or international form.
func (g *Generator) phone() string {
	p := pick(g, phonePlans)
	if g.oneIn(3) {
		return g.fill(pick(g, p.national))
	}
	return g.fill(pick(g, p.international))
}

func (g *Generator) fill(pattern string) string {
	b := []byte(pattern)
	for i, c := range b {
		switch c {
		case 'd':
			b[i] = digits[g.rand.IntN(len(digits))]
		case 'x':
			b[i] = byte('2' + g.rand.IntN(8))
		}
	}
	return string(b)
}
