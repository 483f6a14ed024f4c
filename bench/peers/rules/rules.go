package rules

import "strings"

// Mask is what the engines without a mask of their own write.
const Mask = "[FILTERED]"

// Patterns are the rules of bench/patterns.txt with one form a pattern, as
// people write them who call ReplaceAll for one after the other. Blanks are
// spelled out where that file, which ripgrep reads line by line, has \s: here
// a match must not take a line end with it.
var Patterns = []string{
	// JSON web tokens.
	`\beyJ[\w-]{6,}\.eyJ[\w-]{6,}\.[\w-]{10,}`,
	// Bearer tokens, wherever they stand.
	`(?i:\bbearer[ \t]+[\w.~+/-]{8,}=*)`,
	// Authorization headers, also in JSON and in Python's repr.
	`(?i:\bauthorization\b["']?[ \t]*[:=,][ \t]*b?["']?(?:basic|token|bearer|digest)[ \t]+[\w.~+/:-]{4,}=*)`,
	// Parameters of a query that promise a secret.
	`(?i:[?&;](?:access_token|refresh_token|id_token|api_token|token|api_?key|password|passwd|secret|signature|x-amz-signature|session_?id|code)=[^&#\s"'<>]+)`,
	// Addresses, plain and percent-encoded.
	`[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}`,
	`[\w.+-]+%40[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}`,
	// Phone numbers: international in one piece and in groups, and national of North America.
	`\+[1-9][0-9]{7,14}\b`,
	`\+[0-9]{1,3}[ -][0-9]{1,4}(?:[ -][0-9]{2,5}){1,4}`,
	`(?:\([0-9]{3}\) |\b[0-9]{3}[-.])[0-9]{3}[-.][0-9]{4}\b`,
}

// Alternation is all patterns as one.
func Alternation() string { return strings.Join(Patterns, "|") }
