package detectors

// A key is the name that a value stands under: a JSON member, a parameter, a
// header, a variable. Names are compared as words: accessToken, access-token,
// ACCESS_TOKEN and X-Access-Token all end in the words "access token", while
// author does not end in "auth".

// keyFlags say what a key means beyond the kind that it promises.
type keyFlags uint16

const (
	keyWeak        keyFlags = 1 << iota // promises a secret only if the value looks like one
	keyAuth                             // the value is a scheme and credentials
	keyCrumbs                           // the value is a Cookie header
	keyFirst                            // the value is a Set-Cookie header: one crumb, then attributes
	keyPhone                            // the value is a phone number if it is 7 to 15 digits
	keyMemberName                       // the value is itself the key of the "value" beside it
	keyProof                            // only what the value itself proves counts
	keyMemberValue                      // the value belongs to the "name" beside it
	keyOwned                            // the key is somebody's: HEROKU_KEY, hubspotKey
	keyPlain                            // the name is also a plain word, as in pass: 12
	keyArgs                             // the values are those of the SQL statement before
)

// keyMember is of names that mean something only as a whole: the members of a
// pair, and the arguments of a statement.
const keyMember = keyMemberName | keyMemberValue | keyArgs

// keyEntry is what the table knows about a name; the zero entry is no key.
type keyEntry struct {
	kind  KindID
	flags keyFlags
	known bool
}

const (
	// maxKey is the longest key in bytes; a longer name is no key.
	maxKey = 96
	// maxPhrase is how many words the table's phrases have at most.
	maxPhrase = 3
	// keySlots is the size of the hash table, a power of two and at least
	// twice the number of phrases, so that probing is short.
	keyBits  = 10
	keySlots = 1 << keyBits
)

type keySlot struct {
	phrase string // words without separators, lower case
	entry  keyEntry
}

// minKey is the shortest key.
const minKey = 3

// keyTable finds the entry of the longest phrase that a name ends in.
type keyTable struct {
	slots [keySlots]keySlot
	ends  endings
	glued []keySlot // phrases that count also without a word boundary before
	// gluedEnds has a bit for the last letter of those, by the one before it.
	gluedEnds [32]uint32
	inside    []keySlot // words that count also before other words
}

// inName is what the entry means as the last words of a longer name: the
// members of a pair are called name and value and nothing else.
func (e keyEntry) inName() keyEntry {
	if e.flags&keyMember != 0 && e.flags&keyWeak == 0 {
		return keyEntry{}
	}
	e.flags &^= keyMember | keyPlain
	return e
}

func (t *keyTable) add(phrase string, e keyEntry) {
	joined := make([]byte, 0, len(phrase))
	for i := range len(phrase) {
		if phrase[i] != ' ' {
			joined = append(joined, phrase[i])
		}
	}
	i := hashKey(joined)
	for t.slots[i].phrase != "" {
		if t.slots[i].phrase == string(joined) {
			return // the kind that is listed first keeps the name
		}
		i = (i + 1) % keySlots
	}
	e.known = true
	t.slots[i] = keySlot{string(joined), e}
	t.ends.add(joined, false)
}

// addGlued adds a phrase that is also found at the end of a longer word, as in
// authtoken or userpassword.
func (t *keyTable) addGlued(phrase string, e keyEntry) {
	t.add(phrase, e)
	t.ends.add([]byte(phrase), true)
	e.known = true
	t.gluedEnds[phrase[len(phrase)-2]&31] |= 1 << (phrase[len(phrase)-1] & 31)
	t.glued = append(t.glued, keySlot{phrase, e})
}

// addInside adds a word that counts wherever it stands in a name.
func (t *keyTable) addInside(word string, e keyEntry) {
	e.known = true
	t.inside = append(t.inside, keySlot{word, e})
}

// aboutWords end names of what is said about a secret, not of the secret.
var aboutWords = [...]string{
	"type", "id", "ids", "count", "limit", "length", "len", "size", "policy", "policies", "expiry", "expires", "expired", "expiration",
	"changed", "change", "at", "date", "time", "age", "days", "min", "max", "required", "enabled", "disabled", "allowed", "validator",
	"validators", "validation", "form", "strength", "hint", "url", "uri", "path", "file", "filename", "name", "attempts", "reset",
	"hash", "hasher", "hashers", "field", "fields", "label", "help", "error", "errors", "status", "valid", "set", "updated", "last",
	"view", "views", "template", "rotation", "version", "algorithm", "encoding", "format", "manager", "store", "provider", "env",
	"ref", "arn", "scope", "timeout", "interval", "seconds", "minutes", "hours", "period", "ttl", "expire", "score", "check", "checks", "rules", "rule", "regex", "pattern", "java", "py", "js", "ts", "go", "rb", "php", "html", "css", "xml", "yml", "yaml", "md", "kt", "cs", "service", "login", "protected", "less", "santa", "done", "complete", "sent", "request",
}

// hashKey takes the length, the first and last two letters and the middle one,
// which tell phrases apart well enough.
func hashKey(b []byte) uint32 {
	n := len(b)
	if n < 2 {
		return uint32(n)
	}
	h := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[n/2])<<16 | uint64(b[n-2])<<24 | uint64(b[n-1])<<32 | uint64(n)<<40
	return uint32(h * 0x9e3779b97f4a7c15 >> (64 - keyBits))
}

