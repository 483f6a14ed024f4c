package leaks

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"io"

	"scrim/detectors"
)

// findingLines reads a report without the lines that are nothing but a finding,
// whose fingerprints it takes itself. They are nearly all of a large report of
// jsonl or json, where taking a line apart as JSON costs twenty times as much; what
// is left is JSON still, since such a line holds its own separator.
type findingLines struct {
	in *bufio.Reader
	// known is where fingerprints are put, and behind is what a line has after one:
	// the key that is asked for.
	known  map[detectors.Fingerprint]struct{}
	behind []byte
	left   []byte // of the line that is handed on
	within bool   // a line that is longer than the buffer
	taken  bool   // a line was
}

// lineBuffer is longer than any finding: names of files have 4 KiB at most, and
// escapes make six bytes of one.
const lineBuffer = 128 << 10

func newFindingLines(r io.Reader, keyID string, known map[detectors.Fingerprint]struct{}) *findingLines {
	return &findingLines{in: bufio.NewReaderSize(r, lineBuffer), known: known, behind: []byte(`","key_id":"` + keyID + `"`)}
}

// Read hands on what is no finding.
func (l *findingLines) Read(p []byte) (int, error) {
	for len(l.left) == 0 {
		line, err := l.in.ReadSlice('\n')
		whole := err == nil && !l.within
		l.within = err == bufio.ErrBufferFull
		if len(line) == 0 {
			return 0, err
		}
		if !whole || len(l.known) > maxAccepted || !l.take(line) {
			l.left = line
		}
	}
	n := copy(p, l.left)
	l.left = l.left[n:]
	return n, nil
}

// What a finding's line is told by. A quote within a JSON text has a backslash
// before it, so this is a member wherever it stands.
var (
	findingBegins = []byte(`{"file":"`)
	beforePrint   = []byte(`","fingerprint":"`)
)

// take takes the fingerprint of a line that has the right key; any other is left
// to those who can tell what is wrong with it.
func (l *findingLines) take(line []byte) bool {
	if !bytes.HasPrefix(line, findingBegins) || !bytes.HasSuffix(bytes.TrimRight(line, ",\n"), []byte("}")) {
		return false
	}
	_, rest, ok := bytes.Cut(line, beforePrint)
	var f detectors.Fingerprint
	digits := hex.EncodedLen(len(f))
	if !ok || len(rest) < digits || !bytes.HasPrefix(rest[digits:], l.behind) {
		return false
	}
	if _, err := hex.Decode(f[:], rest[:digits]); err != nil {
		return false
	}
	l.known[f] = struct{}{}
	l.taken = true
	return true
}
