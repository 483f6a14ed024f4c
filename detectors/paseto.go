package detectors

// Platform-agnostic security tokens (PASETO): version, purpose, payload and an
// optional footer, v4.public.…

// minPaseto is the shortest payload: a nonce or a signature.
const minPaseto = 40

// pasetoLength is the length of the PASETO that begins text, or 0.
func pasetoLength(text []byte) int {
	if len(text) < 3 || text[0] != 'v' || text[1] < '1' || text[1] > '4' || text[2] != '.' {
		return 0 // fast path
	}
	n := 3
	switch {
	case hasPrefixAt(text, n, "local."):
		n += len("local.")
	case hasPrefixAt(text, n, "public."):
		n += len("public.")
	default:
		return 0
	}
	begin := n
	for n < len(text) && alphabets[inDotted].has(text[n]) {
		n++
	}
	for n > begin && text[n-1] == '.' {
		n--
	}
	if n-begin < minPaseto {
		return 0
	}
	return n
}
