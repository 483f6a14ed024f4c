package detectors

import (
	"strings"

	"scrim/detectors/numbering"
)

// phoneRegion is a region whose national numbers are recognised.
type phoneRegion struct {
	region numbering.Region
	styles []style
}

// style is how a region groups the digits of its numbers.
type style struct {
	sizes       []int // digits per group; the last one may be longer by up to more
	more        int
	parenthesis bool   // only with the first group in parentheses
	noTrunk     bool   // also without the trunk 0
	any         bool   // whatever the plan says, if the first group looks like an area code
	seps        string // what may stand between groups; empty means - . / or a blank
}

// regionStyles lists the ways of writing that differ from trunkStyles.
var regionStyles = map[string][]style{
	"US": {
		{sizes: []int{3, 3, 4}, noTrunk: true}, {sizes: []int{1, 3, 3, 4}, noTrunk: true},
		{sizes: []int{3, 3, 4}, noTrunk: true, any: true, seps: "-.)\u00a0"},
		{sizes: []int{1, 3, 3, 4}, noTrunk: true, any: true, seps: "-.)\u00a0"},
	},
	"FR": {{sizes: []int{2, 2, 2, 2, 2}, any: true}, {sizes: []int{10}}},
	"IN": {
		{sizes: []int{5, 5}, seps: " -", noTrunk: true}, {sizes: []int{6, 5}, seps: " -"}, {sizes: []int{11}}, {sizes: []int{1, 5, 5}},
		{sizes: []int{3, 4, 4}}, {sizes: []int{3, 8}}, {sizes: []int{4, 7}}, {sizes: []int{5, 6}}, {sizes: []int{1, 10}},
	},
	"BR": {
		{sizes: []int{2, 5, 4}, seps: " -)(", noTrunk: true}, {sizes: []int{2, 4, 4}, seps: " -)(", noTrunk: true}, {sizes: []int{3, 5, 4}}, {sizes: []int{3, 4, 4}},
		{sizes: []int{2, 9}, parenthesis: true, noTrunk: true}, {sizes: []int{2, 5, 4}, parenthesis: true, noTrunk: true, any: true},
		{sizes: []int{2, 4, 4}, parenthesis: true, noTrunk: true, any: true}, {sizes: []int{2, 8}, parenthesis: true, noTrunk: true},
	},
}

// trunkStyles are for regions whose numbers begin with a trunk 0.
var trunkStyles = []style{
	{sizes: []int{10}, more: 2},
	{sizes: []int{3, 6}, more: 3}, {sizes: []int{4, 5}, more: 4}, {sizes: []int{5, 5}, more: 2}, {sizes: []int{6, 4}, more: 2},
	{sizes: []int{3, 3, 3}, more: 2}, {sizes: []int{3, 4, 3}, more: 2}, {sizes: []int{4, 3, 3}, more: 2}, {sizes: []int{5, 3, 2}, more: 2},
	{sizes: []int{4, 2, 2, 2}, more: 2}, {sizes: []int{3, 2, 2, 2}, more: 2}, {sizes: []int{2, 4, 4}}, {sizes: []int{3, 3, 2, 2}, more: 2},
	{sizes: []int{4, 4, 3}, more: 1}, {sizes: []int{4, 4, 2}, more: 1}, {sizes: []int{5, 4, 2}},
}

func newPhoneRegion(name string) (phoneRegion, bool) {
	r, ok := numbering.ParseRegion(name)
	if !ok {
		return phoneRegion{}, false
	}
	styles, known := regionStyles[name]
	if !known {
		styles = trunkStyles
	}
	return phoneRegion{r, styles}, true
}

// written tells whether the digits are a number of the region in one of its
// styles.
func (r *phoneRegion) written(groups []group, digits []byte) bool {
	for i := range r.styles {
		t := &r.styles[i]
		if (digits[0] == '0' || t.noTrunk) && t.fits(groups) && (t.any && hasAreaCode(groups, digits) || r.inPlan(digits)) {
			return true
		}
	}
	return false
}

// inPlan tells whether the plan has the number, or keeps it for fiction, which
// is what manuals and tests are full of.
func (r *phoneRegion) inPlan(digits []byte) bool {
	return numbering.National(r.region, digits) || numbering.ReservedNational(r.region, digits)
}

// hasAreaCode: no area code of North America begins with 0 or 1, and nowhere
// does one begin with 00.
func hasAreaCode(groups []group, digits []byte) bool {
	switch groups[0].size {
	case 1:
		return digits[0] == '1' && digits[1] > '1'
	case 2:
		return digits[1] > '0'
	}
	return digits[0] > '1'
}

func (t *style) fits(groups []group) bool {
	if len(groups) != len(t.sizes) || t.parenthesis && !groups[0].paren {
		return false
	}
	last := len(groups) - 1
	for i, g := range groups {
		if i < last && g.size != t.sizes[i] || i == last && (g.size < t.sizes[i] || g.size > t.sizes[i]+t.more) {
			return false
		}
	}
	return t.separated(groups)
}

// separated: the same separator throughout, but for the first one.
func (t *style) separated(groups []group) bool {
	for i := 1; i < len(groups); i++ {
		c, first := groups[i].sep, groups[1].sep
		if c == '/' && len(groups) == 2 && groups[0].size == groups[1].size {
			return false // a count of a total
		}
		if c != first && !strings.ContainsRune(" )(/\u00a0", first) {
			return false
		}
		if t.seps != "" && !strings.ContainsRune(t.seps, c) && !(c == firmBlank && strings.ContainsRune(t.seps, ' ')) {
			return false
		}
	}
	return true
}
