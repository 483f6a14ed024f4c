package config

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"scrim/detectors"
	"scrim/pipeline/system"
)

// maxKeyBytes is far more than any key needs, and keeps a mistaken path, to a
// device say, from filling the memory.
const maxKeyBytes = 64 << 10

// keyError is a key that cannot be had, in words that hold none of it.
type keyError struct {
	msg, hint string
	cause     error
}

func (e *keyError) Error() string { return e.msg }
func (e *keyError) Unwrap() error { return e.cause }

// ReadKey reads the key of [detectors.MaskHash] from a file: its whole content
// without one line end at its end, at least [detectors.MinKeyBytes].
func ReadKey(path string) ([]byte, error) {
	key, err := readKeyFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read key file %q: %w", path, err)
	}
	return key, nil
}

func readKeyFile(path string) ([]byte, *keyError) {
	content, err := readLimited(path, maxKeyBytes)
	if err != nil {
		return nil, &keyError{msg: err.Error(), cause: err}
	}
	content = bytes.TrimSuffix(content, []byte("\n"))
	return checkKey(bytes.TrimSuffix(content, []byte("\r")), "it")
}

// checkKey refuses a key that is too short; what is how the error calls it.
func checkKey(key []byte, what string) ([]byte, *keyError) {
	switch {
	case len(key) == 0:
		return nil, &keyError{msg: what + " is empty"}
	case len(key) < detectors.MinKeyBytes:
		return nil, &keyError{
			msg:  fmt.Sprintf("%s is shorter than %d bytes", what, detectors.MinKeyBytes),
			hint: "head -c 32 /dev/urandom | base64 makes a key",
		}
	}
	return key, nil
}

// readLimited reads a file of at most limit bytes. Its errors do not repeat the
// path, which the caller knows.
func readLimited(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, system.Cause(err)
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, system.Cause(err)
	}
	if int64(len(content)) > limit {
		return nil, fmt.Errorf("it is larger than %d KiB", limit>>10)
	}
	return content, nil
}
