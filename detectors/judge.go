package detectors

import "bytes"

// Judgements of values by their form, which the kinds share.

const (
	// minOpaque is the shortest value that counts as a secret by its form alone
	// under a key that promises little.
	minOpaque = 12
	// minOpaqueQuoted is the same between quotes, where it is one value for sure.
	minOpaqueQuoted = 10
	// minOpaqueAfterWord is the same after a word of prose, as in "token …".
	minOpaqueAfterWord = 16
	// minLetters is the shortest value without a digit that counts by its form,
	// if capitals and small letters change as often as minLetterChanges.
	minLetters       = 20
	minLetterChanges = 8
	// minBearer is the shortest token after the word Bearer.
	minBearer = 5
	// longWord is a length that no word of prose has.
	longWord = 24
)

// placeholders stand where there is no value.
var placeholders = [...]string{
	"", "-", "--", "=", "null", "none", "nil", "undefined", "true", "false", "nan", "n/a", "na",
	"str", "string", "int", "integer", "bool", "boolean", "bytes", "float", "object", "number", "array", "optional",
	"{}", "[]", "()", "''", `""`, "empty", "redacted", "filtered", "masked", "hidden", "removed", "secret_value_redacted",
	"required", "optional[str]", "secretstr", "secretbytes", "yes", "no", "missing", "invalid", "expired", "valid", "default", "~",
}

