// Package system is what the operating system does for files beyond package os,
// and what it says when that fails, for whoever reads and writes files. It keeps
// no state.
package system
