package numbering

import "testing"

func TestReserved(t *testing.T) {
	for _, c := range []struct {
		region, international, national string
	}{
		{"US", "15551234567", "5551234567"},
		{"US", "15555555555", "15555555555"},
		{"GB", "447700900123", "07700900123"},
		{"GB", "4401632960123", "01632960123"},
		{"FR", "33639981234", "0639981234"},
		{"IE", "353209130123", "0209130123"},
	} {
		region := mustParseRegion(t, c.region)
		if !Reserved([]byte(c.international)) || International([]byte(c.international)) {
			t.Errorf("+%s is not a reserved number only", c.international)
		}
		if !ReservedNational(region, []byte(c.national)) || National(region, []byte(c.national)) {
			t.Errorf("%s in %s is not a reserved number only", c.national, c.region)
		}
	}
	for _, digits := range []string{"", "1", "1555", "155512345678", "442079460958", "44770090012x"} {
		if Reserved([]byte(digits)) {
			t.Errorf("+%s is reserved", digits)
		}
	}
	if ReservedNational(mustParseRegion(t, "DE"), []byte("5551234567")) || ReservedNational(9999, []byte("5551234567")) {
		t.Error("an American number is reserved elsewhere")
	}
}
