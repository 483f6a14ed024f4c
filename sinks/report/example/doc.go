// Package example makes up findings for the tests of report formats. Nothing in
// them was ever a secret.
package example
