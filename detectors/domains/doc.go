// Package domains knows the top-level domains, so that an address can be told
// from a file name, a package name or a decorator.
//
// All functions take one label without dots, never allocate and cost a few
// nanoseconds. The names are static data, generated from tld.txt: a program
// pays nothing for them at start.
package domains
