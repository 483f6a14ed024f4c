package main

import (
	"errors"
	"slices"
	"strings"
)

// The parameters of RFC 3492, section 5.
const (
	punyBase      = 36
	punyMin       = 1
	punyMax       = 26
	punySkew      = 38
	punyDamp      = 700
	punyFirstBias = 72
	punyFirstRune = 128
	punyDelimiter = "-"
	punyDigits    = "abcdefghijklmnopqrstuvwxyz0123456789"
)

var errPunycode = errors.New("not punycode")

// decodePunycode turns the part behind xn-- into Unicode, as RFC 3492, section
// 6.2 says.
func decodePunycode(encoded string) (string, error) {
	var runes []rune
	if basic, rest, ok := cutLast(encoded, punyDelimiter); ok {
		runes, encoded = []rune(basic), rest
	}
	n, i, bias := punyFirstRune, 0, punyFirstBias
	for first := true; encoded != ""; first = false {
		delta, rest, err := decodeDelta(encoded, bias)
		if err != nil {
			return "", err
		}
		count := len(runes) + 1
		bias = adaptBias(delta, count, first)
		i += delta
		n += i / count
		i %= count
		runes = slices.Insert(runes, i, rune(n))
		i++
		encoded = rest
	}
	return string(runes), nil
}

// decodeDelta reads one number of variable length.
func decodeDelta(encoded string, bias int) (delta int, rest string, err error) {
	weight := 1
	for k := punyBase; encoded != ""; k += punyBase {
		digit := strings.IndexByte(punyDigits, encoded[0])
		if digit < 0 {
			break
		}
		encoded = encoded[1:]
		delta += digit * weight
		threshold := min(max(k-bias, punyMin), punyMax)
		if digit < threshold {
			return delta, encoded, nil
		}
		weight *= punyBase - threshold
	}
	return 0, "", errPunycode
}

// adaptBias follows RFC 3492, section 6.1.
func adaptBias(delta, count int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / count
	const span = punyBase - punyMin
	k := 0
	for delta > span*punyMax/2 {
		delta /= span
		k += punyBase
	}
	return k + (span+1)*delta/(delta+punySkew)
}

// cutLast slices a string around the last separator.
func cutLast(s, separator string) (before, after string, found bool) {
	if i := strings.LastIndex(s, separator); i >= 0 {
		return s[:i], s[i+len(separator):], true
	}
	return "", s, false
}
