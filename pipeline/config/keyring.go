package config

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
)

// keyring reads each key once, however many kinds inherit it.
type keyring struct {
	dir, file string
	read      map[keySource][]byte
	errs      Errors
}

func (k *keyring) get(s keySource) []byte {
	key, known := k.read[s]
	if known {
		return slices.Clone(key)
	}
	key, err := s.read(k.dir)
	k.read[s] = key
	if err != nil {
		k.fail(s, err)
	}
	return slices.Clone(key)
}

func (k *keyring) fail(s keySource, err *keyError) {
	e := &Error{File: k.file, Line: s.at.line, Col: s.at.col, Msg: err.msg, Hint: err.hint}
	if s.file != "" {
		e.Msg = "cannot read this key file: " + e.Msg
		if !filepath.IsAbs(s.file) && errors.Is(err, fs.ErrNotExist) {
			e.Hint = "a relative path starts at the configuration file"
		}
	}
	k.errs = append(k.errs, e)
}
