package corpus

import "fmt"

const commaMillis = "2006-01-02 15:04:05,000"

// appendPythonJSON is a record of python-json-logger: a request's summary or
// an event with its extras.
func appendPythonJSON(g *Generator, dst []byte, x *exchange) []byte {
	fields := []field{{"asctime", x.when.Format(commaMillis)}, {"levelname", "INFO"}}
	if g.requestRecord(x) {
		fields = append(fields, field{"name", "django.server"},
			field{"message", fmt.Sprintf("\"%s %s HTTP/1.1\" %d %d", x.method, x.target, x.status, x.size)},
			field{"module", "basehttp"}, field{"lineno", 213}, field{"status_code", x.status})
	} else {
		fields = append(fields, field{"name", "shop.events"}, field{"message", x.message},
			field{"module", "views"}, field{"lineno", g.between(12, 400)}, field{"event", x.event})
		fields = append(fields, x.details...)
	}
	return append(appendJSON(dst, pythonJSON, fields), '\n')
}

// appendNestedJSON logs a webhook's body as a string: JSON inside JSON.
func appendNestedJSON(g *Generator, dst []byte, x *exchange) []byte {
	body := appendJSON(nil, compactJSON, append([]field{{"id", x.requestID}, {"type", x.event}}, x.details...))
	dst = appendJSON(dst, pythonJSON, []field{
		{"asctime", x.when.Format(commaMillis)}, {"levelname", "DEBUG"}, {"name", "shop.webhooks"},
		{"message", "webhook received"}, {"body", string(body)}, {"status_code", x.status},
	})
	return append(dst, '\n')
}

// appendVerbose is the verbose formatter of Django's documentation.
func appendVerbose(g *Generator, dst []byte, x *exchange) []byte {
	dst = fmt.Appendf(dst, "INFO %s views %d 13975760799%d ", x.when.Format(commaMillis), x.process, x.process)
	if g.showsDetails(x) {
		dst = append(dst, "payload="...)
		return append(appendDict(dst, x.details), '\n')
	}
	return append(append(dst, x.message...), '\n')
}

// showsDetails says whether a record that has room for the message or for the
// details shows the details: always where they hold the secret.
func (g *Generator) showsDetails(x *exchange) bool {
	if x.secretAt == nowhere {
		return g.oneIn(3)
	}
	return x.secretAt == inDetails
}

func appendCelery(g *Generator, dst []byte, x *exchange) []byte {
	task := pick(g, []string{"send_email", "send_sms", "rebuild_index", "sync_orders"})
	dst = fmt.Appendf(dst, "[%s: INFO/MainProcess] Task shop.tasks.%s[%s] ", x.when.Format(commaMillis), task, x.requestID)
	if g.showsDetails(x) {
		dst = fmt.Appendf(dst, "received: args=(%d,) kwargs=", g.between(1, 9999))
		return append(appendDict(dst, x.details), '\n')
	}
	dst = fmt.Appendf(dst, "succeeded in 0.%ss: ", g.run(digits, 17))
	return append(appendRepr(dst, x.message), '\n')
}

// appendPEM is a setting that an application printed: a private key where one
// was planted, a certificate request's file name where not.
func appendPEM(g *Generator, dst []byte, x *exchange) []byte {
	dst = fmt.Appendf(dst, "DEBUG %s settings %d signing key:\n", x.when.Format(commaMillis), x.process)
	if x.block == "" {
		return append(dst, "  loaded from keys/signing.pem\n"...)
	}
	return append(append(dst, x.block...), '\n')
}
