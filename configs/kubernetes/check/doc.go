// Package check takes the manifests of the folder above as the API server of
// Kubernetes would, with its own code: decoding, defaults, validation, and the
// policy for restricted pods. It is a module of its own, since that code is large.
package check
