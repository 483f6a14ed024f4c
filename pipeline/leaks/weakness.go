package leaks

import "scrim/detectors"

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
	{200, "Exposure of Sensitive Information", detectors.SeverityHigh, "a credential or personal data went to somebody else: in a Referer, to the next site; in a mail or a debug page, to its reader"},
	{209, "Error Information Disclosure", detectors.SeverityMedium, "it stands in a traceback, an error mail or a debug page"},
	{213, "Exposure of Sensitive Information Due to Incompatible Policies", detectors.SeverityHigh, "personal data stands in a URL, which proxies, browsers and analytics keep under policies of their own"},
	{215, "Insertion of Sensitive Information Into Debugging Code", detectors.SeverityMedium, "it was written by debugging: a line of level DEBUG, or a debug page"},
	{312, "Cleartext Storage of Sensitive Information", detectors.SeverityHigh, "a password, a private key or a key of an issuer is stored readable"},
	{359, "Exposure of Private Personal Information (PII)", detectors.SeverityHigh, "it is personal data: an e-mail address, a phone number, a term of a dictionary"},
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
