package detectors

import (
	"testing"
	"time"
)

func TestTimestamps(t *testing.T) {
	want := time.Date(2026, 11, 22, 10, 15, 31, 0, time.UTC)
	f := func(text string, want time.Time) {
		t.Helper()
		got, ok := timestampBefore([]byte(text+" eyJ"), len(text)+1)
		if ok == want.IsZero() || ok && got != want.UnixMilli() {
			t.Errorf("%s: %v %v, want %v", text, ok, time.UnixMilli(got).UTC(), want)
		}
	}
	millis := func(n int) time.Time { return want.Add(time.Duration(n) * time.Millisecond) }
	f("2026-11-22T10:15:31Z", want)
	f("2026-11-22t10:15:31.123456789z", millis(123))
	f("2026-11-22 10:15:31,014", millis(14))
	f("2026-11-22 10:15:31.5 UTC", millis(500))
	f("2026/11/22 10:15:31 [error]", want)
	f("[2026-11-22 11:15:31 +0100] [7] [INFO]", want)
	f("2026-11-22T04:45:31-05:30", want)
	f("2026-11-22 08:15:31.25-02", millis(250))
	f("2026-11-22 10:15:31 -0.5", want)
	f("2026-11-22 10:15:31 -9999", want)
	f("2026-11-22 10:15:31 +01", want)
	f("2026-11-22 10:15:31 - INFO - 5", want)
	f(`127.0.0.1 - - [22/Nov/2026:10:15:31 +0000] "GET /"`, want)
	f(`127.0.0.1 - - [22/Nov/2026:10:15:31 -0530] "GET /"`, want.Add(330*time.Minute))
	f(`[22/Nov/2026 10:15:31] "GET /"`, want)
	f(`{"ts": 1795342531, "m": "`, want)
	f(`{"ts":1795342531.25,"m":"`, millis(250))
	f(`{"ts":[1795342531,25],"m":"`, time.Time{})
	f(`{"timestamp":1795342531014,"m":"`, millis(14))
	f(`{\"@timestamp\": \"1795342531\", `, want)
	f("time=1795342531 level=info", want)
	f("2024-02-29 00:00:00", time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC))
	f("2026-11-22 10:15:31 2026-11-22T10:15:32Z", want.Add(time.Second))

	for _, none := range []string{
		"", "10:15:31", "2026-11-22", "2026-11-22 10:15", "2026-13-22 10:15:31", "2026-02-29 10:15:31", "2026-11-00 10:15:31",
		"2026-11-22 24:15:31", "2026-11-22 10:15:311", "12026-11-22 10:15:31", "x2026-11-22 10:15:31", "22/Foo/2026:10:15:31",
		"1795342531", `{"id": 1795342531}`, "ts=179534253", "ts=17953425310", "ts=1795342531a", "exp=1795342531", "2026-11/22 10:15:31",
		"ts 1795342531", "offset.ts=1795342531", "2026-11-22 10:15:30\n",
	} {
		f(none, time.Time{})
	}
}
