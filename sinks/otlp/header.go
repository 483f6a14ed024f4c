package otlp

import (
	"fmt"
	"net/http"
	"os"
	"strings"

	"golang.org/x/net/http/httpguts"

	"scrim/pipeline/system"
)

// header reads the headers of every request, the secret ones from their
// environment variables and files. Errors name those, never a value.
func (s *Settings) header(version string) (http.Header, error) {
	h := http.Header{}
	h.Set("User-Agent", "scrim/"+version)
	for name, value := range s.Headers {
		h.Set(name, value)
	}
	for name, variable := range s.HeaderEnv {
		value, ok := os.LookupEnv(variable)
		if err := setSecret(h, name, value); err != nil || !ok {
			return nil, fmt.Errorf("cannot set header %q from environment variable %q: %w", name, variable, orUnset(err, ok))
		}
	}
	for name, path := range s.HeaderFile {
		text, err := os.ReadFile(string(path))
		if err != nil { // the path may be the secret itself, so it is not shown
			return nil, fmt.Errorf("cannot read the file of header %q: %w", name, system.Cause(err))
		}
		if err := setSecret(h, name, strings.TrimRight(string(text), "\r\n")); err != nil {
			return nil, fmt.Errorf("cannot set header %q from file %q: %w", name, path, err)
		}
	}
	h.Set("Content-Type", protobufType)
	if s.Compression == compressGzip {
		h.Set("Content-Encoding", "gzip")
	}
	// A header without a value is not sent. It tells net/http that a request may
	// be sent again on a new connection if the receiver closes an idle one at
	// that moment, which is no outage.
	h["X-Idempotency-Key"] = nil
	return h, nil
}

func orUnset(err error, isSet bool) error {
	if !isSet {
		return fmt.Errorf("it is not set")
	}
	return err
}

func setSecret(h http.Header, name, value string) error {
	switch {
	case value == "":
		return fmt.Errorf("it is empty")
	case !httpguts.ValidHeaderFieldValue(value):
		return fmt.Errorf("it holds a character that no header may have")
	}
	h.Set(name, value)
	return nil
}
