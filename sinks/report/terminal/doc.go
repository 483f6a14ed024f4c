// Package terminal writes what people read: colours where they are wanted, and
// names that cannot disturb a terminal or forge a line.
package terminal
