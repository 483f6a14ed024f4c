package misuse

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"scrim/detectors"
)

// Denylist are tokens that must not be accepted any more.
type Denylist struct {
	// entries tell until when, in nanoseconds since 1970, or 0 for ever.
	entries map[detectors.Fingerprint]int64
}

// maxDenied is how many entries a denylist may have: 64 bytes each.
const maxDenied = 200_000

// ReadDenylist reads one fingerprint a line, as reports and scrim token write it,
// and after it when its token expires, RFC 3339 or seconds since 1970. What
// follows # is a comment. keyID is that of the key with which the fingerprints are
// compared; a pseudonym that another key has made is refused.
func ReadDenylist(r io.Reader, keyID string) (*Denylist, error) {
	d := &Denylist{entries: map[detectors.Fingerprint]int64{}}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		text, _, _ := strings.Cut(lines.Text(), "#")
		fields := strings.Fields(text)
		if len(fields) == 0 {
			continue
		}
		if len(d.entries) == maxDenied {
			return nil, fmt.Errorf("line %d: there are more than %d entries", n, maxDenied)
		}
		if err := d.add(fields, keyID); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	return d, lines.Err()
}

func (d *Denylist) add(fields []string, keyID string) error {
	name := fields[0]
	if inner, ok := strings.CutPrefix(name, "["); ok {
		parts := strings.Split(strings.TrimSuffix(inner, "]"), "-")
		if len(parts) < 3 {
			return detectors.ErrNoFingerprint
		}
		if id := parts[len(parts)-2]; id != keyID {
			return fmt.Errorf("the pseudonym was made with another key, not with that of --key-file")
		}
		name = parts[len(parts)-1]
	}
	f, err := detectors.ParseFingerprint(strings.ToLower(name))
	if err != nil {
		return err
	}
	until := int64(0)
	if len(fields) > 2 {
		return fmt.Errorf("there is more than a fingerprint and when it expires")
	}
	if len(fields) == 2 {
		if until, err = expiry(fields[1]); err != nil {
			return err
		}
	}
	d.entries[f] = until
	return nil
}

func expiry(text string) (int64, error) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && n > 0 && n < 1<<33 {
		return n * int64(time.Second), nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return 0, fmt.Errorf("the expiry is neither RFC 3339 nor seconds since 1970")
	}
	return at.UnixNano(), nil
}

// holds tells whether a token was on the list at a time; one without a time was if
// it ever is.
func (d *Denylist) holds(f detectors.Fingerprint, at int64) bool {
	until, listed := d.entries[f]
	return listed && (until == 0 || at == 0 || at < until)
}
