package logline

import "bytes"

// forwardedRank is above every other rank of an address.
const forwardedRank = 9

func (r *Reader) takeAddress(value []byte) bool {
	value = withoutPort(value)
	if !isAddress(value) {
		return false
	}
	if r.ranks[addressField] < forwardedRank {
		r.line.Address = value
	}
	return true
}

// takeForwarded takes over the first address of X-Forwarded-For, which is the client's, or of
// Forwarded, for=203.0.113.1;proto=https.
func (r *Reader) takeForwarded(value []byte) bool {
	first, _, _ := bytes.Cut(value, []byte(","))
	if at := bytes.Index(first, []byte("for=")); at >= 0 {
		first, _, _ = bytes.Cut(first[at+len("for="):], []byte(";"))
		first = bytes.Trim(first, `\"`)
	}
	first = withoutPort(bytes.TrimSpace(first))
	if !isAddress(first) {
		return false
	}
	r.line.forwarded = value
	r.line.Address = first
	r.ranks[addressField] = forwardedRank
	return true
}

// withoutPort takes the port off 203.0.113.1:80 and [2001:db8::1]:80. An IPv6 address without
// brackets has none, or nobody can tell.
func withoutPort(address []byte) []byte {
	if len(address) > 0 && address[0] == '[' {
		if end := bytes.IndexByte(address, ']'); end > 0 {
			return address[1:end]
		}
	}
	if first := bytes.IndexByte(address, ':'); first > 0 && first == bytes.LastIndexByte(address, ':') {
		return address[:first]
	}
	return address
}

// maxAddress is the length of the longest IPv6 address with an IPv4 address at its end.
const maxAddress = 45

// isAddress tells whether s is written with an address's letters.
func isAddress(s []byte) bool {
	if len(s) < len("::") || len(s) > maxAddress {
		return false
	}
	dots, colons := 0, 0
	for _, c := range s {
		switch {
		case isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f':
		case c == '.':
			dots++
		case c == ':':
			colons++
		default:
			return false
		}
	}
	return dots == 3 || colons >= 2
}
