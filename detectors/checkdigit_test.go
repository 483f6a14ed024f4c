package detectors

import "testing"

// TestKindsThatAreOff: cards, accounts and addresses of machines are looked for
// only by name, and proved by their digits.
func TestKindsThatAreOff(t *testing.T) {
	on := mustNew(t, Options{Only: []string{DefaultKinds, "card", "iban", "ip"}, Mask: Mask{Mode: MaskStars}}).NewScanner()
	off := mustNew(t, Options{}).NewScanner()
	for _, text := range []string{
		"card ‹4111 1111 1111 1111›, ‹5500005555555559›. ‹3782-822463-10005›",
		`{"n": "‹4111111111111111›", "cvc": 12}`, "4111111111111112 41111111111111110000 411111111111", "4111 1111 11111111", "ts=1763788797488000",
		"‹DE89 3704 0044 0532 0130 00› ‹GB82WEST12345698765432› DE88370400440532013000 GB82WEST1234569876543",
		"‹10.0.0.1› - ‹127.0.0.1›:8000 ‹::1› ‹fe80::1› ‹2001:db8::8a2e:370:7334› ‹::ffff:10.0.0.1›", "1.2.3.4.5 v1.2.3 10:15:31 999.1.1.1 a::b std::string 1.2.3",
	} {
		want := starred(text)
		if got := string(on.AppendRedact(nil, []byte(plainOf(text)))); got != want {
			t.Errorf("\n in  %q\n got %q\nwant %q", plainOf(text), got, want)
		}
		if got := string(off.AppendRedact(nil, []byte(plainOf(text)))); got != plainOf(text) {
			t.Errorf("without being asked: %q became %q", plainOf(text), got)
		}
	}
}

// TestBareNumbersStayJSON: a card's number without quotes becomes a string, at
// every depth.
func TestBareNumbersStayJSON(t *testing.T) {
	s := mustNew(t, Options{Only: []string{"card"}}).NewScanner()
	for in, want := range map[string]string{
		`{"n": 4111111111111111, "m": [5500005555555559]}`: `{"n": "[FILTERED_CARD]", "m": ["[FILTERED_CARD]"]}`,
		`{"m": "{\"n\": 4111111111111111}"}`:               `{"m": "{\"n\": \"[FILTERED_CARD]\"}"}`,
	} {
		if got := string(s.AppendRedact(nil, []byte(in))); got != want {
			t.Errorf("%s became %s", in, got)
		}
	}
}

// TestGroupsOfKinds: default and all stand for several kinds.
func TestGroupsOfKinds(t *testing.T) {
	count := func(only ...string) (n int) {
		for _, k := range mustNew(t, Options{Only: only}).Kinds() {
			if k.Enabled {
				n++
			}
		}
		return n
	}
	if a, d := count(AllKinds), count(DefaultKinds); a != int(builtinKinds) || d != a-3 || count() != d || count(DefaultKinds, "ip") != d+1 {
		t.Errorf("all %d, default %d, none named %d", a, d, count())
	}
}
