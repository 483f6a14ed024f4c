package corpus

import (
	"fmt"
	"strings"
)

// appendTraceback is django.request's error with the stack below it, the
// message repeated as the exception's text.
func appendTraceback(g *Generator, dst []byte, x *exchange) []byte {
	dst = fmt.Appendf(dst, "ERROR %s log %d 139757590222528 Internal Server Error: %s\nTraceback (most recent call last):\n", x.when.Format(commaMillis), x.process, x.target)
	for range g.between(2, 5) {
		dst = g.appendFrame(dst)
	}
	return fmt.Appendf(dst, "ValueError: %s\n", x.message)
}

func (g *Generator) appendFrame(dst []byte) []byte {
	f := pick(g, frames)
	dst = fmt.Appendf(dst, "  File \"%s\", line %d, in %s\n    %s\n", f.file, g.between(10, 700), f.function, f.code)
	return append(append(append(dst, "    "...), strings.Repeat("^", len(f.code))...), '\n')
}

type frame struct{ file, function, code string }

var frames = []frame{
	{"/srv/shop/venv/lib/python3.13/site-packages/django/core/handlers/exception.py", "inner", "response = get_response(request)"},
	{"/srv/shop/venv/lib/python3.13/site-packages/django/core/handlers/base.py", "_get_response", "response = wrapped_callback(request, *callback_args, **callback_kwargs)"},
	{"/srv/shop/shop/views.py", "checkout", "order = Order.objects.create(**self.cleaned(request))"},
	{"/srv/shop/shop/views.py", "profile", "token = request.headers.get(\"Authorization\", \"\")"},
	{"/usr/lib/python3.13/json/decoder.py", "decode", "obj, end = self.raw_decode(s, idx=_w(s, 0).end())"},
}
