// Package leaks tells what leaked: it reads inputs through the engine that the
// filter uses and says of every finding where it stands, how bad that is, and
// which findings are one secret, without ever holding on to a value.
package leaks
