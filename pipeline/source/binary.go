package source

import "bytes"

// controlShare is the largest share of control bytes in text: one in fifty.
// Text has next to none, compressed data one in ten, executables more.
const controlShare = 50

// textControls are the control bytes that text has: white space, backspace and
// the escape of terminal colours.
var textControls = []byte("\t\n\r\f\b\x1b")

// LooksBinary judges the first bytes of a file. A stray NUL does not make a
// log binary.
func LooksBinary(head []byte) bool {
	odd := 0
	for _, b := range head {
		if b < ' ' && bytes.IndexByte(textControls, b) < 0 {
			odd++
		}
	}
	return odd*controlShare >= len(head) && odd > 0
}
