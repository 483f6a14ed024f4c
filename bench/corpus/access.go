package corpus

import "fmt"

const (
	clfTime   = "02/Jan/2006:15:04:05 -0700"
	isoTime   = "2006-01-02T15:04:05-07:00"
	isoMicros = "2006-01-02T15:04:05.000000Z"
)

func appendCombined(dst []byte, x *exchange, protocol string) []byte {
	return fmt.Appendf(dst, `%s - - [%s] "%s %s %s" %d %d "%s" "%s"`, x.client, x.when.Format(clfTime),
		x.method, x.target, protocol, x.status, x.size, x.referer, x.agent)
}

func appendGunicorn(g *Generator, dst []byte, x *exchange) []byte {
	return append(appendCombined(dst, x, "HTTP/1.0"), '\n')
}

func appendNginx(g *Generator, dst []byte, x *exchange) []byte {
	return append(appendCombined(dst, x, "HTTP/1.1"), '\n')
}

// appendGunicornHeaders is an access format that an operator extended by
// %({authorization}i)s and %({cookie}i)s.
func appendGunicornHeaders(g *Generator, dst []byte, x *exchange) []byte {
	dst = appendCombined(dst, x, "HTTP/1.1")
	return fmt.Appendf(dst, " auth=\"%s\" cookie=\"%s\" sig=\"%s\"\n", orDash(x.authorization), orDash(x.cookie), orDash(x.signature))
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func appendNginxError(g *Generator, dst []byte, x *exchange) []byte {
	return fmt.Appendf(dst, "%s [error] %d#%d: *%d upstream timed out (110: Connection timed out) while reading response header from upstream, client: %s, server: shop.example.com, request: \"%s %s HTTP/1.1\", upstream: \"http://127.0.0.1:8000%s\", host: \"shop.example.com\"\n",
		x.when.Format("2006/01/02 15:04:05"), x.process, x.process, g.between(1, 99999), x.client, x.method, x.target, x.target)
}

func appendUWSGI(g *Generator, dst []byte, x *exchange) []byte {
	n := g.between(1, 9999)
	return fmt.Appendf(dst, "[pid: %d|app: 0|req: %d/%d] %s () {%d vars in %d bytes} [%s] %s %s => generated %d bytes in %d msecs (HTTP/1.1 %d) %d headers in %d bytes (1 switches on core %d)\n",
		x.process, n, n+1, x.client, g.between(22, 40), g.between(300, 900), x.when.Format("Mon Jan _2 15:04:05 2006"),
		x.method, x.target, x.size, x.millis, x.status, g.between(4, 9), g.between(160, 420), g.rand.IntN(2))
}

var statusText = map[int]string{200: "OK", 201: "Created", 302: "Found", 304: "Not Modified", 404: "Not Found", 500: "Internal Server Error"}

func appendUvicorn(g *Generator, dst []byte, x *exchange) []byte {
	return fmt.Appendf(dst, "INFO:     %s:%d - \"%s %s HTTP/1.1\" %d %s\n", x.client, g.between(32768, 60999), x.method, x.target, x.status, statusText[x.status])
}

// appendRunserver writes the development server's line, in colour where it
// went to a terminal.
func appendRunserver(g *Generator, dst []byte, x *exchange) []byte {
	line := fmt.Sprintf("[%s] \"%s %s HTTP/1.1\" %d %d", x.when.Format("02/Jan/2006 15:04:05"), x.method, x.target, x.status, x.size)
	if x.status >= 300 {
		return fmt.Appendf(dst, "\x1b[33m%s\x1b[0m\n", line)
	}
	return append(append(dst, line...), '\n')
}

func appendNginxJSON(g *Generator, dst []byte, x *exchange) []byte {
	dst = appendJSON(dst, compactJSON, []field{
		{"time", x.when.Format(isoTime)}, {"remote_addr", x.client}, {"method", x.method},
		{"uri", x.target}, {"status", x.status}, {"bytes", x.size}, {"rt", x.seconds()},
		{"referer", x.referer}, {"ua", x.agent}, {"xff", ""}, {"request_id", x.requestID},
		{"cookie", x.cookie}, {"authorization", x.authorization}, {"hub_signature", x.signature},
	})
	return append(dst, '\n')
}

// decimal is a number written as it stands.
type decimal string

func (x *exchange) seconds() decimal {
	return decimal(fmt.Sprintf("%d.%03d", x.millis/1000, x.millis%1000))
}
