package domains

//go:generate go run ./generate -list tld.txt -o names.go

// TopLevel reports whether label is a top-level domain of the root zone, such
// as com or xn--p1ai, in capitals or not.
func TopLevel(label []byte) bool {
	return asciiNames.contains(label)
}

// TopLevelUnicode reports whether label is the Unicode form of an
// internationalised top-level domain, such as рф, in UTF-8 and in lower case.
// Names that are ASCII anyway are for TopLevel.
func TopLevelUnicode(label []byte) bool {
	return unicodeNames.contains(label)
}
