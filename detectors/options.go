package detectors

// Options says what an Engine looks for and what it writes instead.
type Options struct {
	// Only lists the kinds to look for; empty means every kind that is on by
	// default, which the name DefaultKinds also stands for; AllKinds stands for
	// all. Skip is taken away from that.
	Only, Skip []string
	// PhoneRegions are the ISO 3166 regions whose national phone numbers are
	// recognised without an international prefix. Nil means
	// DefaultPhoneRegions; empty means none.
	PhoneRegions []string
	// Mask replaces every finding whose kind is not in Masks.
	Mask Mask
	// Masks holds what particular kinds become, by kind name.
	Masks map[string]Mask
	// Allow lists values that stay as they are.
	Allow []Allow
	// Rules and Dictionaries are the user's own kinds. Of equal names, in any
	// of them, only one may be.
	Rules        []Rule
	Dictionaries []Dictionary
}

// DefaultPhoneRegions are the regions whose national phone numbers are
// recognised when nothing else is asked for.
var DefaultPhoneRegions = []string{"US", "GB", "DE", "FR", "IN", "BR"}

// Allow keeps the values of one kind that match a pattern.
type Allow struct {
	// Kind is the name of the kind that the values belong to.
	Kind string
	// Values are matched against the whole decoded value, ignoring ASCII
	// case; * stands for any run of bytes, ? for one.
	Values []string
}
