package json

import (
	"strconv"
	"time"

	"scrim/pipeline/leaks"
)

// timeLayout is RFC 3339 with milliseconds, which is what logs say.
const timeLayout = "2006-01-02T15:04:05.000Z"

// appendFinding appends a finding as an object. It allocates nothing if dst has
// room.
func appendFinding(dst []byte, l *leaks.Leak, keyID string) []byte {
	dst = appendText(append(dst, `{"file":`...), l.File)
	dst = strconv.AppendInt(append(dst, `,"line":`...), l.Line, 10)
	dst = strconv.AppendInt(append(dst, `,"column":`...), l.Column, 10)
	dst = appendText(append(dst, `,"kind":`...), l.Kind)
	dst = append(append(append(dst, `,"place":"`...), l.Place.ID()...), '"')
	dst = appendWeaknesses(append(dst, `,"cwe":`...), l.Weaknesses)
	dst = append(append(append(dst, `,"severity":"`...), l.Severity.String()...), '"')
	dst = append(l.Fingerprint.AppendHex(append(dst, `,"fingerprint":"`...)), '"')
	if keyID != "" {
		dst = appendText(append(dst, `,"key_id":`...), keyID)
	}
	if len(l.Endpoint) > 0 {
		dst = appendText(append(dst, `,"endpoint":`...), l.Endpoint)
	}
	if len(l.Logger) > 0 {
		dst = appendText(append(dst, `,"logger":`...), l.Logger)
	}
	if l.Time != 0 {
		dst = append(time.Unix(0, l.Time).UTC().AppendFormat(append(dst, `,"time":"`...), timeLayout), '"')
	}
	return append(dst, '}')
}

func appendWeaknesses(dst []byte, numbers []int) []byte {
	dst = append(dst, '[')
	for i, n := range numbers {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(strconv.AppendInt(append(dst, `"CWE-`...), int64(n), 10), '"')
	}
	return append(dst, ']')
}
