package detectors

// Keys that name their issuer: a prefix, an alphabet, a length. The facts are
// from the issuers' documentation and from what secret scanners look for
// (gitleaks, detect-secrets, GitHub secret scanning).

// alphabet is what the rest of a key is made of.
type alphabet uint8

const (
	inWord   alphabet = iota // [A-Za-z0-9_-]
	inAlnum                  // [A-Za-z0-9]
	inHex                    // [0-9a-fA-F]
	inUpper                  // [A-Z0-9]
	inDotted                 // words and dots
	inBase64                 // words, dots and + / = ~
	inDjango                 // what Django makes secret keys of
)

var alphabets = [...]byteSet{
	inWord:   newByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"),
	inAlnum:  newByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
	inHex:    newByteSet("0123456789abcdefABCDEF"),
	inUpper:  newByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
	inDotted: newByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."),
	inDjango: newByteSet("abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)"),
	inBase64: newByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.+/=~"),
}

// issuer is one format. The key has min to max bytes of the alphabet after its
// prefix; max 0 means any number from min on.
type issuer struct {
	prefix   string
	alphabet alphabet
	min, max int
}

// issuers are sorted by nothing: the longest prefix that fits wins.
var issuers = [...]issuer{
	// Clouds.
	{"AKIA", inUpper, 16, 16}, {"ASIA", inUpper, 16, 16}, {"ABIA", inUpper, 16, 16}, {"ACCA", inUpper, 16, 16}, {"A3T", inUpper, 17, 17},
	{"ABSKQmVkcm9ja0FQSUtleS", inBase64, 60, 0}, {"bedrock-api-key-", inBase64, 20, 0},
	{"AIza", inWord, 35, 35}, {"GOCSPX-", inWord, 28, 28}, {"ya29.", inDotted, 20, 0}, {"1//0", inWord, 30, 0},
	{"LTAI", inAlnum, 16, 24}, {"AKCp", inAlnum, 60, 0}, {"cmVmd", inAlnum, 59, 59}, {"YCAJE", inWord, 20, 20}, {"YC", inWord, 38, 38}, {"AQVN", inWord, 35, 38}, {"t1.", inBase64, 80, 0},
	{"dop_v1_", inHex, 64, 64}, {"doo_v1_", inHex, 64, 64}, {"dor_v1_", inHex, 64, 64},
	{"HRKU-", inWord, 36, 0}, {"dapi", inHex, 32, 34}, {"fo1_", inWord, 43, 43}, {"fm1r_", inBase64, 100, 0}, {"fm1a_", inBase64, 100, 0}, {"fm2_", inBase64, 100, 0},
	{"v1.0-", inWord, 100, 0}, {"tk-us-", inWord, 40, 0}, {"4b1d", inAlnum, 38, 38}, {"pul-", inHex, 40, 40},
	{"nfp_", inAlnum, 36, 40}, {"vercel_", inAlnum, 24, 0}, {"sbp_", inHex, 40, 0}, {"sb_secret_", inWord, 20, 0}, {"rnd_", inAlnum, 28, 0},
	{"pscale_tkn_", inDotted, 32, 64}, {"pscale_pw_", inBase64, 32, 64}, {"pscale_oauth_", inDotted, 32, 64},
	{"hvs.", inWord, 24, 0}, {"hvb.", inWord, 90, 0}, {"hvr.", inWord, 24, 0}, {"sha256~", inWord, 43, 43},
	{"dp.pt.", inAlnum, 40, 43}, {"dp.st.", inDotted, 40, 0}, {"dp.ct.", inAlnum, 40, 0}, {"dp.sa.", inAlnum, 40, 0}, {"ops_eyJ", inBase64, 100, 0}, {"A3-", inWord, 33, 36},
	{"AGE-SECRET-KEY-1", inUpper, 58, 58}, {"ATATT3", inBase64, 100, 0}, {"ATCTT3", inBase64, 100, 0}, {"ATBB", inAlnum, 28, 36}, {"s.", inAlnum, 24, 24}, {"b.", inAlnum, 24, 24},
	{"sc_", inDotted, 60, 0}, {"ext_", inDotted, 60, 0}, {"scauth_", inDotted, 60, 0}, {"authress_", inDotted, 60, 0},
	// Source code, builds, packages.
	{"ghp_", inAlnum, 36, 36}, {"gho_", inAlnum, 36, 36}, {"ghu_", inAlnum, 36, 36}, {"ghs_", inAlnum, 36, 36}, {"ghr_", inAlnum, 36, 76}, {"github_pat_", inWord, 60, 0},
	{"glpat-", inDotted, 20, 0}, {"gldt-", inWord, 20, 0}, {"glft-", inWord, 20, 0}, {"glsoat-", inWord, 20, 0}, {"glrt-", inDotted, 20, 0}, {"glrtr-", inDotted, 20, 0},
	{"glcbt-", inWord, 20, 0}, {"glffct-", inWord, 20, 0}, {"glimt-", inWord, 25, 0}, {"glagent-", inWord, 50, 0}, {"gloas-", inWord, 64, 64},
	{"glptt-", inWord, 40, 40}, {"GR1348941", inWord, 20, 0},
	{"npm_", inAlnum, 36, 36}, {"pypi-AgE", inWord, 50, 0}, {"rubygems_", inHex, 48, 48}, {"CLOJARS_", inAlnum, 60, 60}, {"dckr_pat_", inWord, 27, 0}, {"dckr_oat_", inWord, 27, 0},
	{"sgp_", inWord, 40, 0}, {"slk_", inHex, 64, 64}, {"sqp_", inHex, 40, 40}, {"squ_", inHex, 40, 40}, {"sqa_", inHex, 40, 40}, {"tfp_", inBase64, 59, 0}, {"lin_api_", inAlnum, 40, 40},
	{"lin_oauth_", inAlnum, 40, 64}, {"ntn_", inAlnum, 40, 50}, {"secret_", inAlnum, 43, 43}, {"figd_", inWord, 40, 0}, {"PMAK-", inWord, 59, 59}, {"API-", inUpper, 26, 26},
	{"rdme_", inAlnum, 70, 70}, {"ico-", inAlnum, 32, 32}, {"pnu_", inAlnum, 36, 36}, {"bkua_", inHex, 40, 40}, {"CFPAT-", inWord, 43, 43}, {"CCIPAT_", inWord, 40, 0}, {"circleci_", inWord, 40, 0},
	{"pat.", inDotted, 40, 0}, {"sat.", inDotted, 40, 0}, {"pat", inDotted, 79, 79}, {"dnkey-", inWord, 60, 0},
	// Models.
	{"sk-ant-", inWord, 40, 0}, {"sk-proj-", inWord, 40, 0}, {"sk-svcacct-", inWord, 40, 0}, {"sk-admin-", inWord, 40, 0}, {"sk-or-v1-", inHex, 40, 0}, {"sk-", inAlnum, 32, 0}, {"sess-", inAlnum, 40, 40},
	{"pplx-", inAlnum, 40, 0}, {"hf_", inAlnum, 34, 37}, {"api_org_", inAlnum, 34, 37}, {"r8_", inAlnum, 37, 40}, {"gsk_", inAlnum, 40, 0}, {"xai-", inAlnum, 60, 0}, {"nvapi-", inWord, 40, 0},
	{"eyJrIjoi", inBase64, 60, 0}, {"glsa_", inWord, 40, 0}, {"glc_", inBase64, 32, 0},
	// Payments and shops.
	{"sk_live_", inAlnum, 10, 0}, {"sk_test_", inAlnum, 10, 0}, {"sk_prod_", inAlnum, 10, 0}, {"rk_live_", inAlnum, 10, 0}, {"rk_test_", inAlnum, 10, 0}, {"rk_prod_", inAlnum, 10, 0}, {"whsec_", inBase64, 24, 0},
	{"sq0atp-", inWord, 22, 0}, {"sq0csp-", inWord, 43, 0}, {"EAAA", inWord, 56, 60}, {"shpat_", inHex, 32, 32}, {"shpca_", inHex, 32, 32}, {"shppa_", inHex, 32, 32}, {"shpss_", inHex, 32, 32}, {"shptka_", inHex, 32, 32},
	{"FLWPUBK_TEST-", inWord, 32, 0}, {"FLWSECK_TEST-", inWord, 12, 0}, {"FLWPUBK-", inWord, 32, 0}, {"FLWSECK-", inWord, 32, 0}, {"EZAK", inAlnum, 54, 54}, {"EZTK", inAlnum, 54, 54},
	{"shippo_live_", inHex, 40, 40}, {"shippo_test_", inHex, 40, 40}, {"duffel_test_", inBase64, 43, 43}, {"duffel_live_", inBase64, 43, 43}, {"live_", inBase64, 35, 40}, {"test_", inBase64, 35, 40},
	{"live_pub_", inHex, 31, 31}, {"test_pub_", inHex, 31, 31}, {"access-sandbox-", inWord, 36, 36}, {"access-production-", inWord, 36, 36}, {"access-development-", inWord, 36, 36}, {"sandbox_", inWord, 40, 0},
	{"access_token$production$", inWord, 49, 0}, {"access_token$sandbox$", inWord, 49, 0}, {"fio-u-", inBase64, 64, 0}, {"sm_pat_", inAlnum, 16, 0}, {"sm_sat_", inAlnum, 16, 0}, {"sm_aat_", inAlnum, 16, 0}, {"p8e-", inAlnum, 32, 32},
	// Messages, mail, telephony.
	{"xoxb-", inWord, 10, 0}, {"xoxa-", inWord, 10, 0}, {"xoxp-", inWord, 10, 0}, {"xoxr-", inWord, 10, 0}, {"xoxs-", inWord, 10, 0}, {"xoxo-", inWord, 10, 0}, {"xoxc-", inWord, 10, 0}, {"xoxd-", inBase64, 24, 0},
	{"xoxe-", inWord, 24, 0}, {"xoxe.xoxp-", inWord, 24, 0}, {"xoxe.xoxb-", inWord, 24, 0}, {"xapp-", inWord, 24, 0}, {"xwfp-", inWord, 24, 0},
	{"SG.", inBase64, 60, 0}, {"xkeysib-", inWord, 64, 0}, {"xsmtpsib-", inWord, 64, 0}, {"key-", inHex, 32, 32}, {"pubkey-", inHex, 32, 32}, {"SK", inAlnum, 32, 32}, {"AC", inAlnum, 32, 32}, {"re_", inWord, 28, 0},
	{"pk.eyJ", inDotted, 40, 0}, {"sk.eyJ", inDotted, 40, 0}, {"pk.", inDotted, 84, 0}, {"tk.eyJ", inDotted, 40, 0},
	// Monitoring.
	{"NRAK-", inAlnum, 27, 27}, {"NRJS-", inHex, 19, 19}, {"NRII-", inWord, 32, 32}, {"NRRA-", inHex, 42, 42}, {"NRAA-", inHex, 27, 27}, {"dt0c01.", inDotted, 80, 0}, {"dt0s16.", inDotted, 80, 0}, {"sntrys_eyJ", inBase64, 40, 0}, {"sntryu_", inHex, 64, 64},
	{"phx_", inAlnum, 40, 0}, {"phc_", inAlnum, 40, 0}, {"DDRCM_", inAlnum, 40, 0}, {"NRIQ-", inWord, 32, 0}, {"dsap_", inWord, 32, 0}, {"lsv2_pt_", inWord, 32, 0}, {"lsv2_sk_", inWord, 32, 0},
	{"EAACEdEose0cBA", inAlnum, 20, 0}, {"EAAM", inAlnum, 80, 0}, {"EAAC", inAlnum, 80, 0}, {"EAAB", inAlnum, 80, 0}, {"EAAG", inAlnum, 80, 0}, {"amzn.mws.", inWord, 36, 36}, {"AAAAAAAAAAAAAAAAAAAAA", inBase64, 80, 0},
	{"PRE-", inWord, 40, 0}, {"jfrog_", inWord, 60, 0}, {"tskey-", inWord, 20, 0}, {"infracost_", inWord, 30, 0}, {"s-s4t2ud-", inHex, 60, 0}, {"s-s4t2af-", inHex, 60, 0},
	// Frameworks.
	{"django-insecure-", inDjango, 20, 0},
}

