package amount

import "testing"

func TestThousandsAreApart(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 999: "999", 1000: "1,000", 401248: "401,248", 1097485: "1,097,485", 12345678: "12,345,678", -1234: "-1,234", -123: "-123",
	} {
		if got := Of(n); got != want {
			t.Errorf("%d is %s", n, got)
		}
	}
}

func TestOneIsNotMany(t *testing.T) {
	for got, want := range map[string]string{
		Counted(0, "file", "files"): "0 files", Counted(1, "file", "files"): "1 file", Counted(2000, "file", "files"): "2,000 files",
		Times(1): "once", Times(2): "2 times", Times(1000): "1,000 times",
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
