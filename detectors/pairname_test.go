package detectors

import "testing"

// TestOpaqueFirstElementIsNoName: a secret whose last letters happen to be those
// of a key names nothing, and does not end the row of an INSERT that it is in.
func TestOpaqueFirstElementIsNoName(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	const signed = "e30:1xUxoK:nrlPeSWkce479WP9zuVD3kRllQt50lCJtB7ahA1trM9"
	src := `INSERT INTO "s" ("session_key", "session_data") VALUES ('z5g3ui5zk45kabx1xhsn0pislofcjwt7', '` + signed + `')`
	want := `INSERT INTO "s" ("session_key", "session_data") VALUES ('[FILTERED_COOKIE]', '[FILTERED_SESSION_DATA]')`
	if got := string(s.AppendRedact(nil, []byte(src))); got != want {
		t.Errorf("%q became %q, want %q", src, got, want)
	}
}
