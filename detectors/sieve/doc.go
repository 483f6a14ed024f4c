// Package sieve finds the places of a text where one of many words may stand,
// for a third of a nanosecond a byte, whether there are ten words or a hundred
// thousand.
//
// Of each word a pair of adjacent bytes is chosen as its anchor: pairs that are
// rare in logs, and as few different ones as cover all words. A look-up for each
// pair of the text leaves one place in ten to one in a thousand. The bytes
// around such a place, as many as the words of that pair have in common, are
// hashed into a bitmap, and then hardly a place is left that is not the
// word's, or much of it. What stands there is for the caller to compare.
//
// A sieve knows nothing of encodings. The caller names pairs of bytes, marks, at
// which it wants to look by itself; they cost nothing more.
package sieve
