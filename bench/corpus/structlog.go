package corpus

import "fmt"

// requestRecord says whether the record is the middleware's (request started
// or finished) or the application's own: the secret decides, where there is
// one, since only one of them shows it.
func (g *Generator) requestRecord(x *exchange) bool {
	if x.secretAt == nowhere {
		return g.rand.IntN(5) > 0
	}
	return x.secretAt == inQuery
}

// structlogFields are the fields of a django-structlog record, without time,
// level and logger.
func (g *Generator) structlogFields(x *exchange) (logger, event string, fields []field) {
	who := []field{{"ip", x.client}, {"request_id", x.requestID}, {"user_id", x.user}}
	if g.requestRecord(x) {
		request := field{"request", x.method + " " + x.target}
		if g.oneIn(2) {
			return middleware, "request_finished", append([]field{{"code", x.status}, request}, who...)
		}
		return middleware, "request_started", append([]field{request, {"user_agent", x.agent}}, who...)
	}
	return "shop.views", x.message, append(x.details, who...)
}

const middleware = "django_structlog.middlewares.request"

func appendStructlogJSON(g *Generator, dst []byte, x *exchange) []byte {
	logger, event, fields := g.structlogFields(x)
	fields = append(fields, field{"event", event}, field{"timestamp", x.when.Format(isoMicros)}, field{"logger", logger}, field{"level", "info"})
	return append(appendJSON(dst, pythonJSON, fields), '\n')
}

// structlogOrdered are the fields with time, level and event in front.
func (g *Generator) structlogOrdered(x *exchange) []field {
	logger, event, fields := g.structlogFields(x)
	front := []field{{"timestamp", x.when.Format(isoMicros)}, {"level", "info"}, {"event", event}, {"logger", logger}}
	return append(front, fields...)
}

func appendStructlogKeyValue(g *Generator, dst []byte, x *exchange) []byte {
	return append(appendKeyValue(dst, g.structlogOrdered(x)), '\n')
}

func appendStructlogLogfmt(g *Generator, dst []byte, x *exchange) []byte {
	return append(appendLogfmt(dst, g.structlogOrdered(x)), '\n')
}

func appendStructlogConsole(g *Generator, dst []byte, x *exchange) []byte {
	logger, event, fields := g.structlogFields(x)
	dst = fmt.Appendf(dst, "%s [info     ] %-30s [%s] ", x.when.Format(isoMicros), event, logger)
	return append(appendKeyValue(dst, fields), '\n')
}

// appendStructlogColour is the console's output as a terminal gets it.
func appendStructlogColour(g *Generator, dst []byte, x *exchange) []byte {
	logger, event, fields := g.structlogFields(x)
	dst = fmt.Appendf(dst, "\x1b[2m%s\x1b[0m [\x1b[32m\x1b[1minfo     \x1b[0m] \x1b[1m%-30s\x1b[0m [\x1b[34m%s\x1b[0m]", x.when.Format(isoMicros), event, logger)
	for _, f := range fields {
		dst = fmt.Appendf(dst, " \x1b[36m%s\x1b[0m=\x1b[35m", f.key)
		dst = append(appendPython(dst, f.value), "\x1b[0m"...)
	}
	return append(dst, '\n')
}
