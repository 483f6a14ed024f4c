// Growth measures how the cost of scrim grows with the length of the lines, the
// share of lines with a secret, and the number of rules and of terms of one's
// own, and writes tables and a chart.
package main
