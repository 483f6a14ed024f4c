package verify

import (
	"bytes"
	"encoding/json"

	"scrim/bench/chaos/load"
	"scrim/bench/chaos/promise"
)

// halvesFrom is the length from which a half of a secret in the output is a
// leak, too.
const halvesFrom = 24

// holds says whether text has the secret in it, or half of a long one.
func holds(text, secret []byte) bool {
	if len(secret) < halvesFrom {
		return bytes.Contains(text, secret)
	}
	half := len(secret) / 2
	return bytes.Contains(text, secret[:half]) || bytes.Contains(text, secret[half:])
}

// checkValue compares a value with the one that was sent.
func checkValue(ledger *promise.Ledger, sent *load.Record, value []byte, at place) {
	if sent.Secret == nil {
		ledger.Check(Untouched, bytes.Equal(value, sent.Value), at)
		return
	}
	ledger.Check(NoSecret, !holds(value, sent.Secret), at)
	if sent.Block {
		return
	}
	before, after := sent.Value[:sent.At], sent.Value[sent.At+len(sent.Secret):]
	ledger.Check(Untouched, bytes.HasPrefix(value, before) && bytes.HasSuffix(value, after) &&
		len(value) > len(before)+len(after), at)
	if sent.Value[0] == '{' {
		ledger.Check(ValidJSON, json.Valid(value), at)
	}
}
