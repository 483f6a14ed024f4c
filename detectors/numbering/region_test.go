package numbering

import (
	"testing"

	"github.com/nyaruka/phonenumbers"
)

func TestRegions(t *testing.T) {
	supported := phonenumbers.GetSupportedRegions()
	seen, previous := 0, ""
	for r := range AllRegions() {
		name := r.String()
		if !supported[name] {
			t.Errorf("region %q is unknown to phonenumbers", name)
		}
		if name <= previous {
			t.Errorf("region %q comes after %q", name, previous)
		}
		if parsed, ok := ParseRegion(name); !ok || parsed != r {
			t.Errorf("ParseRegion(%q) = %d, %t", name, parsed, ok)
		}
		if got, want := r.TrunkPrefix(), phonenumbers.GetNddPrefixForRegion(name, true); got != want {
			t.Errorf("the trunk prefix of %s is %q, want %q", name, got, want)
		}
		seen, previous = seen+1, name
	}
	if seen != len(supported) {
		t.Errorf("%d regions, want %d", seen, len(supported))
	}
	for range AllRegions() {
		break // the iterator must stop when asked to
	}
}

func TestParseRegionRejects(t *testing.T) {
	for _, name := range []string{"", "U", "us", "USA", "ZZ", "AA", "001", "\xff\xff"} {
		if r, ok := ParseRegion(name); ok {
			t.Errorf("ParseRegion(%q) = %v", name, r)
		}
	}
	unknown := Region(len(dialled))
	if name, prefix := unknown.String(), unknown.TrunkPrefix(); name != "" || prefix != "" {
		t.Errorf("an unknown region is called %q, with prefix %q", name, prefix)
	}
}
