package prefilter

// class is a property of bytes, of which Classify makes a bitmap.
type class int

// The order is that of classSets.
const (
	digit     class = iota
	zero            // the digit 0
	word            // [A-Za-z0-9_-], what opaque values are made of
	letter          // of ASCII
	bracket         // [, which begins a colour
	joined          // digits after it are a part of something else: a word, a decimal, an escape
	colourEnd       // ends a colour
	semicolon       // ends an entity, after which a separator may stand
	dial            // may stand between two groups of digits of a number
	dialOpen        // of dial: begins an escape, a no-break blank or another group, so nothing is asked of what follows
	opens           // before digits: a number in any form may follow
	separator       // may stand between a key and its value
	between         // may stand between the last letter of a key and its separator, but for digits
	joint           // may stand between the last letter of a key and digits that belong to its name
	escape          // begins an escape of some bytes, after which a separator may stand
	classes
)

// members are the bytes of each class.
var members = [classes]string{
	digit:     "0123456789",
	zero:      "0",
	word:      letters + "0123456789_-",
	joined:    letters + "0123456789_-.%@#$^~*",
	dial:      "-. /()%+\\&\xa0\xc2\xe2",
	dialOpen:  "()%+\\&\xc2\xe2",
	opens:     "+();",
	separator: "=:<>",
	between:   "\"'`[])\\ \t_-.$:?|+",
	joint:     "_-[].$\"'`",
	escape:    "%\\",
	semicolon: ";",
	colourEnd: "m",
	bracket:   "[",
	letter:    letters,
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// spread holds, for every byte, four bits per class, the highest of which is set
// if it is of the class: those of the first eight classes in the low halves of
// the eight bytes, those of the rest in the high halves.
var spread = func() (t [256]uint64) {
	for k, chars := range members {
		for i := range len(chars) {
			t[chars[i]] |= 8 << (k%8*8 + k/8*4)
		}
	}
	return t
}()
