// Gitleaks is a filter made of the detector of gitleaks with its default
// configuration: what it finds is replaced.
package main
