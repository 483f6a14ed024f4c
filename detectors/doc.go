// Package detectors decides what is a secret and what it becomes.
package detectors
