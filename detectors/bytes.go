package detectors

import (
	"slices"
	"strings"
)

// Classes of single bytes, as the grammars of RFC 3986, RFC 7515 and
// RFC 5322 need them.
const (
	isLetterBit = 1 << iota
	isDigitBit
	isHexBit
	isKeyBit    // a key's name: letters, digits, _ - . $
	isBase64Bit // base64url, RFC 4648 §5
	isCredBit   // token68 (RFC 7235 §2.1) and what opaque tokens add to it
	isSpaceBit  // space and tab
)

var byteClass = func() (t [256]uint8) {
	set := func(bits uint8, chars string) {
		for i := range len(chars) {
			t[chars[i]] |= bits
		}
	}
	const digits, hexLetters = "0123456789", "abcdefABCDEF"
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	set(isLetterBit|isKeyBit|isBase64Bit|isCredBit, letters)
	set(isDigitBit|isHexBit|isKeyBit|isBase64Bit|isCredBit, digits)
	set(isHexBit, hexLetters)
	set(isKeyBit, "_-.$")
	set(isBase64Bit, "_-")
	set(isCredBit, "-._~+/=:|!*")
	set(isSpaceBit, " \t")
	return t
}()

// escapeEnds marks the bytes that can be the last one of an escape.
var escapeEnds = func() (t [256]uint8) {
	for _, c := range "0123456789abcdefABCDEF;\"'/nrt_" {
		t[c] = 1
	}
	return t
}()

func isDigit(c byte) bool     { return c-'0' < 10 }
func isLetter(c byte) bool    { return (c|0x20)-'a' < 26 }
func isAlnum(c byte) bool     { return byteClass[c]&(isLetterBit|isDigitBit) != 0 }
func isHex(c byte) bool       { return byteClass[c]&isHexBit != 0 }
func isSpace(c byte) bool     { return byteClass[c]&isSpaceBit != 0 }
func isQuote(c byte) bool     { return c == '"' || c == '\'' || c == '`' }
func hexValue(c byte) byte    { return c&15 + c>>6*9 }
func isUpper(c byte) bool     { return c-'A' < 26 }
func isLowerCase(c byte) bool { return c-'a' < 26 }

// foldTable maps ASCII capitals to small letters and leaves the rest.
var foldTable = func() (t [256]byte) {
	for c := range t {
		t[c] = byte(c)
	}
	for c := 'A'; c <= 'Z'; c++ {
		t[c] = byte(c) | 0x20
	}
	return t
}()

// isGlue tells whether digits after c are a part of something else: of a word,
// a decimal, a version, an escape, an identifier with hyphens.
func isGlue(c byte) bool {
	return isAlnum(c) || strings.IndexByte("_-.%@#$^~*", c) >= 0
}

func hasPrefixAt(src []byte, i int, s string) bool {
	return i >= 0 && i+len(s) <= len(src) && string(src[i:i+len(s)]) == s
}

// hasFoldedAt is hasPrefixAt for a lower-case s, ignoring ASCII case.
func hasFoldedAt(src []byte, i int, s string) bool {
	return i >= 0 && i+len(s) <= len(src) && equalFolded(src[i:i+len(s)], s)
}

// equalFolded compares with a lower-case s, ignoring ASCII case.
func equalFolded(b []byte, s string) bool {
	if len(b) != len(s) {
		return false
	}
	for i, c := range b {
		if foldTable[c] != s[i] {
			return false
		}
	}
	return true
}

// equalFold compares, ignoring ASCII case.
func equalFold(a, b []byte) bool {
	for i, c := range a {
		if foldTable[c] != foldTable[b[i]] {
			return false
		}
	}
	return len(a) == len(b)
}

// byteSet is a set of bytes.
type byteSet [4]uint64

func newByteSet(members string) (b byteSet) {
	for i := range len(members) {
		b.add(members[i])
	}
	return b
}

func (b *byteSet) add(c byte)      { b[c>>6] |= 1 << (c & 63) }
func (b *byteSet) has(c byte) bool { return b[c>>6]>>(c&63)&1 != 0 }

// wordSet finds words, ignoring ASCII case. Most texts are rejected by their
// length and first letter.
type wordSet struct {
	lengths [256]uint32 // of the words that begin with a byte, one bit each
	words   []string
	heads   [wordHeads][]uint8 // the words by the low bits of their first byte
}

// wordHeads is how many low bits of a first byte are told apart: those that do
// not depend on the case of a letter.
const wordHeads = 32

// newWordSet makes a set of lower-case words, fewer than 256.
func newWordSet(words []string) *wordSet {
	w := &wordSet{words: words}
	for i, word := range words {
		if len(word) > 0 {
			w.lengths[word[0]] |= 1 << len(word)
			w.heads[word[0]%wordHeads] = append(w.heads[word[0]%wordHeads], uint8(i))
		}
	}
	return w
}

// index is the place of text among the words, or -1.
func (w *wordSet) index(text []byte) int {
	if len(text) == 0 {
		return slices.Index(w.words, "")
	}
	if w.lengths[foldTable[text[0]]]>>len(text)&1 == 0 {
		return -1 // fast path
	}
	for _, i := range w.heads[text[0]%wordHeads] {
		if equalFolded(text, w.words[i]) {
			return int(i)
		}
	}
	return -1
}

func (w *wordSet) has(text []byte) bool { return w.index(text) >= 0 }
