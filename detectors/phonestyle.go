package detectors

import "scrim/detectors/numbering"

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
	seps        string // what may stand between groups; empty means - . / or a blank
}

// regionStyles lists the ways of writing that differ from trunkStyles.
var regionStyles = map[string][]style{
	"US": {
		{sizes: []int{3, 3, 4}, noTrunk: true}, {sizes: []int{1, 3, 3, 4}, noTrunk: true},
	},
	"FR": {{sizes: []int{2, 2, 2, 2, 2}}, {sizes: []int{10}}},
	"IN": {
		{sizes: []int{5, 5}, seps: " -", noTrunk: true}, {sizes: []int{6, 5}, seps: " -"}, {sizes: []int{11}}, {sizes: []int{1, 5, 5}},
		{sizes: []int{3, 4, 4}}, {sizes: []int{3, 8}}, {sizes: []int{4, 7}}, {sizes: []int{5, 6}}, {sizes: []int{1, 10}},
	},
	"BR": {
		{sizes: []int{2, 5, 4}, seps: " -)(", noTrunk: true}, {sizes: []int{2, 4, 4}, seps: " -)(", noTrunk: true}, {sizes: []int{3, 5, 4}}, {sizes: []int{3, 4, 4}},
		{sizes: []int{2, 9}, parenthesis: true, noTrunk: true}, {sizes: []int{2, 8}, parenthesis: true, noTrunk: true},
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

// written tells whether the groups are a style of the region.
func (r *phoneRegion) written(groups []group, trunk bool) bool {
	for i := range r.styles {
		if (trunk || r.styles[i].noTrunk) && r.styles[i].fits(groups) {
			return true
		}
	}
	return false
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
		c := groups[i].sep
		if i > 1 && groups[1].sep != ' ' && groups[1].sep != ')' && groups[1].sep != '(' && groups[1].sep != '/' && c != groups[1].sep {
			return false
		}
		if t.seps != "" && !containsByte(t.seps, c) {
			return false
		}
	}
	return true
}

func containsByte(s string, c rune) bool {
	for _, x := range s {
		if x == c {
			return true
		}
	}
	return false
}
