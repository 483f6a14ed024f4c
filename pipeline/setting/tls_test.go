package setting

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writePair makes a certificate for localhost, signed by itself, and its key.
func writePair(t *testing.T, folder, name string) (certFile, keyFile Path) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write := func(suffix, kind string, der []byte) Path {
		path := filepath.Join(folder, name+suffix)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
		return Path(path)
	}
	return write(".pem", "CERTIFICATE", der), write(".key", "EC PRIVATE KEY", keyDER)
}

// handshake connects a client with the given settings to a server that wants to
// see the client's certificate, and returns the name in it.
func handshake(t *testing.T, server *tls.Config, client *TLS) (name string, err error) {
	t.Helper()
	config, err := client.Config()
	if err != nil {
		return "", err
	}
	if config.ServerName == "" {
		config.ServerName = "localhost"
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	seen := make(chan string, 1)
	go func() {
		defer close(seen)
		raw, err := listener.Accept()
		if err != nil {
			return
		}
		defer raw.Close()
		conn := tls.Server(raw, server)
		if conn.Handshake() != nil {
			return
		}
		if certs := conn.ConnectionState().PeerCertificates; len(certs) > 0 {
			seen <- certs[0].Subject.CommonName
		}
		conn.Close()
	}()
	conn, err := tls.Dial("tcp", listener.Addr().String(), config)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	// In TLS 1.3 the client is done before the server has looked at its
	// certificate; the answer comes with the first read.
	if _, err := conn.Read(make([]byte, 1)); err != nil && err != io.EOF {
		return "", err
	}
	return <-seen, nil
}

func TestTLSConfig(t *testing.T) {
	folder := t.TempDir()
	serverCert, serverKey := writePair(t, folder, "localhost")
	clientCert, clientKey := writePair(t, folder, "client.example")
	pair, err := tls.LoadX509KeyPair(string(serverCert), string(serverKey))
	if err != nil {
		t.Fatal(err)
	}
	server := &tls.Config{Certificates: []tls.Certificate{pair}, ClientAuth: tls.RequestClientCert}
	empty := filepath.Join(folder, "empty.pem")
	if err := os.WriteFile(empty, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name     string
		settings TLS
		seen     string
		err      string
	}{
		{"the system's authorities do not know the server", TLS{}, "", "x509"},
		{"an authority of one's own", TLS{CAFile: serverCert}, "", ""},
		{"a certificate of one's own", TLS{CAFile: serverCert, CertFile: clientCert, KeyFile: clientKey}, "client.example", ""},
		{"another name than the server's", TLS{CAFile: serverCert, ServerName: "kafka.example"}, "", "kafka.example"},
		{"anything goes", TLS{InsecureSkipVerify: true}, "", ""},
		{"no file of authorities", TLS{CAFile: Path(filepath.Join(folder, "missing"))}, "", "cannot read the certificate authorities"},
		{"a file without authorities", TLS{CAFile: Path(empty)}, "", "holds no certificate"},
		{"the key of another certificate", TLS{CertFile: clientCert, KeyFile: serverKey}, "", "cannot use the certificate"},
	} {
		t.Run(test.name, func(t *testing.T) {
			seen, err := handshake(t, server, &test.settings)
			switch {
			case test.err == "" && err != nil:
				t.Fatal(err)
			case test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)):
				t.Fatalf("got error %v, want one with %q", err, test.err)
			case seen != test.seen:
				t.Fatalf("the server saw %q, want %q", seen, test.seen)
			}
		})
	}
}

func TestTLSRenewedCertificateIsUsed(t *testing.T) {
	folder := t.TempDir()
	certFile, keyFile := writePair(t, folder, "before.example")
	settings := &TLS{CertFile: certFile, KeyFile: keyFile}
	config, err := settings.Config()
	if err != nil {
		t.Fatal(err)
	}
	newCert, newKey := writePair(t, folder, "after.example")
	if err := os.Rename(string(newCert), string(certFile)); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(string(newKey), string(keyFile)); err != nil {
		t.Fatal(err)
	}
	got, err := config.GetClientCertificate(nil)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(got.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	if leaf.Subject.CommonName != "after.example" {
		t.Fatalf("the certificate is that of %q", leaf.Subject.CommonName)
	}
}

func TestTLSNilIsNoTLS(t *testing.T) {
	var none *TLS
	if config, err := none.Config(); config != nil || err != nil {
		t.Fatalf("got %v, %v", config, err)
	}
	if problems := none.Problems("tls"); problems != nil {
		t.Fatalf("got %v", problems)
	}
}

func TestTLSProblems(t *testing.T) {
	for _, test := range []struct {
		name     string
		settings TLS
		keys     []string
	}{
		{"empty", TLS{}, nil},
		{"all", TLS{CAFile: "a", CertFile: "b", KeyFile: "c", ServerName: "d"}, nil},
		{"certificate alone", TLS{CertFile: "b"}, []string{"tls.cert_file"}},
		{"key alone", TLS{KeyFile: "c"}, []string{"tls.key_file"}},
		{"anything and an authority", TLS{CAFile: "a", InsecureSkipVerify: true}, []string{"tls.insecure_skip_verify"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var keys []string
			for _, p := range test.settings.Problems("tls") {
				keys = append(keys, p.Key)
			}
			if strings.Join(keys, " ") != strings.Join(test.keys, " ") {
				t.Fatalf("got problems with %v, want %v", keys, test.keys)
			}
		})
	}
}
