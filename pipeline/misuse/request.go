package misuse

import "scrim/detectors"

// Request is one request as the log has it. Its bytes are valid during the call
// that it is given to.
type Request struct {
	// File is the number of the file, from Auditor.Open, Line the number of the
	// line from 1 on, Time in nanoseconds since 1970 or 0.
	File int
	Line int64
	Time int64

	Method, Path, Query []byte
	Status              int
	Scheme, Host        []byte
	Address, UserAgent  []byte
	User                []byte
	Credentials         []Credential
	SetCookies          []SetCookie
	// Form stands for the fields that lines like this one have, so that what no
	// such line tells is not taken for absent.
	Form uint8
	// AppendText appends the line as the filter writes it.
	AppendText func(dst []byte) []byte
	// AppendPath appends a path with all that the filter would mask in it hidden, as
	// [logline.Hide] does. It may be nil.
	AppendPath func(dst, path []byte) []byte
}

// Place is where a credential stood in a request.
type Place uint8

// The places.
const (
	InHeader Place = iota
	InCookie
	InQuery
	InReferer
)

// Credential is a token, a session id or a password of a request.
type Credential struct {
	Place       Place
	Fingerprint detectors.Fingerprint
	// Claims are those of a JWT, otherwise nil.
	Claims *Claims
	// Key says that it is a key that was made for a program, not by a login.
	Key bool
	// Once says that it is meant to be used once, in a link of a mail or a redirect.
	Once bool
}

// SetCookie is a cookie that a response sets.
type SetCookie struct {
	Name             []byte
	Secure, HTTPOnly bool
	// Session says that it holds a credential, CSRF that it guards forms, which
	// scripts have to read.
	Session, CSRF bool
}

// Event is a line of an application that is no request.
type Event struct {
	File          int
	Line          int64
	Time          int64
	Message, User []byte
	// Token is the id of the token that it names in a field of its own.
	Token      []byte
	AppendText func(dst []byte) []byte
}
