package detectors

// Severity ranks what a leak of a kind means.
type Severity uint8

// The severities, in rising order.
const (
	SeverityLow Severity = iota
	SeverityMedium
	SeverityHigh
	SeverityCritical
)

var severityNames = [...]string{"low", "medium", "high", "critical"}

// String returns the severity's name as reports print it.
func (s Severity) String() string { return severityNames[s] }

// Kind says what a value is. Shapes find values by the keys and triggers of
// all kinds; Judge decides on a value that one of the kind's keys promised.
type Kind struct {
	Name     string
	Summary  string // one line, lower case
	CWE      []int
	Severity Severity
	// Personal marks personal data, of which MaskPartial may show the ends.
	// Everything else counts as a credential, of which nothing may show.
	Personal bool
	// Keys are names that promise the kind, as words: "api key" is found in
	// X-Api-Key and in apiKey. Glued keys count also at the end of a longer
	// word, as in authtoken. Weak ones promise it only if the value looks like
	// a secret by its form.
	// Plain ones, alone, are words of every day too: of unquoted values only
	// those count that look like more than a word or a number.
	Keys, Glued, Weak, Plain []string
	// Inside keys count also before other words, as in password_mysql, unless
	// the last word says that the value is about the secret: see aboutWords.
	Inside []string
	// Auth keys hold a scheme and credentials, WeakAuth ones may.
	Auth, WeakAuth []string
	// Crumbs keys hold a Cookie header, First keys a Set-Cookie header.
	Crumbs, First []string
	// Phone keys hold phone numbers.
	Phone []string
	// Off kinds are looked for only if they are asked for by name.
	Off bool
	// Numbers is called at the first digit of every number, nil for most.
	Numbers Shape
	// Runs is called at the beginning of every run of opaqueRun word bytes.
	Runs Shape
	// Triggers are what only this kind needs.
	Triggers []Trigger
	// Proves tells whether a decoded value is of the kind by its form alone,
	// whatever key it stands under; nil if nothing does.
	Proves func(text []byte) Reason
	// Judge tells whether the value is of the kind, and why; it must not allocate.
	Judge func(judged) Reason
}

// keys lists the kind's names with what they mean.
func (k *Kind) keys(id KindID, t *keyTable) {
	add := func(flags keyFlags, names []string) {
		for _, name := range names {
			t.add(name, keyEntry{kind: id, flags: flags})
		}
	}
	add(0, k.Keys)
	add(keyWeak, k.Weak)
	add(keyPlain, k.Plain)
	add(keyAuth, k.Auth)
	add(keyAuth|keyWeak, k.WeakAuth)
	add(keyCrumbs, k.Crumbs)
	add(keyFirst, k.First)
	add(keyPhone, k.Phone)
	for _, name := range k.Inside {
		t.addInside(name, keyEntry{kind: id})
	}
	for _, name := range k.Glued {
		t.addGlued(name, keyEntry{kind: id})
	}
}
