package domains

import "scrim/detectors/domains/internal/label"

// longestSpecial is the length of the longest name that Special knows.
const longestSpecial = len("localdomain")

// Special reports whether label is used like a top-level domain although the
// root zone will never have it: the names of RFC 2606, 6761 and 7686, and those
// of private networks. It takes capitals or not.
func Special(name []byte) bool {
	if len(name) > longestSpecial {
		return false
	}
	var lower [longestSpecial]byte
	for i, c := range name {
		lower[i] = label.Lower(c)
	}
	switch string(lower[:len(name)]) {
	case "example", "test", "invalid", "localhost", "local", "onion",
		"internal", "lan", "corp", "home", "intranet", "localdomain":
		return true
	}
	return false
}
