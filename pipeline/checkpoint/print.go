package checkpoint

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"scrim/pipeline/setting"
	"scrim/pipeline/system"
)

const (
	// HeadBytes is the most bytes of a file's beginning that a print covers:
	// enough for some lines with their times, and read at once.
	HeadBytes = 1 << 10
	// TailBytes is the most bytes before a position that a print covers.
	TailBytes = 64

	// keyName is the file in the state folder that holds the key of all prints.
	keyName = "print.key"
	// keyBytes is the length of the key: that of the hash.
	keyBytes = sha256.Size
	// macBytes is what is kept of a print: two files share it by chance once in
	// 2^64 pairs.
	macBytes = 16
)

// Print recognises bytes without telling them.
type Print struct {
	// Bytes is how many bytes it covers.
	Bytes int `json:"bytes"`
	// Code is their authentication code, in hexadecimal.
	Code string `json:"code"`
}

// Key makes prints. They can be compared only with those of the same key.
type Key struct{ secret [keyBytes]byte }

// Print is that of all of the bytes.
func (k *Key) Print(b []byte) Print {
	h := hmac.New(sha256.New, k.secret[:])
	h.Write(b)
	return Print{Bytes: len(b), Code: hex.EncodeToString(h.Sum(nil)[:macBytes])}
}

// Fits tells whether the bytes begin with those that the print was made of. An
// empty print fits everything.
func (k *Key) Fits(p Print, b []byte) bool {
	return p.Bytes <= len(b) && (p.Bytes == 0 || k.Print(b[:p.Bytes]) == p)
}

// id names the key in checkpoint files without telling it.
func (k *Key) id() string { return k.Print([]byte("scrim checkpoint")).Code }

// loadKey reads the key of a state folder, or makes one.
func loadKey(dir string) (*Key, error) {
	path := filepath.Join(dir, keyName)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return makeKey(dir, path)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read the key of checkpoints: %w", err)
	}
	return parseKey(path, text)
}

func parseKey(path string, text []byte) (*Key, error) {
	k := new(Key)
	b, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(b) != keyBytes {
		return nil, setting.WithHint(fmt.Errorf("the key of checkpoints in %q is damaged", path), startOver)
	}
	copy(k.secret[:], b)
	return k, nil
}

// makeKey makes the key of a new state folder. Of two sources that do so at once
// one wins, and both use its key: a link does not replace a file.
func makeKey(dir, path string) (*Key, error) {
	k := new(Key)
	if _, err := rand.Read(k.secret[:]); err != nil {
		return nil, fmt.Errorf("cannot make a key for checkpoints: %w", err)
	}
	temp, err := writeTemp(path, []byte(hex.EncodeToString(k.secret[:])+"\n"))
	if err != nil {
		return nil, fmt.Errorf("cannot write the key of checkpoints: %w", err)
	}
	defer func() { _ = os.Remove(temp) }()
	if err := os.Link(temp, path); errors.Is(err, fs.ErrExist) {
		return loadKey(dir)
	} else if err != nil {
		// Some file systems have no links.
		err = os.Rename(temp, path)
		if err != nil {
			return nil, fmt.Errorf("cannot write the key of checkpoints: %w", err)
		}
	}
	if err := system.SyncFolder(dir); err != nil {
		return nil, fmt.Errorf("cannot write the key of checkpoints: %w", err)
	}
	return k, nil
}