// isBlank tells whether a value says nothing: it is empty, a null, a type's
// name, a placeholder or already masked by somebody.
func isBlank(text []byte) bool {
	for len(text) > 0 && isFiller(text[0]) {
		text = text[1:]
	}
	for len(text) > 0 && isFiller(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return placeholderWords.has(text) || isReference(text) || isForeignMask(text)
}

func isFiller(c byte) bool { return isSpace(c) || c == '+' }

var placeholderWords = newWordSet(placeholders[:])

// isReference tells whether a value only points to where the value is: ${X},
// $X, {{ x }}, %(x)s, %s, {}, <x>, os.environ[…].
func isReference(text []byte) bool {
	n := len(text)
	if n < 2 {
		return n == 1 && text[0] == '{'
	}
	first, last := text[0], text[n-1]
	switch {
	case first == '$' && (text[1] == '{' && last == '}' || text[1] == '(' && last == ')' || isName(text[1:])):
		return true
	case first == '{' && last == '}':
		return isName(trimSpaces(trimBrackets(text)))
	case first == '%' && (n == 2 && isLetter(last) || text[1] == '(' && n > 3 && text[n-2] == ')'):
		return true
	case first == '<' && last == '>':
		return true
	}
	if hasPrefixAt(text, 0, "$(") || first == '!' && isName(text[1:]) || isConstant(text) {
		return true
	}
	return hasFoldedAt(text, 0, "os.environ") || hasFoldedAt(text, 0, "process.env") ||
		hasFoldedAt(text, 0, "env(") || hasFoldedAt(text, 0, "getenv(") || hasFoldedAt(text, 0, "settings.")
}

// isConstant: YOUR_API_TOKEN, STRING_LITERAL.
func isConstant(text []byte) bool {
	joints := 0
	for _, c := range text {
		if c == '_' {
			joints++
		} else if !isUpper(c) {
			return false
		}
	}
	return joints > 0 && text[0] != '_' && len(text) < longWord
}

func trimBrackets(text []byte) []byte {
	for len(text) >= 2 && text[0] == '{' && text[len(text)-1] == '}' {
		text = text[1 : len(text)-1]
	}
	return text
}

func trimSpaces(text []byte) []byte { return bytes.Trim(text, " ") }

// isName tells whether text is an identifier of capitals, digits and
// underscores or a dotted lower-case path, as variables are named.
func isName(text []byte) bool {
	if len(text) == 0 {
		return true
	}
	for _, c := range text {
		if !isAlnum(c) && c != '_' && c != '.' {
			return false
		}
	}
	return !isDigit(text[0])
}

// isForeignMask tells whether somebody masked the value already: only stars,
// crosses or bullets, or a word like REDACTED between brackets.
func isForeignMask(text []byte) bool {
	if len(text) < 2 {
		return len(text) == 1 && text[0] == '*'
	}
	if allOf(text, text[0]) && (text[0] == '*' || (text[0]|0x20) == 'x' && len(text) >= 3 || text[0] == '#' || text[0] == '.') {
		return true
	}
	if hasPrefixAt(text, 0, "\u2022\u2022") || hasPrefixAt(text, 0, "****") && allOf(text[:4], '*') && len(text) <= 8 {
		return true
	}
	first, last := text[0], text[len(text)-1]
	if (first == '[' && last == ']' || first == '<' && last == '>' || first == '{' && last == '}' || first == '(' && last == ')') && len(text) <= 64 {
		return isMaskWord(text[1 : len(text)-1])
	}
	return false
}

// isMaskWord: letters, digits, - _ : and blanks, as masks of other tools have
// them between their brackets.
func isMaskWord(text []byte) bool {
	letters := 0
	for _, c := range text {
		switch {
		case isLetter(c):
			letters++
		case isDigit(c), c == '_', c == '-', c == ':', c == ' ', c == '*':
		default:
			return false
		}
	}
	return letters >= 3 || allOf(text, '*')
}

func allOf(text []byte, c byte) bool {
	for _, x := range text {
		if x != c {
			return false
		}
	}
	return true
}

// maxForm is how many bytes of a value its form is told by.
const maxForm = 512

// isOpaque tells whether text is a random-looking identifier of at least n
// bytes: letters and digits mixed, without blanks, not a path, a date, a
// version, a host name or words joined by hyphens.
func isOpaque(text []byte, n int) bool {
	if len(text) < n {
		return false
	}
	text = text[:min(len(text), maxForm)]
	f := formOf(text)
	if f.other > 0 || f.digits == 0 && f.lower == 0 && f.upper == 0 {
		return false
	}
	if f.digits == len(text)-f.joints {
		return false // a number, a date
	}
	if f.digits == 0 {
		return f.upper > 2 && f.lower > 2 && (len(text) >= longWord && f.changes > 4 || len(text) >= minLetters && f.changes >= minLetterChanges)
	}
	if isHost(text) || f.words > 1 && f.mixed == 0 || isHardwareAddress(text) || isFileName(text) {
		return false
	}
	return f.changes >= 3
}

// form counts what an identifier consists of.
type form struct {
	upper, lower, digits int
	joints               int // - _ . / + = ~ : |
	other                int // anything else
	changes              int // from letters to digits, from lower to upper case
	words                int // pieces of letters only, longer than two
	mixed                int // pieces of letters and digits
}

func formOf(text []byte) (f form) {
	counts, before, began := uint64(0), formClasses, uint64(0)
	for _, c := range text {
		class := formOfByte[c]
		counts += formUnit[class]
		f.changes += int(formChange[before][class])
		if before = int(class); class == formJoint {
			f.closePiece(counts - began)
			began = counts
		}
	}
	f.closePiece(counts - began)
	f.lower, f.upper = formCount(counts, formLower), formCount(counts, formUpper)
	f.digits, f.other = formCount(counts, formDigit), formCount(counts, formOther)
	f.joints = len(text) - f.lower - f.upper - f.digits - f.other
	return f
}

// Classes of bytes by which a form is told.
const (
	formLower = iota
	formUpper
	formDigit
	formOther
	formJoint
	formClasses
)

// formBits is how many bits of a word count the bytes of a class: enough for
// maxRecognise. Joints are counted by what is left.
const formBits = 13

var formOfByte = func() (t [256]uint8) {
	for c := range t {
		switch c := byte(c); {
		case isLowerCase(c):
			t[c] = formLower
		case isUpper(c):
			t[c] = formUpper
		case isDigit(c):
			t[c] = formDigit
		case byteClass[c]&isCredBit != 0 || c == '_':
			t[c] = formJoint
		default:
			t[c] = formOther
		}
	}
	return t
}()

var formUnit = [formClasses]uint64{1, 1 << formBits, 1 << (2 * formBits), 1 << (3 * formBits), 0}

// formChange has a 1 where one class after another is a change.
var formChange = func() (t [formClasses + 1][formClasses]uint8) {
	for before := range formJoint {
		for class := range formJoint {
			if before != class {
				t[before][class] = 1
			}
		}
	}
	return t
}()

func formCount(counts uint64, class int) int {
	return int(counts >> (formBits * class) & (1<<formBits - 1))
}

// closePiece counts a piece, of which counts has the bytes by class.
func (f *form) closePiece(counts uint64) {
	letters, digits := formCount(counts, formLower)+formCount(counts, formUpper), formCount(counts, formDigit)
	switch {
	case letters > 0 && digits > 0:
		f.mixed++
	case letters > 2:
		f.words++
	}
}

// isHost: labels of letters joined by dots, the last of letters only.
func isHost(text []byte) bool {
	dots, labels := 0, 0
	for i, c := range text {
		switch {
		case c == '.':
			dots++
			labels = i + 1
		case !isAlnum(c) && c != '-' && c != ':':
			return false
		}
	}
	return dots > 0 && labels < len(text) && isLetter(text[labels]) && len(text)-labels <= 10 && dots > 1
}

// verdicts are words of messages about a value, which stand where the value
// would.
var verdicts = [...]string{
	"invalid", "expired", "required", "missing", "found", "failed", "unknown", "wrong", "incorrect", "blank", "denied", "mismatch", "revoked",
	"accepted", "rejected", "valid", "changed", "reset", "updated", "must", "cannot", "provided", "generated", "disabled", "enabled", "unavailable", "deleted", "created",
}

// saysVerdict tells whether text is a sentence about a value: it has a word of
// judgement in it, or begins like one.
func saysVerdict(text []byte) bool {
	if !isSentence(text) {
		return false
	}
	if isUpper(text[0]) {
		return true
	}
	for len(text) > 0 {
		n := 0
		for n < len(text) && isLetter(text[n]) {
			n++
		}
		for _, v := range verdicts {
			if equalFolded(text[:n], v) {
				return true
			}
		}
		text = text[min(n+1, len(text)):]
	}
	return false
}

// uuidHyphens are the places of the hyphens of a UUID (RFC 9562 §4).
var uuidHyphens = [...]int{8, 13, 18, 23}

const uuidLength = 36

func isUUID(text []byte) bool {
	if len(text) != uuidLength {
		return false
	}
	hyphens := 0
	for i, c := range text {
		if hyphens < len(uuidHyphens) && i == uuidHyphens[hyphens] {
			if c != '-' {
				return false
			}
			hyphens++
		} else if !isHex(c) {
			return false
		}
	}
	return true
}

// isHardwareAddress: 00:1a:2b:3c:4d:5e, which stands under "mac".
func isHardwareAddress(text []byte) bool {
	const length = len("00:1a:2b:3c:4d:5e")
	if len(text) != length {
		return false
	}
	for i, c := range text {
		if i%3 == 2 {
			if c != ':' && c != '-' {
				return false
			}
		} else if !isHex(c) {
			return false
		}
	}
	return true
}

// isFileName tells whether text is a path or a name with an extension.
func isFileName(text []byte) bool {
	i := len(text)
	for i > 0 && isLowerCase(text[i-1]) {
		i--
	}
	return i > 1 && text[i-1] == '.' && len(text)-i >= 2 && len(text)-i <= 5
}

// isSentence tells whether a value is prose: words of letters, more than one.
func isSentence(text []byte) bool {
	words, length := 0, 0
	for _, c := range text {
		switch {
		case isLetter(c) || c == '\'' || c == ',':
			length++
		case c == ' ':
			if length > 0 {
				words++
			}
			length = 0
		case c == '.' || c == '!' || c == '?' || c == ':' || c == '-':
		default:
			return false
		}
	}
	return words >= 2 || words == 1 && length > 0 && isUpper(text[0])
}

// isWord tells whether text is one word of prose.
func isWord(text []byte) bool {
	if len(text) == 0 || len(text) >= longWord {
		return false
	}
	for i, c := range text {
		if !isLowerCase(c) && !(isUpper(c) && i == 0) {
			return false
		}
	}
	return true
}

// looksBearer tells whether text after the word Bearer is a token and not the
// next word of a sentence or a parameter of a challenge.
func looksBearer(text []byte) bool {
	if len(text) < minBearer {
		return false
	}
	f := formOf(text)
	if f.other > 0 {
		return false
	}
	if f.digits > 0 {
		return !hasFoldedAt(text, 0, "http/")
	}
	return f.joints == 0 && (len(text) >= longWord || f.upper > 1 && f.lower > 1 && f.changes > 2)
}

// equals tells whether text is a name, an equals sign and more.
func equals(text []byte) bool {
	for i, c := range text {
		if c == '=' {
			return i > 0 && i+1 < len(text) && text[i+1] != '='
		}
		if !isAlnum(c) && c != '_' && c != '-' {
			return false
		}
	}
	return false
}
