// Package misuse writes what scrim audit found: as text for people, as one JSON
// document, or as one JSON object for each signal. What it gets holds no token and
// no claim, so it writes all of it.
package misuse
