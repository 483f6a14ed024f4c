package detectors

import "bytes"

var apiKeyKind = Kind{
	Name:     "api_key",
	Summary:  "keys with their issuer's prefix (AWS, GitHub, GitLab, Stripe, Slack, Google, OpenAI and some 150 more), X-Api-Key",
	CWE:      []int{798, 522, 532},
	Severity: SeverityCritical,
	Keys:     []string{"api key", "app key", "application key", "access key id", "subscription key", "function key", "functions key"},
	Glued:    []string{"apikey"},
	Weak:     []string{"login key", "api id"},
	Triggers: []Trigger{
		{Literal: "Q~", Shape: azureShape},
	},
	Proves: provesIssuer,
	Judge:  judgeToken,
}

// provesIssuer tells whether text is a key of a known issuer and nothing else.
func provesIssuer(text []byte) Reason {
	return keepUnless(len(text) > 0 && issuedLength(text) == len(text), MaskedIssuer, KeptForm)
}

const (
	// terraformUser is the length of the part before ".atlasv1.", and
	// minTerraform the shortest one after it.
	terraformUser = 14
	minTerraform  = 60
	// azureBefore is how many characters stand before the "Q~" of an Azure
	// client secret, the last of them a digit; minAzure and maxAzure delimit
	// what follows.
	azureBefore = 4
	minAzure    = 31
	maxAzure    = 34
)

// terraformJoint stands between the two parts of a token of Terraform Cloud.
const terraformJoint = ".atlasv1."

// terraformKey takes a token of Terraform Cloud, user.atlasv1.secret, whose
// secret begins at src[lo]. It reports whether there is one.
func (s *Scanner) terraformKey(lo, floor int) bool {
	begin := lo - len(terraformJoint) - terraformUser
	if begin < floor || s.src[lo-1] != '.' || !hasPrefixAt(s.src, lo-len(terraformJoint), terraformJoint) {
		return false // fast path
	}
	s.takeFormat(begin, lo, minTerraform, maxRecognise)
	return lo < s.cursor
}

// azureShape takes a client secret of Azure AD, which has "Q~" inside.
func azureShape(s *Scanner, at int) {
	lo := at - azureBefore
	if lo < s.cursor || !isDigit(s.src[at-1]) || lo > 0 && isAlnum(s.src[lo-1]) {
		return
	}
	s.takeFormat(lo, at+len("Q~"), minAzure, maxAzure)
}

// takeFormat takes a key from src[lo] on whose last part begins at src[from]
// and has least to most bytes.
func (s *Scanner) takeFormat(lo, from, least, most int) {
	for _, c := range s.src[lo:from] {
		if !alphabets[inBase64].has(c) {
			return
		}
	}
	hi := from
	for hi < len(s.src) && hi-from <= most && alphabets[inBase64].has(s.src[hi]) {
		hi++
	}
	hi = trimTail(s.src, from, hi)
	f := Finding{Lo: lo, Hi: hi, Kind: kindAPIKey, Reason: MaskedIssuer}
	if hi-from < least || hi-from > most || s.keeps(f, true) {
		return
	}
	s.emit(f)
}

// maxHookPath is how far before the last part of a webhook's path its host may
// begin.
const maxHookPath = 128

// hooksHost begins the host of a webhook.
var hooksHost = []byte("hooks.")

// hookBegin is where the credential of a webhook begins, to which the segment
// at src[lo] belongs: behind the first segment after the host, as in
// hooks.slack.com/services/T…/B…/… It is lo if there is no such host.
func (s *Scanner) hookBegin(lo, floor int) int {
	if !bytes.Contains(s.src[max(floor, lo-maxHookPath):lo], hooksHost) {
		return lo // fast path
	}
	i := lo
	for i > floor && lo-i < maxHookPath && !(hasPrefixAt(s.src, i, "hooks.") && !isAlnum(s.src[i-1])) {
		if c := s.src[i-1]; c != '/' && c != '.' && byteClass[c]&isBase64Bit == 0 {
			break
		}
		i--
	}
	if !hasPrefixAt(s.src, i, "hooks.") {
		return lo
	}
	slash := i + bytes.IndexByte(s.src[i:lo], '/')
	if next := bytes.IndexByte(s.src[slash+1:lo], '/'); next >= 0 {
		return slash + 1 + next + 1
	}
	return lo
}
