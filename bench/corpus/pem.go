package corpus

import "strings"

const (
	pemBegin = "-----BEGIN PRIVATE KEY-----"
	pemEnd   = "-----END PRIVATE KEY-----"
	// pemRawLine is the number of bytes in one line of PEM: 64 characters.
	pemRawLine = 48
)

// privateKey makes a PEM block of random bytes, its lines ended by \n.
func (g *Generator) privateKey() string {
	return pemBegin + "\n" + strings.Join(g.pemBody(), "\n") + "\n" + pemEnd + "\n"
}

func (g *Generator) pemBody() []string {
	body := make([]string, g.between(3, 6))
	for i := range body {
		body[i] = g.base64(pemRawLine)
	}
	return body
}

// pemLines returns the lines of a block that hold the key.
func pemLines(block string) []string {
	lines := strings.Split(strings.TrimSuffix(block, "\n"), "\n")
	return lines[1 : len(lines)-1]
}
