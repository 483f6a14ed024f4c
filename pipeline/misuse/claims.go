package misuse

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

// Claims are what a token says, compared and never shown.
type Claims struct {
	algorithm     digest
	none          bool // the algorithm is none
	unsigned      bool // the signature is missing
	keyID         digest
	expires       int64 // seconds since 1970, or 0
	notBefore     int64
	issued        int64
	issuer        digest
	audiences     []digest
	hosts         []digest // that audience, azp or a host claim name
	tenants       []digest
	subject       digest
	subjects      []digest // every way in which it names its subject
	subjectText   string   // for the pseudonym
	roles, scopes digestSet
	roleSet       digest
	admin         bool // a role or scope that may be an administrator's
	chief         bool // one that is, by its name
	service       bool // a token of a program
	reads         bool // its scopes only read
	id, session   digest
	// related are ids that other claims name: whom else the token stands for.
	related []digest
}

// The names of claims. There is no one standard for most of them.
var (
	subjectClaims = []string{"sub", "user_id", "userid", "uid", "user", "username", "preferred_username", "email", "account_id", "customer_id", "id"}
	tenantClaims  = []string{"tenant", "tenant_id", "tid", "org", "org_id", "organization", "organization_id", "account", "workspace", "company_id"}
	hostClaims    = []string{"host", "domain", "site", "azp"}
	scopeClaims   = []string{"scope", "scopes", "scp", "permissions", "perms", "authorities"}
	roleClaims    = []string{"role", "roles", "groups", "group", "user_role", "user_type"}
	roleFlags     = []string{"is_staff", "is_superuser", "is_admin", "admin", "staff", "superuser"}
	// chiefWords are in the names of roles and scopes of administrators, adminWords also in those of people
	// who administer only something, lesserWords in those of administrators who do less, or of everybody,
	// serviceWords in those of programs.
	chiefWords   = []string{"admin", "admins", "administrator", "administrators", "superuser", "root", "sysadmin", "superadmin"}
	lesserWords  = []string{"default", "readonly", "viewer", "view", "reader", "read", "list", "limited", "guest", "basic", "junior", "non", "not"}
	adminWords   = []string{"admin", "administrator", "superuser", "root", "staff", "owner", "manager", "operator", "ops", "support", "sysadmin", "moderator", "superadmin", "backoffice"}
	serviceWords = []string{"service", "system", "internal", "machine", "bot", "worker", "svc", "daemon", "cron", "m2m", "backend", "robot", "serviceaccount", "integration"}
	readWords    = []string{"read", "view", "get", "list", "readonly", "ro", "viewer", "reader", "query", "search"}
	neutralWords = []string{"openid", "profile", "email", "offline", "address", "phone"}
)

// maxNamed is how many roles, scopes or audiences of a token are looked at.
const maxNamed = 32

// readClaims reads header and payload of a compact JWT, and is nil for what is none.
func readClaims(d digester, token []byte) *Claims {
	parts := bytes.SplitN(token, []byte("."), 3)
	if len(parts) < 2 {
		return nil
	}
	var header, payload map[string]any
	if !readPart(parts[0], &header) {
		return nil
	}
	c := &Claims{unsigned: len(parts) == 3 && len(parts[2]) == 0}
	if name, ok := header["alg"].(string); ok {
		c.none = strings.EqualFold(name, "none")
		c.algorithm = d.ofString(name)
	}
	if id, ok := header["kid"].(string); ok {
		c.keyID = d.ofString(id)
	}
	if !readPart(parts[1], &payload) {
		return c // encrypted, or cut
	}
	payload = plainNames(payload)
	c.readTimes(payload)
	c.readNames(d, payload)
	c.readPowers(d, payload)
	c.readRelated(d, payload)
	return c
}

// ownClaims say something of the token itself and of nobody else.
var ownClaims = []string{"iss", "aud", "exp", "nbf", "iat", "auth_time", "jti", "sid", "ver", "typ", "token_type", "token_use", "azp", "client_id", "acr", "amr", "nonce"}

// maxRelated is how many other ids of a token are kept, maxNesting how deep they may lie.
const (
	maxRelated = 64
	maxNesting = 3
)

