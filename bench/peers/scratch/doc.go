// Package scratch makes folders that go away again.
package scratch
