package detectors

var apiKeyKind = Kind{
	Name:     "api_key",
	Summary:  "keys with their issuer's prefix (AWS, GitHub, GitLab, Stripe, Slack, Google, OpenAI and some 150 more), X-Api-Key",
	CWE:      []int{798, 522, 532},
	Severity: SeverityCritical,
	Keys:     []string{"api key", "app key", "application key", "access key", "access key id", "subscription key", "function key", "functions key"},
	Glued:    []string{"apikey"},
	Weak:     []string{"login key", "api id"},
	Triggers: []Trigger{
		{Literal: "1//0", Shape: issuedShape},
		{Literal: ".atlasv1.", Shape: terraformShape},
		{Literal: "Q~", Shape: azureShape},
	},
	Proves: provesIssuer,
	Judge:  judgeToken,
}

// provesIssuer tells whether text is a key of a known issuer and nothing else.
func provesIssuer(text []byte) Reason {
	return keepUnless(len(text) > 0 && issuedLength(text) == len(text), MaskedIssuer, KeptForm)
}

// issuedShape is called at a prefix that no run of word bytes begins in.
func issuedShape(s *Scanner, at int) {
	if at == 0 || !isAlnum(s.src[at-1]) {
		s.issuedKey(at, at)
	}
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

// terraformShape takes a token of Terraform Cloud: user.atlasv1.secret.
func terraformShape(s *Scanner, at int) {
	lo := at - terraformUser
	if lo < s.cursor {
		return
	}
	s.takeFormat(lo, at+len(".atlasv1."), minTerraform, maxRecognise)
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