// find returns the entry of the longest phrase that name ends in.
func (t *keyTable) find(name []byte) keyEntry {
	if len(name) > maxKey {
		return keyEntry{}
	}
	var joined [maxKey]byte
	var starts [maxKey + 1]uint8
	n, words := joinWords(name, &joined, &starts)
	if n < minKey || endsInLetter(name) {
		return keyEntry{}
	}
	for w := max(0, words-maxPhrase); w < words; w++ {
		e := t.lookup(joined[starts[w]:n])
		if w > 0 {
			e = e.inName()
			if e.flags == keyWeak && words-w == 1 {
				e = ownedKey(e, joined[starts[w-1]:starts[w]], joined[starts[w]:n])
			}
		}
		if !e.known {
			continue
		}
		if w > 0 && e.flags&keyWeak != 0 {
			if inside := t.findInside(joined[:n], starts[:words]); inside.known {
				return inside // password_confirmation
			}
		}
		return e
	}
	if e := t.findInside(joined[:n], starts[:words]); e.known {
		return e
	}
	last := joined[starts[words-1]:n]
	if len(last) < minKey || t.gluedEnds[last[len(last)-2]&31]>>(last[len(last)-1]&31)&1 == 0 {
		return keyEntry{} // fast path
	}
	for i := range t.glued {
		if p := t.glued[i].phrase; len(last) > len(p) && string(last[len(last)-len(p):]) == p {
			return t.glued[i].entry
		}
	}
	return keyEntry{}
}

// endsInLetter tells whether one letter alone is the last word of a name: token_s
// is not tokens.
func endsInLetter(name []byte) bool {
	i := len(name) - 1
	for i > 0 && !isLetter(name[i]) {
		i--
	}
	return i > 0 && !isAlnum(name[i-1])
}

// plainKeys are words that say of a key that it is no secret.
var plainKeys = [...]string{
	"cache", "idempotency", "sort", "routing", "partition", "object", "row", "data", "primary", "foreign", "public", "s3", "file", "image", "group",
	"unique", "natural", "lookup", "search", "dedupe", "dedup", "event", "message", "record", "composite", "hash", "translation", "storage",
	"bucket", "map", "dict", "json", "config", "ordering", "order", "join", "version", "host", "surrogate", "metric", "lock", "queue",
	"redis", "commit", "git", "content", "body", "tree", "blob", "check", "country", "area", "zip", "postal", "status", "error", "exit",
	"response", "qr", "source", "byte", "op", "language", "lang", "currency", "product", "item", "color", "discount", "promo", "coupon", "hot", "short",
}

// ownedKey is what a word such as "key" or "code" promises after another word:
// nothing in cache_key, more than alone in heroku_key.
func ownedKey(e keyEntry, before, word []byte) keyEntry {
	if string(word) != "key" && string(word) != "code" {
		return e
	}
	if plainKeyWords.has(before) {
		return keyEntry{}
	}
	if string(word) == "key" {
		e.flags |= keyOwned
	}
	return e
}

// findInside finds a word that counts before other words.
func (t *keyTable) findInside(joined []byte, starts []uint8) keyEntry {
	for w := 0; w+1 < len(starts); w++ {
		word := joined[starts[w]:starts[w+1]]
		for i := range t.inside {
			if string(word) == t.inside[i].phrase && !isAbout(joined[starts[len(starts)-1]:]) {
				return t.inside[i].entry
			}
		}
	}
	return keyEntry{}
}

func isAbout(word []byte) bool { return aboutWordSet.has(word) }

var plainKeyWords, aboutWordSet = newWordSet(plainKeys[:]), newWordSet(aboutWords[:])

func (t *keyTable) lookup(phrase []byte) keyEntry {
	for i := hashKey(phrase); t.slots[i].phrase != ""; i = (i + 1) % keySlots {
		if t.slots[i].phrase == string(phrase) {
			return t.slots[i].entry
		}
	}
	return keyEntry{}
}

// joinWords writes the words of name, in lower case and without what separates
// them, into joined, and where each begins into starts. Digits at the end, as
// in password2, are left away.
func joinWords(name []byte, joined *[maxKey]byte, starts *[maxKey + 1]uint8) (n, words int) {
	boundary := true
	for i, c := range name {
		if !isAlnum(c) {
			boundary = true
			continue
		}
		if isUpper(c) && i > 0 && (isLowerCase(name[i-1]) || isUpper(name[i-1]) && i+1 < len(name) && isLowerCase(name[i+1])) {
			boundary = true
		}
		if boundary {
			starts[words] = uint8(n)
			words++
			boundary = false
		}
		joined[n] = foldTable[c]
		n++
	}
	return trimDigits(joined, starts, n, words)
}

// minNumbered is the shortest name that may have a number behind it: sig2 and
// e2 are names of their own.
const minNumbered = 5

func trimDigits(joined *[maxKey]byte, starts *[maxKey + 1]uint8, n, words int) (int, int) {
	m, w := n, words
	for m > 0 && isDigit(joined[m-1]) {
		m--
		if w > 0 && int(starts[w-1]) == m {
			w--
		}
	}
	if m < minNumbered {
		return n, words
	}
	return m, w
}
