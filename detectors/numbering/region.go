package numbering

import (
	"iter"
	"strings"
)

// Region is a country or territory with a numbering plan.
type Region uint16

// regionNameLength is the length of each name in regionNames.
const regionNameLength = len("US")

// ParseRegion finds a region by its ISO 3166 name in capitals, such as "US".
func ParseRegion(name string) (Region, bool) {
	low, high := 0, len(dialled)
	for low < high {
		middle := int(uint(low+high) / 2)
		switch at := Region(middle).String(); {
		case at == name:
			return Region(middle), true
		case at < name:
			low = middle + 1
		default:
			high = middle
		}
	}
	return 0, false
}

// AllRegions yields every region in the order of its name.
func AllRegions() iter.Seq[Region] {
	return func(yield func(Region) bool) {
		for r := range dialled {
			if !yield(Region(r)) {
				return
			}
		}
	}
}

// String returns the ISO 3166 name of the region.
func (r Region) String() string {
	if int(r) >= len(dialled) {
		return ""
	}
	return regionNames[int(r)*regionNameLength:][:regionNameLength]
}

// trunkPrefixWidth is the width of each entry of trunkPrefixes.
const trunkPrefixWidth = 2

// TrunkPrefix returns the national prefix of the region: "0" in most of Europe,
// "1" in North America, "" where there is none. National also accepts numbers
// without it, but few people write them so where it is "0", and where the
// subscriber's numbers vary in length, as in Germany, nearly any digits are a
// number without it.
func (r Region) TrunkPrefix() string {
	if int(r) >= len(dialled) {
		return ""
	}
	return strings.TrimRight(trunkPrefixes[int(r)*trunkPrefixWidth:][:trunkPrefixWidth], " ")
}