const (
	// maxIssuerPrefix is how far before a run of word bytes a prefix with dots
	// in it, such as "v4.local.", may begin.
	maxIssuerPrefix = 24
	// minMixed is up to which length a prefix of letters alone could begin a
	// word, so that the rest has to look random.
	minMixed = 4
)

// issuersBy holds the formats by the first byte of their prefix; issuerHeads
// has a bit for the first three, by which most words are rejected.
var issuersBy, issuerHeads = func() (by [256][]issuer, heads [1 << 15 / 64]uint64) {
	for _, i := range issuers {
		by[i.prefix[0]] = append(by[i.prefix[0]], i)
		for third := range byte(32) {
			if len(i.prefix) > 2 && third != i.prefix[2]&31 {
				continue
			}
			h := headOfIssuer(i.prefix[0], i.prefix[1], third)
			heads[h/64] |= 1 << (h % 64)
		}
	}
	return by, heads
}()

func headOfIssuer(a, b, c byte) uint { return uint(a&31)<<10 | uint(b&31)<<5 | uint(c&31) }

// mayBeIssued tells whether text begins as some prefix does.
func mayBeIssued(text []byte) bool {
	if len(text) < 3 {
		return false
	}
	h := headOfIssuer(text[0], text[1], text[2])
	return issuerHeads[h/64]>>(h%64)&1 != 0
}

