package checkpoint

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"scrim/pipeline/setting"
)

// version is that of the file's form.
const version = 1

// startOver is what to do about a checkpoint that cannot be used.
const startOver = "restore the state folder from a backup, or move it away to read all files anew as `start` says"

// State is what a checkpoint file says.
type State struct {
	// Include are the patterns that the source had.
	Include []string
	// Entries are the files.
	Entries []Entry
}

// Store is the checkpoint file of one source, open and locked.
type Store struct {
	// Key makes the prints of the state folder.
	Key *Key

	dir, path string
	lock      *flock.Flock
}

// Open locks the checkpoint file of a source in a state folder, which it makes
// if it is not there, and reads it. The state is nil if the source has none yet.
func Open(dir, source string) (*Store, *State, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, setting.WithHint(fmt.Errorf("cannot make the state folder: %w", err), "set state_dir in [pipeline] to a folder that scrim may write to")
	}
	path := filepath.Join(dir, "checkpoint-"+source+".json")
	l, err := lock(path + ".lock")
	if err != nil {
		return nil, nil, err
	}
	removeTemps(path)
	s := &Store{dir: dir, path: path, lock: l}
	state, err := s.load()
	if err != nil {
		_ = l.Close()
		return nil, nil, err
	}
	return s, state, nil
}

func (s *Store) load() (*State, error) {
	text, err := os.ReadFile(s.path)
	first := errors.Is(err, fs.ErrNotExist)
	if err != nil && !first {
		return nil, fmt.Errorf("cannot read the checkpoint: %w", err)
	}
	if s.Key, err = loadKey(s.dir); err != nil || first {
		return nil, err
	}
	state, err := decode(text, s.Key.id())
	if err != nil {
		return nil, setting.WithHint(fmt.Errorf("cannot use the checkpoint %q: %w", s.path, err), startOver)
	}
	return state, nil
}

// Write replaces the file and returns how many bytes it has now. After an error
// the old content is in place; the write may be tried again.
func (s *Store) Write(state *State) (int, error) {
	text, err := encode(state, s.Key.id())
	if err != nil {
		return 0, fmt.Errorf("cannot write the checkpoint %q: %w", s.path, err)
	}
	if err := replace(s.path, text); err != nil {
		return 0, fmt.Errorf("cannot write the checkpoint: %w", err)
	}
	return len(text), nil
}

// Close gives the lock back.
func (s *Store) Close() error { return s.lock.Close() }

// header is the first line of the file; each further line but the last is an
// entry, so that people can search in it.
type header struct {
	Version int      `json:"version"`
	Key     string   `json:"key"`
	Include []string `json:"include"`
}

// content is the whole file.
type content struct {
	header
	Files *[]Entry `json:"files"`
}

func encode(state *State, key string) ([]byte, error) {
	head, err := json.Marshal(header{Version: version, Key: key, Include: state.Include})
	if err != nil {
		return nil, err
	}
	text := append(bytes.TrimSuffix(head, []byte("}")), `,"files":[`...)
	for i := range state.Entries {
		line, err := json.Marshal(&state.Entries[i])
		if err != nil {
			return nil, err
		}
		if i > 0 {
			text = append(text, ',')
		}
		text = append(append(text, '\n'), line...)
	}
	return append(text, "\n]}\n"...), nil
}

// errDamaged says nothing of what stands in the file, which may be anything.
var errDamaged = errors.New("it is damaged")

// decode is strict: what it cannot account for is damage.
func decode(text []byte, key string) (*State, error) {
	var c content
	if err := json.Unmarshal(text, &c.header); err != nil {
		return nil, errDamaged
	}
	if c.Version != version {
		return nil, fmt.Errorf("it has the form %d, and this scrim knows form %d only", c.Version, version)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return nil, errDamaged
	}
	if c.Files == nil {
		return nil, errDamaged
	}
	if c.Key != key {
		return nil, fmt.Errorf("it was not written with the key in %q", keyName)
	}
	return &State{Include: c.Include, Entries: *c.Files}, nil
}
