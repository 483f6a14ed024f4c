package html

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Of a longer name only both ends are shown, in characters: the beginning says
// what it is, the end tells it from its neighbours.
const (
	maxName  = 160
	nameTail = 50
)

// visible is a name that comes from a log or a file system, for people: what
// would be unseen, or would turn the text around it, is written as an escape.
func visible(name string) string {
	var b strings.Builder
	total := utf8.RuneCountInString(name)
	for i, n := 0, 0; i < len(name); n++ {
		r, size := utf8.DecodeRuneInString(name[i:])
		if total > maxName && n == maxName-nameTail {
			b.WriteString(" … ")
		}
		if total <= maxName || n < maxName-nameTail || n >= total-nameTail {
			writeVisible(&b, r, name[i:i+size])
		}
		i += size
	}
	return b.String()
}

func writeVisible(b *strings.Builder, r rune, raw string) {
	switch {
	case r == utf8.RuneError && len(raw) == 1:
		fmt.Fprintf(b, `\x%02x`, raw[0])
	case r == ' ' || unicode.IsGraphic(r) && !unicode.Is(unicode.Zs, r) && !unseen(r):
		b.WriteRune(r)
	case r < 0x80:
		fmt.Fprintf(b, `\x%02x`, r)
	case r <= 0xffff:
		fmt.Fprintf(b, `\u%04x`, r)
	default:
		fmt.Fprintf(b, `\U%08x`, r)
	}
}

// unseen are marks that have no look of their own although Unicode counts them
// as letters or marks: fillers and variation selectors.
func unseen(r rune) bool {
	return unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) || unicode.Is(unicode.Variation_Selector, r)
}
