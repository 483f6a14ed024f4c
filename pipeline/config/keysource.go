package config

import (
	"os"
	"path/filepath"

	"scrim/pipeline/setting"
)

// keySource says where a key is to be read from: a file or a variable. The zero
// keySource is no key. Its texts never reach an error, lest someone has written
// the key itself there.
type keySource struct {
	file, env string
	at        position
}

// given tells whether the configuration names a key at all, rightly or not.
func (s keySource) given() bool { return s.at != position{} }

func hasKey(t table) bool { return t.has(keyKeyFile) || t.has(keyKeyEnv) }

// keySource reads key_file or key_env of a table that has one of them.
func (r *reader) keySource(t table) keySource {
	file, fileOK := r.text(t, keyKeyFile)
	env, envOK := r.text(t, keyKeyEnv)
	if t.has(keyKeyFile) && t.has(keyKeyEnv) {
		at := later(r.keyAt(t, keyKeyFile), r.keyAt(t, keyKeyEnv))
		r.fail(at, "keep one of them", "key_file and key_env exclude each other")
		return keySource{at: at}
	}
	switch {
	case fileOK:
		return keySource{file: file.text, at: file.at}
	case envOK && setting.IsVariableName(env.text):
		return keySource{env: env.text, at: env.at}
	case envOK:
		r.fail(env.at, setting.VariableHint, "this value is not the name of a variable")
		return keySource{at: env.at}
	}
	// Reported as a wrong type or as empty; a key was meant all the same.
	return keySource{at: r.places.find(t.path).key}
}

func later(a, b position) position {
	if a.line > b.line || a.line == b.line && a.col > b.col {
		return a
	}
	return b
}

// read fetches the key; a relative path starts at dir. A source that was
// reported as wrong already has no key and no error.
func (s keySource) read(dir string) ([]byte, *keyError) {
	switch {
	case s.env != "":
		value, ok := os.LookupEnv(s.env)
		if !ok {
			return nil, &keyError{msg: "the environment variable of this key is not set"}
		}
		return checkKey([]byte(value), "the environment variable of this key")
	case s.file == "":
		return nil, nil
	case filepath.IsAbs(s.file):
		return readKeyFile(s.file)
	}
	return readKeyFile(filepath.Join(dir, s.file))
}
