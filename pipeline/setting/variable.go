package setting

// VariableHint is what to say about a name that IsVariableName refuses.
const VariableHint = `letters, digits and _ only, as in "SCRIM_KEY"`

// IsVariableName accepts the portable names of environment variables. What is no
// name may be the secret itself, written where its name belongs: it must not be
// shown.
func IsVariableName(s string) bool {
	for _, c := range []byte(s) {
		if c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return s != "" && (s[0] < '0' || s[0] > '9')
}
