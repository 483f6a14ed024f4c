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
		{Literal: "hooks.", Shape: hookShape},
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

const (
	// maxHookHost is the longest rest of a host after "hooks.", and maxHookPath
	// the longest first segment after that.
	maxHookHost = 64
	maxHookPath = 32
	// minHook is the shortest secret in the path of a webhook.
	minHook = 20
)

// hookShape takes the path of a webhook, which is its credential:
// hooks.slack.com/services/T…/B…/…
func hookShape(s *Scanner, at int) {
	if at > 0 && isAlnum(s.src[at-1]) {
		return
	}
	i := at + len("hooks.")
	for begin := i; i < len(s.src) && i-begin < maxHookHost && (isAlnum(s.src[i]) || s.src[i] == '.' || s.src[i] == '-'); i++ {
	}
	if i = s.skipSegment(i); i == 0 {
		return
	}
	v := value{lo: i, end: delimiter{form: endCredential}, key: keyEntry{kind: kindAPIKey}, place: PlacePath}
	if got := v.end.find(s.part(v.lo, maxRecognise)); got.at >= minHook {
		s.take(v)
	}
}

// skipSegment is the begin of what follows the segment of a path whose slash
// is at src[i], or 0.
func (s *Scanner) skipSegment(i int) int {
	if i >= len(s.src) || unitAt(s.src, i).char != '/' {
		return 0
	}
	i = unitAt(s.src, i).hi
	for begin := i; i < len(s.src) && i-begin < maxHookPath; {
		u := unitAt(s.src, i)
		if u.char == '/' {
			return u.hi
		}
		if u.char >= 0x80 || byteClass[byte(u.char)]&isBase64Bit == 0 {
			return 0
		}
		i = u.hi
	}
	return 0
}
