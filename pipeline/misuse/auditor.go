package misuse

import (
	"slices"
	"time"

	"scrim/detectors"
)

// The limits of what is remembered. Together, full, they stay below 64 MB.
const (
	maxTokens     = 8 << 10
	maxSubjects   = 8 << 10
	maxEndpoints  = 4 << 10
	maxAliases    = 16 << 10
	maxGroups     = 2 << 10
	maxPositions  = 2 << 10
	maxCandidates = 2 << 10
	maxWalks      = 8 << 10
	maxIDs        = 32 << 10
	maxEnded      = 8 << 10
	maxCookies    = 1 << 10
	maxKeys       = 1 << 10
	maxForms      = 16
	// maxSignals is how many signals of one kind a report lists.
	maxSignals = 500
)

// Auditor looks at the requests of logs and says what misuse they show.
type Auditor struct {
	settings Settings
	digester digester
	names    *detectors.Fingerprinter
	files    []string
	inputs   []inputState // of the files
	kept     archive
	watches  []watch
	skipped  [kinds]bool

	tokens     *table[detectors.Fingerprint, token]
	subjects   *table[digest, subject]
	endpoints  *table[digest, endpoint]
	aliases    *table[digest, *subject] // by every name of a subject
	children   *table[digest, digestSet]
	groups     *table[digest, group]
	keys       *table[digest, tally] // algorithms by issuer and key
	forms      [maxForms]formStats
	formIDs    map[formKey]int
	everyToken tokenStats

	openapi  *OpenAPI
	denylist *Denylist

	requests, events int64
	first, last      int64
	seen             observation
	text             []byte
}

// watch is one family of signals: it sees every request, and says at the end what
// it was.
type watch interface {
	see(a *Auditor, o *observation)
	judge(a *Auditor, tell func(kind, *candidate, string))
}

// Options are what an Auditor is made of.
type Options struct {
	Settings Settings
	// Key is that of fingerprints and pseudonyms.
	Key []byte
	// OpenAPI and Denylist may be nil.
	OpenAPI  *OpenAPI
	Denylist *Denylist
}

// New makes an auditor.
func New(o Options) *Auditor {
	a := &Auditor{
		settings:  o.Settings,
		digester:  newDigester(),
		names:     detectors.NewFingerprinter(o.Key),
		openapi:   o.OpenAPI,
		denylist:  o.Denylist,
		tokens:    newTable[detectors.Fingerprint, token](maxTokens),
		subjects:  newTable[digest, subject](maxSubjects),
		endpoints: newTable[digest, endpoint](maxEndpoints),
		aliases:   newTable[digest, *subject](maxAliases),
		children:  newTable[digest, digestSet](maxEndpoints),
		groups:    newTable[digest, group](maxGroups),
		formIDs:   map[formKey]int{},
		keys:      newTable[digest, tally](maxKeys),
	}
	if a.settings.Burst == nil {
		a.settings.Burst = DefaultSettings().Burst
	}
	for i, info := range infos {
		a.skipped[i] = slices.Contains(o.Settings.Skip, info.Name)
	}
	a.watches = []watch{
		newAlgorithms(a), newLifetimes(), newOrigins(a), newHosts(a), newPowers(), newTraversals(), newBursts(a),
		newOwners(), newWalks(), newMobility(), newEnded(), newExposed(), newCookies(), newDoors(),
	}
	return a
}

// Open begins the next file, whose requests have the number that it returns.
func (a *Auditor) Open(name string) int {
	a.files = append(a.files, name)
	a.inputs = append(a.inputs, inputState{})
	return len(a.files) - 1
}

// Observe looks at a request.
func (a *Auditor) Observe(r *Request) {
	a.requests++
	a.inputs[r.File].observe(r)
	o := &a.seen
	a.prepare(o, r)
	for _, w := range a.watches {
		w.see(a, o)
	}
	a.remember(o)
}

// Hear looks at an event.
func (a *Auditor) Hear(e *Event) {
	a.events++
	a.inputs[e.File].events++
	for _, w := range a.watches {
		if l, ok := w.(interface{ hear(*Auditor, *Event) }); ok {
			l.hear(a, e)
		}
	}
}

// inSeconds is a duration in whole seconds.
func inSeconds(d time.Duration) int64 { return int64(d / time.Second) }
