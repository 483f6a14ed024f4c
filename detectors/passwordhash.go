package detectors

var passwordHashKind = Kind{
	Name:     "password_hash",
	Summary:  "password hashes as Django, passlib, crypt and Werkzeug write them",
	CWE:      []int{532, 916},
	Severity: SeverityHigh,
	Keys:     []string{"password hash", "hashed password", "password digest", "pass hash", "encrypted password", "encoded password"},
	Triggers: []Trigger{{Literal: "$", Shape: hashShape}},
	Proves:   func(text []byte) Reason { return keepUnless(hashLength(text) == len(text), MaskedHash, KeptForm) },
	Judge:    judgePassword,
}

// hashers are the words before the first $ of an encoded password: Django's
// algorithms, Werkzeug's, PostgreSQL's. Nothing stands there in crypt(5).
var hashers = [...]string{
	"pbkdf2_sha256", "pbkdf2_sha1", "pbkdf2_sha512", "argon2", "bcrypt_sha256", "bcrypt", "scrypt", "md5", "sha1", "sha256", "sha512",
	"unsalted_md5", "unsalted_sha1", "crypt", "hex_sha1", "scram-sha-256", "phpass", "django_bcrypt",
}

// crypts are the algorithms of crypt(5), passlib and the PHC string format
// between the first two $.
var crypts = [...]string{
	"1", "2", "2a", "2b", "2x", "2y", "5", "6", "7", "y", "gy", "md5", "sha1", "apr1", "p", "h", "argon2i", "argon2d", "argon2id", "scrypt", "bcrypt",
	"pbkdf2", "pbkdf2-sha1", "pbkdf2-sha256", "pbkdf2-sha512", "bcrypt-sha256", "scram", "s0", "s1", "s2",
}

const (
	// maxHasher is the longest word before the first $: pbkdf2:sha256:600000.
	maxHasher = 32
	// minHash is the shortest hash after the last $: half of an MD5 in base64.
	minHash = 16
	// maxHashDollars is how many $ an encoded password has: Argon2's by Django.
	maxHashDollars = 6
	// maxHash is the longest encoded password.
	maxHash = 512
)

// hashShape is called at the first $ of an encoded password.
func hashShape(s *Scanner, at int) { hashAt(s, unit{'$', at, at + 1}) }

// hashAt is hashShape for a $ in any view.
func hashAt(s *Scanner, dollar unit) {
	floor := max(s.cursor, dollar.lo-maxBack, 0)
	lo := dollar.lo
	for n := 0; lo > floor && n < maxHasher; n++ {
		u := unitBefore(s.src, lo, floor)
		if u.char >= 0x80 || !isAlnum(byte(u.char)) && u.char != '_' && u.char != ':' && u.char != '-' {
			break
		}
		lo = u.lo
	}
	if !s.mayBeHash(lo, dollar) {
		return // fast path
	}
	hi := dollar.hi
	for n, dollars := 0, 1; hi < len(s.src) && n < maxHash; n++ {
		u := unitAt(s.src, hi)
		if u.char >= 0x80 || !hashBytes.has(byte(u.char)) {
			break
		}
		if u.char == '$' {
			if dollars++; dollars > maxHashDollars {
				return
			}
		}
		hi = u.hi
	}
	hi = trimTail(s.src, dollar.hi, hi)
	s.text = appendDecoded(s.text[:0], s.src[lo:hi], maxRecognise)
	word := 0
	for word < len(s.text) && s.text[word] != '$' {
		word++
	}
	// The word may be the end of something longer: a key, an assignment.
	for begin := 0; begin <= word; begin++ {
		if begin > 0 && isAlnum(s.text[begin-1]) && begin < word {
			continue
		}
		if hashLength(s.text[begin:]) != len(s.text)-begin {
			continue
		}
		f := Finding{Lo: dollar.lo, Hi: hi, Kind: kindPasswordHash, Reason: MaskedHash}
		for n := begin; n < word; n++ {
			f.Lo = unitBefore(s.src, f.Lo, floor).lo
		}
		s.emitUnlessKept(f)
		return
	}
	s.missHash(lo, hi)
}

// maxCryptName is the longest name between the first two $.
const maxCryptName = 16

// mayBeHash tells whether the word from src[lo] to a $ ends in the name of a
// hasher, or the name of an algorithm of crypt(5) and another $ follow.
func (s *Scanner) mayBeHash(lo int, dollar unit) bool {
	word := s.src[lo:dollar.lo]
	for i := len(word); i > 0; i-- {
		if i < len(word) && (i == 1 || !isAlnum(word[i-2])) && isHasher(word[i-1:]) {
			return true
		}
	}
	i := dollar.hi
	for end := min(len(s.src), i+maxCryptName); i < end && (isAlnum(s.src[i]) || s.src[i] == '-'); i++ {
	}
	return i > dollar.hi && i < len(s.src) && unitAt(s.src, i).char == '$'
}

// hashBytes are what salts, parameters and hashes are made of.
var hashBytes = newByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=.$_-,:")

// hashLength is the length of the encoded password that text is, or 0.
func hashLength(text []byte) int {
	first := -1
	dollars, last := 0, 0
	for i, c := range text {
		if !hashBytes.has(c) {
			return 0
		}
		if c == '$' {
			if dollars++; first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 || len(text)-last-1 < minHash || dollars < 2 && first == 0 {
		return 0
	}
	if first > 0 {
		return lengthIf(isHasher(text[:first]), text)
	}
	second := 1
	for second < len(text) && text[second] != '$' {
		second++
	}
	for _, w := range crypts {
		if equalFolded(text[1:second], w) {
			return len(text)
		}
	}
	return 0
}

func lengthIf(ok bool, text []byte) int {
	if ok {
		return len(text)
	}
	return 0
}

// isHasher knows the word before the first $; Werkzeug's has parameters behind
// colons.
func isHasher(word []byte) bool {
	for i, c := range word {
		if c == ':' {
			word = word[:i]
			return equalFolded(word, "pbkdf2") || equalFolded(word, "scrypt")
		}
	}
	for _, h := range hashers {
		if equalFolded(word, h) {
			return true
		}
	}
	return false
}
