package corpus

import (
	"fmt"
	"strings"
)

// appendSQL is django.db.backends at DEBUG: the statement with its values, and
// the values once more as arguments.
func appendSQL(g *Generator, dst []byte, x *exchange) []byte {
	dst = fmt.Appendf(dst, "(DEBUG) %s django.db.backends (0.%03d) ", x.when.Format(commaMillis), x.millis)
	if x.secretAt == nowhere && g.oneIn(2) {
		return g.appendSelect(dst)
	}
	return append(appendInsert(dst, x.details), "; alias=default\n"...)
}

func (g *Generator) appendSelect(dst []byte) []byte {
	n := g.between(1, 99999)
	return fmt.Appendf(dst, "SELECT \"auth_user\".\"id\", \"auth_user\".\"is_staff\", \"auth_user\".\"date_joined\" FROM \"auth_user\" WHERE \"auth_user\".\"id\" = %d LIMIT 21; args=(%d,); alias=default\n", n, n)
}

func appendInsert(dst []byte, fields []field) []byte {
	names := make([]string, len(fields))
	values := make([]string, len(fields))
	for i, f := range fields {
		names[i] = `"` + f.key + `"`
		values[i] = string(appendPython(nil, f.value))
	}
	list := strings.Join(values, ", ")
	return fmt.Appendf(dst, "INSERT INTO \"shop_record\" (%s) VALUES (%s) RETURNING \"shop_record\".\"id\"; args=(%s)", strings.Join(names, ", "), list, list)
}
