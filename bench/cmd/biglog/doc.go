// Biglog writes a Django log of a given size, made by package corpus.
package main
