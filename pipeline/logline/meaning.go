package logline

import "bytes"

// field is what a name in a line stands for.
type field uint8

const (
	noField field = iota
	timeField
	loggerField
	levelField
	methodField
	targetField
	queryField
	protocolField
	requestLineField
	statusField
	schemeField
	hostField
	addressField
	forwardedField
	userAgentField
	refererField
	authorizationField
	cookieField
	setCookieField
	userField
	requestField
	messageField
	tokenField
	fields
)

// room is what surrounds a name: "ip" is the client's address in a client, and
// nothing that is known in a payload.
type room uint8

const (
	inTop room = 1 << iota
	inRequest
	inResponse
	inHeaders
	inURL
	inClient
	inUser
	inPayload
)

// everywhere is for names that mean one thing wherever they stand.
const everywhere = inTop | inRequest | inResponse | inHeaders | inURL | inClient | inUser | inPayload

// meaning is what a name stands for in some rooms. Of several names for one
// field the one with the highest rank counts, of equals the first.
type meaning struct {
	field field
	rank  uint8
	rooms room
}

// maxName is the longest name that is looked up, in letters and digits.
const maxName = 40

// meaningOf looks up a name however it is written: userAgent, User-Agent,
// user_agent, HTTP_USER_AGENT.
func meaningOf(name []byte) meaning {
	var folded [maxName]byte
	n := fold(&folded, name)
	if n == 0 {
		return meaning{}
	}
	m := meaningOfFolded(folded[:n])
	if m.field == noField {
		if bare := headerName(folded[:n]); bare != nil {
			m = meaningOfFolded(bare)
			m.rooms = everywhere
			if m.field != noField && m.rank < 3 {
				return meaning{}
			}
		}
	}
	if m.field == noField {
		if dot := bytes.LastIndexByte(name, '.'); dot > 0 {
			return meaningOfClaim(name[dot+1:])
		}
	}
	return m
}

// meaningOfClaim looks up a claim whose name has what it is a claim of before it: auth.jti, token.sub.
func meaningOfClaim(name []byte) meaning {
	switch string(name) {
	case "jti", "sub", "token_id":
		return meaningOf(name)
	}
	return meaning{}
}

// fold writes the letters, in lower case, and digits of name to dst and tells how
// many there are, or 0 if they are too many.
func fold(dst *[maxName]byte, name []byte) int {
	n := 0
	for _, c := range name {
		c = folding[c]
		if c == 0 {
			continue
		}
		if n == maxName {
			return 0
		}
		dst[n] = c
		n++
	}
	return n
}

var folding = [256]byte{
	'0': '0', '1': '1', '2': '2', '3': '3', '4': '4', '5': '5', '6': '6', '7': '7', '8': '8', '9': '9',
	'a': 'a', 'b': 'b', 'c': 'c', 'd': 'd', 'e': 'e', 'f': 'f', 'g': 'g', 'h': 'h', 'i': 'i', 'j': 'j', 'k': 'k', 'l': 'l', 'm': 'm',
	'n': 'n', 'o': 'o', 'p': 'p', 'q': 'q', 'r': 'r', 's': 's', 't': 't', 'u': 'u', 'v': 'v', 'w': 'w', 'x': 'x', 'y': 'y', 'z': 'z',
	'A': 'a', 'B': 'b', 'C': 'c', 'D': 'd', 'E': 'e', 'F': 'f', 'G': 'g', 'H': 'h', 'I': 'i', 'J': 'j', 'K': 'k', 'L': 'l', 'M': 'm',
	'N': 'n', 'O': 'o', 'P': 'p', 'Q': 'q', 'R': 'r', 'S': 's', 'T': 't', 'U': 'u', 'V': 'v', 'W': 'w', 'X': 'x', 'Y': 'y', 'Z': 'z',
}

// headerName is a folded name without what frameworks put in front of a
// header's: HTTP_, http.request.headers., req_header_. It is nil if there is nothing.
func headerName(folded []byte) []byte {
	bare := folded
	for again := true; again; {
		again = false
		for _, prefix := range [...]string{"http", "request", "req", "response", "headers", "header"} {
			if prefix == "headers" && bytes.HasPrefix(bare, []byte("headerset")) {
				continue // The s belongs to set-cookie.
			}
			if len(bare) > len(prefix) && string(bare[:len(prefix)]) == prefix {
				bare, again = bare[len(prefix):], true
			}
		}
	}
	if len(bare) == len(folded) {
		return nil
	}
	return bare
}

// nameOfLogger is what Python's logging calls a logger's name, which may be that of
// anything: finish looks at the value.
var nameOfLogger = meaning{loggerField, 1, inTop}

func meaningOfFolded(name []byte) meaning {
	switch string(name) {
	case "authorization":
		return meaning{authorizationField, 3, everywhere}
	case "proxyauthorization", "auth", "authheader":
		return meaning{authorizationField, 1, inTop | inRequest | inHeaders}
	case "cookie":
		return meaning{cookieField, 3, everywhere}
	case "cookies":
		return meaning{cookieField, 1, inTop | inRequest}
	case "setcookie", "senthttpsetcookie", "upstreamhttpsetcookie":
		return meaning{setCookieField, 3, everywhere}
	case "useragent":
		return meaning{userAgentField, 3, everywhere}
	case "ua", "useragentoriginal", "original":
		return meaning{userAgentField, 2, inTop | inRequest}
	case "agent":
		return meaning{userAgentField, 1, inTop | inRequest}
	case "referer", "referrer":
		return meaning{refererField, 3, inTop | inRequest | inHeaders}
	case "time", "timestamp", "ts", "asctime", "datetime", "timelocal", "timeiso8601", "starteddatetime", "eventtime", "logtime":
		return meaning{timeField, 3, inTop}
	case "date", "created", "msec", "t":
		return meaning{timeField, 1, inTop}
	case "logger", "loggername", "loglogger":
		return meaning{loggerField, 3, inTop}
	case "name":
		return nameOfLogger
	case "level", "levelname", "severity", "severitytext", "loglevel", "lvl":
		return meaning{levelField, 3, inTop}
	}
	return meaningInRequest(name)
}

