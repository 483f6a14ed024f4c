// Package measure runs commands over a file and tells what CPU time and memory
// they took, and on which machine.
package measure
