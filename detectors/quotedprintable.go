package detectors

// Quoted-printable (RFC 2045 §6.7), in which mails are logged: =40 for an at
// sign, and lines that are broken after an equals sign. Elsewhere =40 is the
// value 40, so that no other view decodes it.

const (
	// maxMailLine is the longest line of quoted-printable text, and minMailLine
	// the shortest that its encoders break.
	maxMailLine = 76
	minMailLine = 70
)

// quotedAtShape is called at =40.
func quotedAtShape(s *Scanner, at int) { address(s, unit{'@', at, at + len("=40")}) }

// awaitSoftBreak waits for the rest of a token that the end of its line broke:
// f ends in the equals sign before it.
func (s *Scanner) awaitSoftBreak(v value, f Finding) {
	if v.end.form != endCredential && v.end.form != endSegment && v.end.form != endJWT && v.end.form != endQuery && v.end.form != endWord {
		return
	}
	end := f.Hi
	if end < len(s.src) && s.src[end] == '=' {
		end++
	}
	if end >= len(s.src) || s.src[end-1] != '=' || s.src[end] != '\n' && s.src[end] != '\r' || s.stepping {
		return // fast path
	}
	begin := end
	for begin > 0 && end-begin <= maxMailLine && s.src[begin-1] != '\n' {
		begin--
	}
	next := lineEndAt(s.src, end)
	if column := end - begin; next == 0 || column > maxMailLine || column < minMailLine && !hasPrefixAt(s.src, f.Lo, "3D") {
		return
	}
	s.enter(region{mode: regionSoft, value: v.end, finding: f.Kind, place: f.Place, reason: f.Reason}, next)
}

// stepSoft takes the rest of a broken token.
func (s *Scanner) stepSoft() {
	r := s.region
	i := s.next
	s.leave()
	if beginsRecord(s.src[i:]) {
		return // the equals sign was padding
	}
	got := s.find(r.value, i, maxMailLine)
	hi := i + got.at
	if hi == i || !got.done || hi < len(s.src) && s.src[hi-1] == ':' && isSpace(s.src[hi]) {
		return
	}
	s.emit(Finding{Lo: i, Hi: hi, Kind: r.finding, Place: r.place, Reason: r.reason, Continued: true})
}

// isQuotedByte tells whether a byte that is not ASCII stands at src[i] as =C3.
func isQuotedByte(src []byte, i int) bool {
	return i+2 < len(src) && src[i] == '=' && src[i+1] >= '8' && isHex(src[i+1]) && isHex(src[i+2]) && !isLowerCase(src[i+1]) && !isLowerCase(src[i+2])
}
