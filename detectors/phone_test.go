package detectors

import "testing"

// TestPiecesOfUUIDsAreNoPhones: one in forty begins with twelve digits.
func TestPiecesOfUUIDsAreNoPhones(t *testing.T) {
	s := mustNew(t, Options{}).NewScanner()
	for _, line := range []string{
		"req 00366950-6465-4e1f-9c2b-112233445566 done",
		"request_id=00366950-6465",
		`{"trace": "00491709-8656"}`,
	} {
		if got := string(s.AppendRedact(nil, []byte(line))); got != line {
			t.Errorf("%s became %s", line, got)
		}
	}
	for _, line := range []string{"call 0049-170-9865608", "call 0049 170 9865608", "call 00491709865608"} {
		if got := string(s.AppendRedact(nil, []byte(line))); got != "call [FILTERED_PHONE]" {
			t.Errorf("%s became %s", line, got)
		}
	}
}
