package corpus

import (
	"fmt"
	"strings"
)

// header is one HTTP header.
type header struct{ name, value string }

// headers are the exchange's headers as the client sent them.
func (x *exchange) headers() []header {
	hs := []header{{"Host", "shop.example.com"}, {"User-Agent", x.agent}, {"Accept", "*/*"}, {"X-Request-ID", x.requestID}}
	for _, h := range []header{{"Authorization", x.authorization}, {"Cookie", x.cookie}, {"X-Hub-Signature-256", x.signature}} {
		if h.value != "" {
			hs = append(hs, h)
		}
	}
	return hs
}

// appendHeaderDump is a request as curl -v prints it.
func appendHeaderDump(g *Generator, dst []byte, x *exchange) []byte {
	dst = fmt.Appendf(dst, "> %s %s HTTP/1.1\n", x.method, x.target)
	for _, h := range x.headers() {
		dst = fmt.Appendf(dst, "> %s: %s\n", h.name, h.value)
	}
	return fmt.Appendf(dst, ">\n< HTTP/1.1 %d %s\n< Content-Type: application/json\n< Content-Length: %d\n<\n", x.status, statusText[x.status], x.size)
}

// appendASGIScope is the repr of an ASGI scope's headers.
func appendASGIScope(g *Generator, dst []byte, x *exchange) []byte {
	dst = fmt.Appendf(dst, "DEBUG:    %s - ASGI [%d] Started scope={'type': 'http', 'http_version': '1.1', 'method': '%s', 'path': '/', 'headers': [", x.client, g.between(1, 9999), x.method)
	for i, h := range x.headers() {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = fmt.Appendf(dst, "(b'%s', b'%s')", strings.ToLower(h.name), h.value)
	}
	return append(dst, "]}\n"...)
}

// appendHAR is a browser's capture of one request, on one line.
func appendHAR(g *Generator, dst []byte, x *exchange) []byte {
	dst = append(dst, `{"log":{"version":"1.2","creator":{"name":"Firefox","version":"133.0"},"entries":[{"startedDateTime":`...)
	dst = appendJSONString(dst, x.when.Format(isoMicros))
	dst = fmt.Appendf(dst, `,"time":%d,"request":{"method":"%s","url":`, x.millis, x.method)
	dst = appendJSONString(dst, "https://shop.example.com"+x.target)
	dst = append(dst, `,"httpVersion":"HTTP/1.1","headers":[`...)
	for i, h := range x.headers() {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendJSON(dst, compactJSON, []field{{"name", h.name}, {"value", h.value}})
	}
	return fmt.Appendf(dst, `]},"response":{"status":%d,"content":{"size":%d,"mimeType":"text/html"}}}]}}`+"\n", x.status, x.size)
}
