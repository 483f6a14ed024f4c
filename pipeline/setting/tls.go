package setting

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
)

// TLS is the table that says how a connection is encrypted and who is at its
// ends. An empty table asks for TLS with the system's certificate authorities.
type TLS struct {
	// CAFile has the certificates of the authorities that the other end's is
	// checked against, in PEM. They stand in for those of the system.
	CAFile Path `toml:"ca_file"`
	// CertFile and KeyFile, both or none, are our own certificate, with which
	// the other end recognises us.
	CertFile Path `toml:"cert_file"`
	KeyFile  Path `toml:"key_file"`
	// ServerName is the name in the other end's certificate, if it is not the
	// one in its address.
	ServerName string `toml:"server_name"`
	// InsecureSkipVerify takes any certificate.
	InsecureSkipVerify bool `toml:"insecure_skip_verify"`
}

// Problems is what is wrong with the table, as that of the given key. A nil TLS
// has none.
func (t *TLS) Problems(key string) []Problem {
	if t == nil {
		return nil
	}
	var problems []Problem
	if t.CertFile != "" && t.KeyFile == "" {
		problems = append(problems, Problem{key + ".cert_file", "a certificate needs its key", "set " + key + ".key_file too"})
	}
	if t.KeyFile != "" && t.CertFile == "" {
		problems = append(problems, Problem{key + ".key_file", "a key needs its certificate", "set " + key + ".cert_file too"})
	}
	if t.InsecureSkipVerify && (t.CAFile != "" || t.ServerName != "") {
		problems = append(problems, Problem{key + ".insecure_skip_verify",
			"ca_file and server_name mean nothing if any certificate is taken", "leave out insecure_skip_verify"})
	}
	return problems
}

// Config reads the files and returns what crypto/tls needs, or nil for a nil
// TLS. Our own certificate is read again for every connection, so that one that
// was renewed takes effect without a restart.
func (t *TLS) Config() (*tls.Config, error) {
	if t == nil {
		return nil, nil
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: t.ServerName, InsecureSkipVerify: t.InsecureSkipVerify}
	if t.CAFile != "" {
		authorities, err := t.authorities()
		if err != nil {
			return nil, err
		}
		config.RootCAs = authorities
	}
	if t.CertFile != "" {
		if _, err := t.certificate(nil); err != nil {
			return nil, err
		}
		config.GetClientCertificate = t.certificate
	}
	return config, nil
}

func (t *TLS) authorities() (*x509.CertPool, error) {
	text, err := os.ReadFile(string(t.CAFile))
	if err != nil {
		return nil, fmt.Errorf("cannot read the certificate authorities: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("cannot read the certificate authorities: %q holds no certificate in PEM", t.CAFile)
	}
	return pool, nil
}

func (t *TLS) certificate(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
	pair, err := tls.LoadX509KeyPair(string(t.CertFile), string(t.KeyFile))
	if err != nil {
		return nil, fmt.Errorf("cannot use the certificate %q with the key %q: %w", t.CertFile, t.KeyFile, err)
	}
	return &pair, nil
}

// Distrust finds in the failure of a connection that one of its ends does not
// believe the other's certificate, which no waiting mends. It returns which key of
// the table to look at, and that part of the error, which tells of certificates
// alone; an empty key means another failure.
func Distrust(failure error) (key string, err error) {
	var theirs *tls.CertificateVerificationError
	var ours *net.OpError
	switch {
	case errors.As(failure, &theirs):
		return "ca_file", theirs
	// An alert has no type that crypto/tls exports; this is its Op.
	case errors.As(failure, &ours) && ours.Op == "remote error":
		return "cert_file", ours
	}
	return "", nil
}
