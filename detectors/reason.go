package detectors

// Reason says why a value is masked, or why a near miss stays as it is. It is
// what scrim explain prints; it is decided where the value is.
type Reason uint8

// The reasons to keep, then those to mask.
const (
	KeptEmpty    Reason = iota // nothing stands there, or a null
	KeptMask                   // it is masked already
	KeptWord                   // a placeholder, a type's name, a reference to a variable
	KeptProse                  // the next word of a sentence
	KeptCode                   // source code, a path
	KeptForm                   // nothing in its form says that it is a secret
	KeptNumber                 // a number that is too short or too long
	KeptField                  // the next field and no value
	KeptAllowed                // an [[allow]] keeps it
	KeptDisabled               // its kind is switched off
	KeptAddress                // no address: a package, a path, no real top-level domain
	KeptPlan                   // no numbering plan has the number, or it is not written like one
	KeptName                   // the name holds a word of a key and is none
	KeptPlace                  // it looks random, but nothing before it announces a secret
	KeptIssuer                 // the prefix of an issuer's keys and not the rest of one
	KeptBlock                  // a PEM block of something else than a private key

	MaskedKey     // it stands under a key that promises it
	MaskedForm    // a key, a word or a path suggests it and its form says so
	MaskedScheme  // credentials after the word of an authentication scheme
	MaskedJWT     // its header decodes to a JOSE header
	MaskedIssuer  // the prefix, alphabet and length of an issuer's keys
	MaskedAddress // an address under a real top-level domain
	MaskedPlan    // a number of a numbering plan, written like one
	MaskedURL     // the user information of a URL
	MaskedPEM     // a private key block
	MaskedCrumb   // the value of a cookie
	MaskedHash    // the format of a password hasher
	MaskedSigned  // the format of Django's signed values
	MaskedColumn  // it stands in a column whose name promises it
	MaskedCheck   // its check digits hold
	MaskedUser    // the user of an access line
	MaskedTerm    // a term of a dictionary
	MaskedRule    // the pattern of a rule
)

var reasonTexts = [...]string{
	KeptEmpty:    "there is no value",
	KeptMask:     "it is masked already",
	KeptWord:     "a placeholder, the name of a type or a reference to a variable",
	KeptProse:    "it reads as prose",
	KeptCode:     "it reads as source code or as a path",
	KeptForm:     "its form does not say that it is a secret, and its place alone does not promise one",
	KeptNumber:   "a number of another length",
	KeptField:    "the next field, not a value",
	KeptAllowed:  "an [[allow]] keeps it",
	KeptDisabled: "its kind is switched off",
	KeptAddress:  "not an address under a real top-level domain",
	KeptPlan:     "no numbering plan has it, or it is not written as people write numbers",
	KeptName:     "its name has a word of a key in it, but is the name of something else",
	KeptPlace:    "it looks random, but nothing before it announces a secret",
	KeptIssuer:   "it has the prefix of an issuer's keys, but not their alphabet or length",
	KeptBlock:    "a block, but not one of a private key",

	MaskedKey:     "it stands under a key that promises it",
	MaskedForm:    "its place suggests a secret and its form is that of one",
	MaskedScheme:  "credentials after the word of an authentication scheme",
	MaskedJWT:     "its header decodes to a JOSE header",
	MaskedIssuer:  "it has the prefix, alphabet and length of an issuer's keys",
	MaskedAddress: "an address under a real top-level domain",
	MaskedPlan:    "a number of a numbering plan, written as people write numbers",
	MaskedURL:     "the user information of a URL",
	MaskedPEM:     "a private key block",
	MaskedCrumb:   "the value of a cookie",
	MaskedHash:    "it is written as password hashers write",
	MaskedSigned:  "it is written as Django signs values",
	MaskedColumn:  "it stands in a column whose name promises it",
	MaskedCheck:   "its check digits hold",
	MaskedUser:    "it stands where an access line has the user of Basic authentication",
	MaskedTerm:    "a term of the dictionary",
	MaskedRule:    "the rule's pattern",
}

// String returns the reason as scrim explain prints it.
func (r Reason) String() string { return reasonTexts[r] }

// Masks tells whether it is a reason to mask.
func (r Reason) Masks() bool { return r >= MaskedKey }

// keepUnless is a reason to mask if ok, or one to keep.
func keepUnless(ok bool, masked, kept Reason) Reason {
	if ok {
		return masked
	}
	return kept
}
