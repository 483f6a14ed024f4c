package corpus

import (
	"fmt"
	"strings"
)

// field is one named value of a structured record: a string, an int, or nil.
type field struct {
	key   string
	value any
}

// jsonStyle is how a JSON writer separates: nginx leaves no spaces, Python one.
type jsonStyle struct{ comma, colon string }

var (
	compactJSON = jsonStyle{",", ":"}
	pythonJSON  = jsonStyle{", ", ": "}
)

func appendJSON(dst []byte, style jsonStyle, fields []field) []byte {
	dst = append(dst, '{')
	for i, f := range fields {
		if i > 0 {
			dst = append(dst, style.comma...)
		}
		dst = appendJSONString(dst, f.key)
		dst = append(dst, style.colon...)
		dst = appendJSONValue(dst, f.value)
	}
	return append(dst, '}')
}

func appendJSONValue(dst []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(dst, "null"...)
	case string:
		return appendJSONString(dst, v)
	default:
		return fmt.Append(dst, v)
	}
}

// appendDict appends the fields as the repr of a Python dict.
func appendDict(dst []byte, fields []field) []byte {
	dst = append(dst, '{')
	for i, f := range fields {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = appendRepr(dst, f.key)
		dst = append(dst, ": "...)
		dst = appendPython(dst, f.value)
	}
	return append(dst, '}')
}

func appendPython(dst []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(dst, "None"...)
	case string:
		return appendRepr(dst, v)
	default:
		return fmt.Append(dst, v)
	}
}

// appendKeyValue appends the fields as structlog's KeyValueRenderer does.
func appendKeyValue(dst []byte, fields []field) []byte {
	for i, f := range fields {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, f.key...)
		dst = append(dst, '=')
		dst = appendPython(dst, f.value)
	}
	return dst
}

// appendLogfmt appends the fields as logfmt: quotes only where needed.
func appendLogfmt(dst []byte, fields []field) []byte {
	for i, f := range fields {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = append(dst, f.key...)
		dst = append(dst, '=')
		dst = appendLogfmtValue(dst, f.value)
	}
	return dst
}

func appendLogfmtValue(dst []byte, v any) []byte {
	s, isString := v.(string)
	switch {
	case v == nil:
		return dst
	case isString && strings.ContainsAny(s, " =\"\n"):
		return appendJSONString(dst, s)
	default:
		return fmt.Append(dst, v)
	}
}