// readRelated reads the ids of others that a token names: dependents, patients,
// accounts, whatever they are called. A single number is an id only by its name.
func (c *Claims) readRelated(d digester, payload map[string]any) {
	for name, claim := range payload {
		switch {
		case slices.Contains(ownClaims, name), slices.Contains(subjectClaims, name), slices.Contains(tenantClaims, name),
			slices.Contains(scopeClaims, name), slices.Contains(roleClaims, name):
			continue
		}
		if _, number := claim.(json.Number); number && !strings.HasSuffix(name, "id") {
			continue
		}
		c.relate(d, claim, maxNesting)
	}
}

func (c *Claims) relate(d digester, claim any, depth int) {
	if depth == 0 || len(c.related) >= maxRelated {
		return
	}
	switch v := claim.(type) {
	case []any:
		for _, element := range v {
			c.relate(d, element, depth-1)
		}
	case map[string]any:
		for name, element := range v {
			c.related = append(c.related, d.ofString(name))
			if _, number := element.(json.Number); !number || strings.HasSuffix(strings.ToLower(name), "id") {
				c.relate(d, element, depth-1)
			}
		}
	default:
		for _, name := range texts(text(v)) {
			c.related = append(c.related, d.ofString(name))
		}
	}
}

// plainNames is a payload with its claims' names in one style: tenantId and
// https://shop.example/tenant_id are tenant_id, and roles of a realm are roles.
func plainNames(payload map[string]any) map[string]any {
	plain := make(map[string]any, len(payload))
	for name, value := range payload {
		if cut := strings.LastIndexAny(name, "/:"); cut >= 0 {
			name = name[cut+1:]
		}
		var b strings.Builder
		for i, c := range name {
			if c >= 'A' && c <= 'Z' {
				if i > 0 && name[i-1] >= 'a' && name[i-1] <= 'z' {
					b.WriteByte('_')
				}
				c += 'a' - 'A'
			}
			b.WriteRune(c)
		}
		if _, taken := plain[b.String()]; !taken || name == b.String() {
			plain[b.String()] = value
		}
	}
	if realm, ok := plain["realm_access"].(map[string]any); ok && plain["roles"] == nil {
		plain["roles"] = realm["roles"]
	}
	return plain
}