func meaningInRequest(name []byte) meaning {
	switch string(name) {
	case "method":
		return meaning{methodField, 2, inTop | inRequest}
	case "requestmethod", "httpmethod", "httprequestmethod":
		return meaning{methodField, 3, everywhere}
	case "verb":
		return meaning{methodField, 1, inTop | inRequest}
	case "requesturi", "httptarget", "httpurl", "httprequesturl", "requesttarget", "fullpath", "rawuri", "urloriginal", "urlfull", "requesturl":
		return meaning{targetField, 4, everywhere}
	case "uri", "target":
		return meaning{targetField, 3, inTop | inRequest}
	case "pathinfo":
		return meaning{targetField, 3, everywhere}
	case "url", "full":
		return meaning{targetField, 2, inTop | inRequest | inURL}
	case "path", "requestpath", "urlpath", "httppath", "httproute":
		return meaning{targetField, 1, inTop | inRequest | inURL}
	case "querystring", "urlquery":
		return meaning{queryField, 3, everywhere}
	case "get", "queryparams", "getparams":
		return meaning{queryField, 1, inRequest}
	case "args", "query":
		return meaning{queryField, 1, inTop | inRequest | inURL}
	case "request", "requestline", "req", "r", "httprequest":
		return meaning{requestLineField, 3, inTop}
	case "protocol", "proto", "httpversion", "serverprotocol":
		return meaning{protocolField, 3, inTop | inRequest}
	case "statuscode", "httpstatuscode", "httpresponsestatuscode", "responsestatus", "responsecode", "httpstatus", "responsestatuscode":
		return meaning{statusField, 3, inTop | inRequest | inResponse}
	case "status":
		return meaning{statusField, 2, inTop | inRequest | inResponse}
	case "code", "s":
		return meaning{statusField, 1, inTop | inResponse}
	case "scheme", "urlscheme", "httpscheme", "requestscheme", "wsgiurlscheme":
		return meaning{schemeField, 2, inTop | inRequest | inURL}
	case "xforwardedproto":
		return meaning{schemeField, 3, everywhere}
	}
	return meaningOfWho(name)
}

func meaningOfWho(name []byte) meaning {
	switch string(name) {
	case "host":
		return meaning{hostField, 3, inTop | inRequest | inHeaders | inURL}
	case "httphost":
		return meaning{hostField, 4, everywhere}
	case "vhost", "servername", "urldomain", "domain", "server":
		return meaning{hostField, 1, inTop | inRequest | inURL}
	case "remoteaddr":
		return meaning{addressField, 2, everywhere}
	case "remoteip", "clientip", "clientaddr", "clientaddress", "sourceip", "netpeerip", "netsockpeeraddr", "h", "remotehost":
		return meaning{addressField, 2, inTop | inRequest}
	case "ip", "address", "client", "peer":
		return meaning{addressField, 1, inTop | inRequest | inClient}
	case "xrealip", "cfconnectingip", "trueclientip":
		return meaning{addressField, 3, everywhere}
	case "xforwardedfor", "xff", "forwardedfor":
		return meaning{forwardedField, 3, everywhere}
	case "forwarded":
		return meaning{forwardedField, 2, inRequest | inHeaders}
	case "userid", "enduserid", "usrid":
		return meaning{userField, 3, inTop | inRequest}
	case "username":
		return meaning{userField, 2, inTop | inRequest | inUser}
	case "user", "remoteuser", "uid", "usr":
		return meaning{userField, 1, inTop | inRequest}
	case "id", "pk":
		return meaning{userField, 3, inUser}
	case "email":
		return meaning{userField, 1, inUser}
	case "requestid", "xrequestid", "reqid":
		return meaning{requestField, 3, inTop | inRequest | inHeaders}
	case "correlationid", "xcorrelationid":
		return meaning{requestField, 2, inTop | inRequest | inHeaders}
	case "traceid", "uuid":
		return meaning{requestField, 1, inTop | inRequest}
	case "jti", "tokenid", "jwtid", "tokenjti", "jwtjti", "sid":
		return meaning{tokenField, 3, inTop}
	case "sub", "subject":
		return meaning{userField, 1, inTop}
	case "message", "msg", "shortmessage", "textpayload", "logmessage":
		return meaning{messageField, 3, inTop}
	case "event":
		return meaning{messageField, 2, inTop}
	}
	return meaning{}
}

// roomOf is what a nested value with this name is, inside of the room around it.
func roomOf(name []byte, around room) room {
	var folded [maxName]byte
	switch string(folded[:fold(&folded, name)]) {
	case "headers", "header", "requestheaders", "reqheaders", "httpheaders", "httprequestheaders", "responseheaders", "resheaders", "respheaders", "rawheaders":
		return inHeaders
	case "request", "req", "httprequest", "scope", "environ", "meta", "requestmeta":
		return inRequest
	case "http":
		return inRequest
	case "response", "resp", "res":
		return inResponse
	case "url", "uri":
		return inURL
	case "client", "source":
		return inClient
	case "user", "usr", "enduser":
		return inUser
	case "useragent":
		return inRequest
	case "attributes", "attrs", "extra", "fields", "context", "ctx", "record", "jsonpayload", "log", "labels", "event", "resource":
		if around == inTop {
			return inTop
		}
	}
	return inPayload
}
