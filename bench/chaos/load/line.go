package load

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
)

func random(rnd *rand.Rand, alphabet string, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[rnd.IntN(len(alphabet))]
	}
	return b
}

// phrase is what a line says around its secret.
type phrase struct {
	before, after string
	secret        []byte
}

func pick(rnd *rand.Rand, of []string) string { return of[rnd.IntN(len(of))] }

// phrases are the ways in which secrets get into logs.
var phrases = []func(*rand.Rand) phrase{
	func(rnd *rand.Rand) phrase {
		return phrase{"Authorization: Bearer ", " was sent upstream", random(rnd, alphanumeric, 40)}
	},
	func(rnd *rand.Rand) phrase { return phrase{"refreshed access_token=", " for the app", jwt(rnd)} },
	func(rnd *rand.Rand) phrase {
		address := fmt.Appendf(nil, "%s.%s%06d@%s", pick(rnd, firstNames), pick(rnd, lastNames), rnd.IntN(1e6), pick(rnd, hosts))
		return phrase{"receipt mailed to ", " in the background", address}
	},
	func(rnd *rand.Rand) phrase {
		return phrase{"courier was given phone=", " as contact", fmt.Appendf(nil, "+4930%08d", 20000000+rnd.IntN(60000000))}
	},
	func(rnd *rand.Rand) phrase {
		return phrase{"Cookie: sessionid=", "; path is unchanged", random(rnd, "abcdefghijklmnopqrstuvwxyz"+digits, 32)}
	},
	func(rnd *rand.Rand) phrase {
		return phrase{"reconnected to postgres://shop:", "@db.shop.internal:5432/shop after a timeout", random(rnd, alphanumeric, 18)}
	},
}

func jwt(rnd *rand.Rand) []byte {
	part := base64.RawURLEncoding.EncodeToString
	head := part([]byte(`{"alg":"HS256","typ":"JWT"}`))
	body := part(fmt.Appendf(nil, `{"sub":"%d","exp":%d}`, rnd.IntN(1e9), Start.Unix()+rnd.Int64N(1e6)))
	return fmt.Appendf(nil, "%s.%s.%s", head, body, random(rnd, urlDigits, 43))
}

// line writes the record's value.
func (r *Record) line(rnd *rand.Rand, secret bool) {
	said := phrase{before: pick(rnd, remarks)}
	if secret {
		said = phrases[rnd.IntN(len(phrases))](rnd)
	}
	before, after := r.around(rnd)
	r.Value = append(append(append([]byte(before), said.before...), said.secret...), said.after+after...)
	if secret {
		r.Secret, r.At = said.secret, len(before)+len(said.before)
	}
}

// around is one of three formats; the message stands between its parts.
func (r *Record) around(rnd *rand.Rand) (before, after string) {
	at, mark := r.Time.Format("2006-01-02T15:04:05.000"), Mark(r.Partition, r.Seq)
	url := fmt.Sprintf("%s%d/?page=%d&sort=price", pick(rnd, paths), rnd.IntN(1e6), rnd.IntN(90))
	// A letter in front: twelve hexadecimal digits can be a phone number.
	id := fmt.Sprintf("r%s-%s", random(rnd, hexDigits, 7), random(rnd, hexDigits, 4))
	switch rnd.IntN(3) {
	case 0:
		return fmt.Sprintf(`{"timestamp": "%s", "level": "info", "logger": "%s", "request_id": "%s", "path": "%s", "event": "%s `,
				at, pick(rnd, loggers), id, url, mark),
			fmt.Sprintf(`", "status": 200, "duration_ms": %d, "host": "web-%d"}`, rnd.IntN(900), rnd.IntN(20))
	case 1:
		return fmt.Sprintf(`[%s] INFO %s [%s] views.py:%d "GET %s HTTP/1.1" 200 %d %s `,
				at, pick(rnd, loggers), id, rnd.IntN(400), url, rnd.IntN(90000), mark),
			fmt.Sprintf(` agent "%s"`, pick(rnd, agents))
	}
	return fmt.Sprintf(`%s level=info logger=%s request_id=%s path=%s %s msg="`, at, pick(rnd, loggers), id, url, mark),
		fmt.Sprintf(`" status=200 worker=%d agent="%s"`, rnd.IntN(8), pick(rnd, agents))
}
