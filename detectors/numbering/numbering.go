package numbering

//go:generate go run ./generate -o plans.go

// International reports whether digits, calling code first and without a plus
// sign or a 00, are a valid number of some country. A national prefix written
// behind the calling code, as in +44 (0)20, is tolerated where the plan has
// one. In Italy and a few more countries a leading 0 is part of the number and
// not a prefix, and must be there.
func International(digits []byte) bool {
	return international.accepts(digits)
}

// National reports whether digits, as dialled or written inside the region,
// are a valid number of its plan: with its national prefix and a carrier code
// where the plan has them, or without. The plan is that of the calling code,
// so a Canadian number is valid in "US". A number that begins with a calling
// code is for International.
func National(r Region, digits []byte) bool {
	return int(r) < len(dialled) && dialled[r].accepts(digits)
}

// maxCodeDigits is the length of the longest calling code.
const maxCodeDigits = 3

// CallingCodeLength returns the length of the calling code that digits begin
// with, 1 to 3, or 0 if they begin with none.
func CallingCodeLength(digits []byte) int {
	index, read := 0, 0
	for read < min(maxCodeDigits, len(digits)) && digits[read]-'0' <= 9 {
		index = 10*index + int(digits[read]-'0')
		read++
	}
	for range maxCodeDigits - read {
		index *= 10
	}
	if length := int(codeLengths[index] - '0'); length <= read {
		return length
	}
	return 0
}
