package numbering

import "testing"

func mustParseRegion(tb testing.TB, name string) Region {
	tb.Helper()
	r, ok := ParseRegion(name)
	if !ok {
		tb.Fatalf("region %s is unknown", name)
	}
	return r
}

func TestInternational(t *testing.T) {
	for _, c := range []struct {
		digits string
		want   bool
	}{
		{"442079460958", true},
		{"4402079460958", true}, // +44 (0)20
		{"12025550123", true},
		{"491701234567", true},
		{"49301234567", true},
		{"33612345678", true},
		{"330612345678", true},
		{"919876543210", true},
		{"5511961234567", true},
		{"390612345678", true},
		{"39612345678", false}, // in Italy the 0 belongs to the number
		{"3900612345678", false},
		{"5215512345678", true}, // the former 1 of Mexico's mobile numbers
		{"553188887777", true},  // and a mobile number of Brazil without its 9
		{"80012345678", true},   // a calling code without a country
		{"", false},
		{"1", false},
		{"0442079460958", false},
		{"44207946095", false},
		{"44207946095812345678901234567890123456789", false},
		{"12025550123a", false},
		{"1202555012x", false},
		{"1700000000", false},    // seconds since 1970
		{"1700000000000", false}, // and milliseconds
		{"999123456789", false},
	} {
		if got := International([]byte(c.digits)); got != c.want {
			t.Errorf("International(%q) = %t", c.digits, got)
		}
	}
}

func TestNational(t *testing.T) {
	for _, c := range []struct {
		region, digits string
		want           bool
	}{
		{"US", "2025550123", true},
		{"US", "12025550123", true},
		{"US", "4165550123", true}, // Canada shares the plan
		{"US", "0202555012", false},
		{"US", "1025550123", false},
		{"GB", "02079460958", true},
		{"GB", "07400123456", true},
		{"GB", "2079460958", true},
		{"GB", "020794609", false},
		{"DE", "030123456", true},
		{"DE", "01701234567", true},
		{"FR", "0612345678", true},
		{"FR", "612345678", true},
		{"FR", "061234567", false},
		{"IN", "9876543210", true},
		{"IN", "09876543210", true},
		{"IN", "0987654321", false},
		{"BR", "11961234567", true},
		{"BR", "011961234567", true},
		{"BR", "01511961234567", true}, // behind the carrier code 15
		{"BR", "1123456789", true},
		{"AR", "01123456789", true},
		{"AR", "0111523456789", true}, // a mobile number, written with its 15
		{"RU", "89161234567", true},
		{"IT", "0612345678", true},
		{"IT", "612345678", false},
		{"US", "", false},
		{"US", "202555012\xff", false},
	} {
		if got := National(mustParseRegion(t, c.region), []byte(c.digits)); got != c.want {
			t.Errorf("National(%s, %q) = %t", c.region, c.digits, got)
		}
	}
	if National(Region(len(dialled)), []byte("2025550123")) {
		t.Error("an unknown region has numbers")
	}
}

func TestCallingCodeLength(t *testing.T) {
	for digits, want := range map[string]int{
		"": 0, "1": 1, "12": 1, "7916": 1, "44": 2, "4420": 2, "4": 0, "35": 0, "351": 3, "3512": 3,
		"21": 0, "210": 0, "999": 0, "0": 0, "044": 0, "x44": 0, "1x": 1, "35x": 0, "44x": 2, "870": 3,
	} {
		if got := CallingCodeLength([]byte(digits)); got != want {
			t.Errorf("CallingCodeLength(%q) = %d, want %d", digits, got, want)
		}
	}
}

func TestNothingAllocates(t *testing.T) {
	region := mustParseRegion(t, "GB")
	international, national := []byte("4402079460958"), []byte("02079460958")
	if n := testing.AllocsPerRun(100, func() {
		International(international)
		National(region, national)
		Reserved(international)
		ReservedNational(region, national)
		CallingCodeLength(international)
		if again, _ := ParseRegion("GB"); again.TrunkPrefix() != "0" {
			t.Error("GB has lost its prefix")
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzAnyBytes(f *testing.F) {
	f.Add([]byte("4402079460958"), uint16(0))
	f.Add([]byte("02079460958"), uint16(77))
	f.Fuzz(func(t *testing.T, digits []byte, region uint16) {
		valid := International(digits)
		valid = National(Region(region), digits) || valid
		CallingCodeLength(digits)
		for _, c := range digits {
			if valid && (c < '0' || c > '9') {
				t.Fatalf("%q is accepted", digits)
			}
		}
	})
}

// benchmarkNumbers are typical numbers, the last two of them no numbers.
var benchmarkNumbers = [...][]byte{
	[]byte("442079460958"), []byte("12025550123"), []byte("491701234567"), []byte("33612345678"),
	[]byte("919876543210"), []byte("5511961234567"), []byte("1700000000000"), []byte("861380013"),
}

func BenchmarkInternational(b *testing.B) {
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		International(benchmarkNumbers[i%len(benchmarkNumbers)])
		i++
	}
}

func BenchmarkNational(b *testing.B) {
	numbers := [...][]byte{[]byte("02079460958"), []byte("2079460958"), []byte("07400123456"), []byte("20261122043")}
	region := mustParseRegion(b, "GB")
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		National(region, numbers[i%len(numbers)])
		i++
	}
}

func BenchmarkCallingCodeLength(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		CallingCodeLength(benchmarkNumbers[0])
	}
}