// issuedLength is the length of the issuer's key that begins text, or 0.
func issuedLength(text []byte) int {
	if !mayBeIssued(text) {
		return 0 // fast path
	}
	longest, length := 0, 0
	for n := range issuersBy[text[0]] {
		i := &issuersBy[text[0]][n]
		if len(i.prefix) > longest && hasPrefixAt(text, 0, i.prefix) {
			if n := i.fits(text); n > 0 {
				longest, length = len(i.prefix), n
			}
		}
	}
	return length
}

// fits is the length of the key of this format that begins text, or 0.
func (i *issuer) fits(text []byte) int {
	set := &alphabets[i.alphabet]
	n := len(i.prefix)
	for n < len(text) && set.has(text[n]) {
		n++
	}
	if n < len(text) && isAlnum(text[n]) {
		return 0
	}
	for n > 0 && (text[n-1] == '.' || text[n-1] == '~') { // the end of a sentence
		n--
	}
	size := n - len(i.prefix)
	if size < i.min || i.max > 0 && size > i.max {
		return 0
	}
	if f := formOf(text[len(i.prefix):n]); f.digits == 0 && f.upper == 0 && f.joints > 0 {
		return 0 // words, as in an example
	}
	if len(i.prefix) < minMixed && !isMixed(text[len(i.prefix):n]) || allOf(text[len(i.prefix):n], text[n-1]) && i.alphabet != inUpper && i.alphabet != inAlnum {
		return 0
	}
	return n
}

