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
	sum := uint32(0)
	for _, c := range s {
		sum += addressBytes[c]
	}
	dots, colons := sum>>8&0xff, sum>>16
	return int(sum&0xff) == len(s) && (dots == 3 || colons >= 2)
}

// addressBytes count, when they are added up, the letters of an address in the lowest byte of the sum, the dots
// among them in the second and the colons in the third.
var addressBytes = [256]uint32{
	'.': 0x101, ':': 0x10001,
	'0': 1, '1': 1, '2': 1, '3': 1, '4': 1, '5': 1, '6': 1, '7': 1, '8': 1, '9': 1,
	'a': 1, 'b': 1, 'c': 1, 'd': 1, 'e': 1, 'f': 1, 'A': 1, 'B': 1, 'C': 1, 'D': 1, 'E': 1, 'F': 1,
}
