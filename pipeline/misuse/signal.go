package misuse

import (
	"slices"

	"scrim/detectors"
)

// Info describes a signal for people.
type Info struct {
	Name     string
	Severity detectors.Severity
	CWE      []int
	Summary  string // one line, lower case
}

// kind numbers the signals.
type kind int

const (
	algNone kind = iota
	algChanged
	algUnexpected
	expiredToken
	notYetValidToken
	longLivedToken
	audienceMismatch
	issuerMismatch
	tenantMismatch
	hostMismatch
	unknownHost
	scopeExceeded
	roleExceeded
	roleChanged
	pathTraversal
	burst
	otherSubject
	idWalk
	manyAddresses
	manyAgents
	impossibleSuccession
	usedAfterLogout
	usedAfterPasswordChange
	usedAfterRevocation
	denylisted
	tokenInQuery
	tokenInReferer
	tokenOverHTTP
	cookieWithoutSecure
	cookieWithoutHTTPOnly
	unauthenticatedEndpoint
	openapiUnsecured
	kinds
)

// infos are the signals by their numbers. The severity is what the misuse means
// if it is what it looks like: critical lets anybody be anybody, high gives one
// person what is another's, medium leaves a door ajar, low is worth a look.
var infos = [kinds]Info{
	algNone:                 {"alg_none", detectors.SeverityCritical, []int{347}, "a token without a signature"},
	algChanged:              {"alg_changed", detectors.SeverityHigh, []int{347, 327}, "a subject whose tokens are suddenly signed in another way"},
	algUnexpected:           {"alg_unexpected", detectors.SeverityHigh, []int{347, 327}, "a token signed in a way that is not usual"},
	expiredToken:            {"expired_token", detectors.SeverityHigh, []int{613}, "an expired token that was accepted"},
	notYetValidToken:        {"not_yet_valid_token", detectors.SeverityMedium, []int{613, 345}, "a token that was accepted before it was valid"},
	longLivedToken:          {"long_lived_token", detectors.SeverityMedium, []int{613}, "a token that lives much longer than is usual"},
	audienceMismatch:        {"audience_mismatch", detectors.SeverityHigh, []int{863, 345}, "a token for another audience that was accepted"},
	issuerMismatch:          {"issuer_mismatch", detectors.SeverityHigh, []int{346, 345}, "a token of another issuer that was accepted"},
	tenantMismatch:          {"tenant_mismatch", detectors.SeverityHigh, []int{863, 639}, "a token of one tenant used at another"},
	hostMismatch:            {"host_mismatch", detectors.SeverityMedium, []int{863, 346}, "a token used at another host than that it is for"},
	unknownHost:             {"unknown_host", detectors.SeverityMedium, []int{644, 20}, "a Host header that is none of the known hosts"},
	scopeExceeded:           {"scope_exceeded", detectors.SeverityHigh, []int{863, 285}, "a request that the token's scopes do not allow"},
	roleExceeded:            {"role_exceeded", detectors.SeverityHigh, []int{863, 269}, "a request that the token's role does not allow"},
	roleChanged:             {"role_changed", detectors.SeverityHigh, []int{269, 345}, "a subject whose role changes"},
	pathTraversal:           {"path_traversal", detectors.SeverityHigh, []int{22}, "a path traversal under a token"},
	burst:                   {"burst", detectors.SeverityMedium, []int{799, 770}, "far more requests at once than are usual for one token"},
	otherSubject:            {"other_subject", detectors.SeverityHigh, []int{639, 863}, "a token used at what belongs to another subject"},
	idWalk:                  {"id_walk", detectors.SeverityHigh, []int{639}, "a token that walks through ids"},
	manyAddresses:           {"many_addresses", detectors.SeverityMedium, []int{384, 522}, "a token used from many networks"},
	manyAgents:              {"many_agents", detectors.SeverityMedium, []int{384, 522}, "a token used by many user agents"},
	impossibleSuccession:    {"impossible_succession", detectors.SeverityHigh, []int{384, 522}, "a token used from two places at once"},
	usedAfterLogout:         {"used_after_logout", detectors.SeverityHigh, []int{613}, "a token that was accepted after its logout"},
	usedAfterPasswordChange: {"used_after_password_change", detectors.SeverityHigh, []int{613, 620}, "a token that was accepted after its subject's password changed"},
	usedAfterRevocation:     {"used_after_revocation", detectors.SeverityHigh, []int{613}, "a token that was accepted after it was revoked"},
	denylisted:              {"denylisted", detectors.SeverityCritical, []int{613, 522}, "a token of the denylist that was accepted"},
	tokenInQuery:            {"token_in_query", detectors.SeverityMedium, []int{598}, "a token in a query string"},
	tokenInReferer:          {"token_in_referer", detectors.SeverityMedium, []int{598, 200}, "a token that a Referer header gave away"},
	tokenOverHTTP:           {"token_over_http", detectors.SeverityHigh, []int{319}, "a token sent in the clear"},
	cookieWithoutSecure:     {"cookie_without_secure", detectors.SeverityMedium, []int{614}, "a session cookie set without Secure"},
	cookieWithoutHTTPOnly:   {"cookie_without_httponly", detectors.SeverityMedium, []int{1004}, "a session cookie set without HttpOnly"},
	unauthenticatedEndpoint: {"unauthenticated_endpoint", detectors.SeverityHigh, []int{306}, "an endpoint that answered without credentials, unlike the others"},
	openapiUnsecured:        {"openapi_unsecured", detectors.SeverityHigh, []int{306}, "an operation that OpenAPI calls secured and that answered without credentials"},
}

// Signals lists every signal.
func Signals() []Info { return slices.Clone(infos[:]) }

// Names lists the names of all signals.
func Names() []string {
	var names []string
	for _, s := range infos {
		names = append(names, s.Name)
	}
	return names
}

// Signal is one misuse, however many requests show it.
type Signal struct {
	Info
	// Count is how many requests show it.
	Count int64
	// File, Line and Time (nanoseconds since 1970, or 0) are those of the first.
	File string
	Line int64
	Time int64
	// Token is the fingerprint, Subject the pseudonym, Endpoint method and path
	// with its variable parts left out; each may be empty.
	Token, Subject, Endpoint string
	// Reason says what was seen, in words without any claim.
	Reason   string
	Evidence []Evidence
}

// Evidence is a line of the log as the filter writes it.
type Evidence struct {
	File string
	Line int64
	Text string // empty if it was not kept
}