func readPart(text []byte, into *map[string]any) bool {
	raw, err := base64.RawURLEncoding.AppendDecode(nil, bytes.TrimRight(text, "="))
	if err != nil {
		return false
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	return decoder.Decode(into) == nil
}

func (c *Claims) readTimes(payload map[string]any) {
	c.expires, c.notBefore, c.issued = seconds(payload["exp"]), seconds(payload["nbf"]), seconds(payload["iat"])
}

// milliseconds is a time in seconds that is so far away that it is meant in milliseconds.
const milliseconds = 1e11

// farAway is as far as times in nanoseconds reach, in seconds; what is beyond is as good as that.
const farAway = 9e9

func seconds(claim any) int64 {
	number, ok := claim.(json.Number)
	if !ok {
		return 0
	}
	f, err := number.Float64()
	if err != nil || f <= 0 || f > 1e15 {
		return 0
	}
	if f > milliseconds {
		f /= 1000
	}
	return int64(min(f, farAway))
}

func (c *Claims) readNames(d digester, payload map[string]any) {
	c.issuer = d.ofString(text(payload["iss"]))
	c.id, c.session = d.ofString(text(payload["jti"])), d.ofString(text(payload["sid"]))
	for _, name := range texts(payload["aud"]) {
		c.audiences = append(c.audiences, d.ofString(name))
		c.addHost(d, name)
	}
	for _, key := range hostClaims {
		c.addHost(d, text(payload[key]))
	}
	for _, key := range tenantClaims {
		if name := text(payload[key]); name != "" {
			c.tenants = append(c.tenants, d.ofString(name))
		}
	}
	for _, key := range subjectClaims {
		name := text(payload[key])
		if name == "" {
			continue
		}
		if c.subject == none {
			c.subject, c.subjectText = d.ofString(name), name
		}
		c.subjects = append(c.subjects, d.ofString(name))
		// auth0|42 and user:42 name 42.
		if cut := strings.LastIndexAny(name, "|:/"); cut >= 0 && cut+1 < len(name) {
			c.subjects = append(c.subjects, d.ofString(name[cut+1:]))
		}
	}
	kind := strings.ToLower(text(payload["token_type"]) + " " + text(payload["typ"]) + " " + text(payload["token_use"]))
	c.service = hasWord(text(payload["sub"]), serviceWords) || text(payload["gty"]) == "client-credentials" || hasWord(kind, serviceWords)
	client := text(payload["client_id"])
	if client == "" {
		client = text(payload["azp"])
	}
	if client != "" && (strings.TrimSuffix(text(payload["sub"]), "@clients") == client || payload["sub"] == nil) {
		c.service = true
	}
}

// addHost notes the host that a URL or a name with a dot names.
func (c *Claims) addHost(d digester, name string) {
	if host := hostOf(name); host != "" {
		c.hosts = append(c.hosts, d.ofString(host))
	}
}

func hostOf(name string) string {
	if strings.Contains(name, "://") {
		u, err := url.Parse(name)
		if err != nil {
			return ""
		}
		return strings.ToLower(u.Hostname())
	}
	name, _, _ = strings.Cut(name, "/")
	name, _, _ = strings.Cut(name, ":")
	if strings.Count(name, ".") == 0 || strings.ContainsAny(name, " @") {
		return ""
	}
	return strings.ToLower(name)
}

// readPowers reads what the token allows.
func (c *Claims) readPowers(d digester, payload map[string]any) {
	var scopes []string
	for _, key := range scopeClaims {
		scopes = append(scopes, texts(payload[key])...)
	}
	for _, name := range scopes {
		c.scopes = append(c.scopes, d.ofString(name))
		c.power(name)
	}
	c.reads = onlyRead(scopes)
	for _, key := range roleClaims {
		for _, name := range texts(payload[key]) {
			if strings.HasPrefix(name, "default-roles-") {
				continue // Keycloak gives it to everybody of a realm, which may be called staff.
			}
			c.roles = append(c.roles, d.ofString(name))
			c.power(name)
		}
	}
	for _, key := range roleFlags {
		if on, ok := payload[key].(bool); ok {
			name := "not " + key
			if on {
				name, c.admin = key, true
				c.chief = c.chief || hasWord(strings.TrimPrefix(key, "is_"), chiefWords)
			}
			c.roles = append(c.roles, d.ofString(name))
		}
	}
	slices.Sort(c.roles)
	slices.Sort(c.scopes)
	c.roles, c.scopes = slices.Compact(c.roles), slices.Compact(c.scopes)
	for _, role := range c.roles {
		c.roleSet = d.joined(c.roleSet, role)
	}
}

func (c *Claims) power(name string) {
	c.admin = c.admin || hasWord(name, adminWords)
	c.chief = c.chief || hasWord(name, chiefWords) && !hasWord(name, lesserWords)
	c.service = c.service || hasWord(name, serviceWords)
}

// onlyRead tells whether every scope is one that only reads, and one says so.
func onlyRead(scopes []string) bool {
	said := false
	for _, name := range scopes {
		switch {
		case hasWord(name, readWords):
			said = true
		case !hasWord(name, neutralWords):
			return false
		}
	}
	return said
}

// hasWord tells whether one of the words stands in a name, as a whole: admin in
// shop:admin and ROLE_ADMIN, not in administrative.
func hasWord(name string, words []string) bool {
	for part := range strings.FieldsFuncSeq(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		if slices.Contains(words, part) {
			return true
		}
	}
	return false
}

// text is a claim that is one string or number.
func text(claim any) string {
	switch v := claim.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

// texts is a claim that is a string with spaces between words, or a list.
func texts(claim any) []string {
	switch v := claim.(type) {
	case string:
		fields := strings.FieldsFunc(v, func(r rune) bool { return r == ' ' || r == ',' })
		return fields[:min(len(fields), maxNamed)]
	case []any:
		var all []string
		for _, element := range v[:min(len(v), maxNamed)] {
			if name := text(element); name != "" {
				all = append(all, name)
			}
		}
		return all
	}
	return nil
}
