package misuse

// The limits of evidence.
const (
	// maxEvidence is how many lines a signal shows.
	maxEvidence = 4
	// maxEvidenceBytes is how much of a line is shown.
	maxEvidenceBytes = 500
	// keptEvidence is how many lines are kept until it is known what they are
	// evidence of: at most 4 MiB.
	keptEvidence = 8 << 10
)

// ref names a line that is kept as evidence.
type ref struct {
	file   int32
	line   int64
	number int64 // of the evidence
}

// archive keeps the last lines that may become evidence.
type archive struct {
	next  int64
	texts []string
}

func (a *archive) keep(text string) (number int64) {
	if len(a.texts) < keptEvidence {
		a.texts = append(a.texts, text)
	} else {
		a.texts[a.next%keptEvidence] = text
	}
	a.next++
	return a.next - 1
}

// text is what was kept, or empty if it had to make room.
func (a *archive) text(number int64) string {
	if number < a.next-int64(len(a.texts)) {
		return ""
	}
	return a.texts[number%keptEvidence]
}

// cutMasked cuts a masked line between two words, so that neither a mask nor a
// character is cut.
func cutMasked(masked []byte) []byte {
	for len(masked) > 0 && (masked[len(masked)-1] == '\n' || masked[len(masked)-1] == '\r') {
		masked = masked[:len(masked)-1]
	}
	if len(masked) <= maxEvidenceBytes {
		return masked
	}
	end := maxEvidenceBytes
	for end > maxEvidenceBytes/2 && masked[end] != ' ' {
		end--
	}
	if masked[end] != ' ' {
		end = beforeMask(masked)
	}
	return append(masked[:end], " …"...)
}

// beforeMask is where to cut a line without spaces: before the bracket that is open
// there, and on a whole character.
func beforeMask(masked []byte) int {
	end := maxEvidenceBytes
	for i := end - 1; i > maxEvidenceBytes-maxMask && i > 0; i-- {
		if masked[i] == ']' || masked[i] == '>' {
			break
		}
		if masked[i] == '[' || masked[i] == '<' {
			end = i
			break
		}
	}
	for end > 0 && masked[end]&0xc0 == 0x80 {
		end--
	}
	return end
}

// maxMask is longer than the longest mask of a label or pseudonym.
const maxMask = 128
