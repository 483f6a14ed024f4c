package numbering

// Reserved reports whether digits, calling code first, are a number that is
// used in fiction, manuals and tests, such as +1 555 123 4567 or +44 7700
// 900123, and that International does not accept: the plan has no such number.
func Reserved(digits []byte) bool {
	return reserved.accepts(digits)
}

// ReservedNational is Reserved for a number as dialled inside the region.
func ReservedNational(r Region, digits []byte) bool {
	return int(r) < len(reservedDialled) && reservedDialled[r].accepts(digits)
}
