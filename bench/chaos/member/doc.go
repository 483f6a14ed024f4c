// Package member runs processes of scrim, each with a folder, a configuration
// and a metrics port of its own, and ends them in all ways.
package member
