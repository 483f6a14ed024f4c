package kafka

import (
	"encoding/base64"
	"strings"
)

// resumeMark tells metadata of ours from that of other clients.
const resumeMark = "scrim1:"

// metadata is what a lane carries, as the text beside a committed offset.
func metadata(resume []byte) string {
	if len(resume) == 0 {
		return "" // fast path: lanes seldom carry anything
	}
	return resumeMark + base64.RawStdEncoding.EncodeToString(resume)
}

// resume is what a lane carried. Text that is damaged is given on as it is, so
// that the lane knows that it does not know.
func resume(metadata string) []byte {
	text, ok := strings.CutPrefix(metadata, resumeMark)
	if !ok {
		return nil
	}
	carried, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return []byte(metadata)
	}
	return carried
}
