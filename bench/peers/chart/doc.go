// Package chart draws the two charts of the comparison as SVG: bars with
// columns of text beside them, and small multiples of lines. The pictures hold
// no script and no font, and follow the reader's light or dark scheme.
package chart
