package chart

import (
	"math"
	"strconv"
	"strings"
)

// Number writes a figure with three significant digits, or all of them before
// the point, grouped by thousands: 11,612, 62.3, 0.0071.
func Number(v float64) string {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	// Of figures that begin with 9.99… the digits are those after rounding.
	exact, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 2, 64), 64)
	decimals := max(0, 2-int(math.Floor(math.Log10(math.Abs(exact)))))
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(text, ".")
	if fraction != "" {
		fraction = "." + fraction
	}
	return grouped(whole) + fraction
}

// Count writes a whole number, grouped by thousands.
func Count(n int) string { return grouped(strconv.Itoa(n)) }

// short writes a round figure, as on an axis, without needless zeros.
func short(v float64) string {
	round, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 6, 64), 64)
	whole, fraction, found := strings.Cut(strconv.FormatFloat(round, 'f', -1, 64), ".")
	if found {
		fraction = "." + fraction
	}
	return grouped(whole) + fraction
}

// grouped puts a comma before every third digit from the right.
func grouped(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return sign + digits
}
