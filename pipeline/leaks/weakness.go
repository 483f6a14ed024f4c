package leaks

import (
	"slices"

	"scrim/detectors"
)

// Weakness is an entry of the Common Weakness Enumeration that leaks are
// instances of (cwe.mitre.org), with the severity that a report gives it.
type Weakness struct {
	Number   int
	Name     string
	Severity detectors.Severity
	// Why says when it applies, in one sentence.
	Why string
}

// Weaknesses are all that a scan may name, by rising number. That of 598 is as
// of 532: it ends up in logs.
var Weaknesses = []Weakness{
	{200, "Exposure of Sensitive Information", detectors.SeverityHigh, "it went to somebody else: in a Referer to the next site, in a mail or a debug page to its reader; or a rule or dictionary of one's own calls it sensitive"},
	{209, "Error Information Disclosure", detectors.SeverityMedium, "it stands in a traceback, an error mail or a debug page"},
	{213, "Exposure of Sensitive Information Due to Incompatible Policies", detectors.SeverityHigh, "personal data stands in a URL, which proxies, browsers and analytics keep under policies of their own"},
	{215, "Insertion of Sensitive Information Into Debugging Code", detectors.SeverityMedium, "it was written by debugging: a line of level DEBUG, or a debug page"},
	{312, "Cleartext Storage of Sensitive Information", detectors.SeverityHigh, "a password, a private key or a key of an issuer is stored readable, or any token in a setting or in source code"},
	{359, "Exposure of Private Personal Information (PII)", detectors.SeverityHigh, "it is personal data: an e-mail address, a phone number, a card"},
	{522, "Insufficiently Protected Credentials", detectors.SeverityCritical, "whoever reads it can use it: a token, a session, a password, a key"},
	{532, "Insertion of Sensitive Information into Log File", detectors.SeverityMedium, "the file is a log"},
	{538, "Insertion of Sensitive Information into Externally-Accessible File", detectors.SeverityHigh, "the file is a setting, a backup, a dump or a page, which is copied and served"},
	{540, "Inclusion of Sensitive Information in Source Code", detectors.SeverityHigh, "the file is source code"},
	{598, "Use of GET Request Method With Sensitive Query Strings", detectors.SeverityMedium, "it stands in a query string"},
}

// Artefact says what a file is.
type Artefact uint8

// The artefacts that make a difference for what a leak is an instance of.
const (
	ArtefactLog Artefact = iota
	ArtefactCapture
	ArtefactMail
	ArtefactDebugPage
	ArtefactSettings
	ArtefactSource
	artefacts
)

var artefactNames = [artefacts]string{"log", "capture", "mail", "debug page", "settings", "source"}

// String is the artefact as reports print it.
func (a Artefact) String() string { return artefactNames[a] }

// nature is what matters of a kind.
type nature uint8

const (
	credential nature = iota // whoever reads it can use it
	stored                   // a credential that somebody chose to write down: a password, a key
	personal
	own // what a rule or a dictionary of the user's found
	natures
)

// storedKinds are the credentials that do not expire by themselves.
var storedKinds = map[string]bool{"password": true, "private_key": true, "api_key": true}

func natureOf(k detectors.KindInfo) nature {
	switch {
	case k.Own:
		return own
	case slices.Contains(k.CWE, 359):
		return personal
	case storedKinds[k.Name]:
		return stored
	}
	return credential
}

// instance numbers what the weaknesses of a finding depend on.
type instance uint16

const instanceCount = instance(natures) * instance(places) * instance(artefacts) * 2

func instanceOf(n nature, p Place, a Artefact, debug bool) instance {
	i := (instance(n)*instance(places)+instance(p))*instance(artefacts) + instance(a)
	if debug {
		return 2*i + 1
	}
	return 2 * i
}

func (i instance) place() Place { return Place(i / 2 / instance(artefacts) % instance(places)) }

// instances are what findings are instances of.
type instances [instanceCount]struct {
	numbers  []int
	severity detectors.Severity
}

func newInstances() *instances {
	all := new(instances)
	for n := range natures {
		for p := range places {
			for a := range artefacts {
				for _, debug := range []bool{false, true} {
					one := &all[instanceOf(n, p, a, debug)]
					for _, w := range Weaknesses {
						if applies[w.Number](n, p, a, debug) {
							one.numbers = append(one.numbers, w.Number)
							one.severity = max(one.severity, w.Severity)
						}
					}
				}
			}
		}
	}
	return all
}

// applies tells for each weakness when a finding is an instance of it.
var applies = map[int]func(n nature, p Place, a Artefact, debug bool) bool{
	200: func(n nature, p Place, a Artefact, _ bool) bool {
		return n == own || p == PlaceReferer || a == ArtefactMail || a == ArtefactDebugPage
	},
	209: func(_ nature, p Place, a Artefact, _ bool) bool {
		return p == PlaceTraceback || a == ArtefactDebugPage || a == ArtefactMail
	},
	213: func(n nature, p Place, _ Artefact, _ bool) bool {
		return n == personal && (p == PlaceQuery || p == PlacePath || p == PlaceReferer)
	},
	215: func(_ nature, _ Place, a Artefact, debug bool) bool { return debug || a == ArtefactDebugPage },
	312: func(n nature, _ Place, a Artefact, _ bool) bool {
		return n == stored || n == credential && (a == ArtefactSettings || a == ArtefactSource)
	},
	359: func(n nature, _ Place, _ Artefact, _ bool) bool { return n == personal },
	522: func(n nature, _ Place, _ Artefact, _ bool) bool { return n == credential || n == stored },
	532: func(_ nature, _ Place, a Artefact, _ bool) bool { return a == ArtefactLog },
	538: func(_ nature, _ Place, a Artefact, _ bool) bool {
		return a == ArtefactSettings || a == ArtefactSource || a == ArtefactCapture || a == ArtefactDebugPage
	},
	540: func(_ nature, _ Place, a Artefact, _ bool) bool { return a == ArtefactSettings || a == ArtefactSource },
	598: func(_ nature, p Place, _ Artefact, _ bool) bool { return p == PlaceQuery },
}
