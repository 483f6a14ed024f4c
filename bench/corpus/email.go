package corpus

import "fmt"

// email makes an address under a reserved or a real-looking domain.
func (g *Generator) email() string {
	return fmt.Sprintf("%s%s%s%s@%s", pick(g, firstNames), pick(g, []string{".", "_", "-", ""}), pick(g, lastNames), g.run(digits, g.rand.IntN(4)), pick(g, mailDomains))
}

var (
	firstNames  = []string{"ana", "john", "mary", "lukas", "priya", "joao", "camille", "oliver", "fatima", "wei", "ingrid", "tom"}
	lastNames   = []string{"ruiz", "smith", "jones", "weber", "sharma", "silva", "durand", "taylor", "haddad", "zhang", "olsen", "king"}
	mailDomains = []string{"example.com", "example.org", "mail.example.com", "example.net", "kunde-beispiel.de", "exemple-boutique.fr", "sample-shop.co.uk", "lojaexemplo.com.br", "demo-bazaar.in", "acme-sample.io"}
)