// isMixed tells whether a part of a key is no word: digits are in it, or
// capitals among small letters.
func isMixed(text []byte) bool {
	f := formOf(text)
	return f.digits > 0 || f.upper > 2 && f.lower > 2 || allOf(text, text[0])
}

// issuedKey takes the issuer's key in whose first word a run of word bytes
// begins at src[lo]. It reports whether there is one.
func (s *Scanner) issuedKey(lo, floor int) bool {
	begin := lo
	if s.src[lo] == '0' && lo-len("1//") >= floor && hasPrefixAt(s.src, lo-len("1//"), "1//") {
		begin -= len("1//") // Google's refresh tokens
	}
	if lo > floor && isIssuerJoint(s.src[lo-1]) {
		for begin > floor && lo-begin < maxIssuerPrefix && (isIssuerJoint(s.src[begin-1]) || byteClass[s.src[begin-1]]&isBase64Bit != 0) {
			begin--
		}
	}
	if begin > 1 && (s.src[begin-1] == '[' || s.src[begin-1] == ';') {
		begin = s.afterColour(begin, lo)
	}
	for {
		text := s.src[begin:min(len(s.src), begin+maxRecognise)]
		kind, n := kindAPIKey, issuedLength(text)
		if n == 0 {
			kind, n = kindToken, pasetoLength(text)
		}
		if n > 0 {
			v := value{lo: begin, end: delimiter{form: endCredential}, place: PlaceText}
			f := Finding{Lo: begin, Hi: begin + n, Kind: kind, Place: PlaceText, Reason: MaskedIssuer}
			whole := n < maxRecognise
			if !s.keeps(f, whole) {
				s.mask(v, f, whole)
			}
			return true
		}
		if begin == lo {
			return false
		}
		begin = lo
	}
}

// isIssuerJoint tells whether c stands inside of prefixes, but in no word.
func isIssuerJoint(c byte) bool { return c == '.' || c == '~' || c == '$' }
