package checkpoint

import (
	"os"
	"path/filepath"

	"scrim/pipeline/system"
)

// tempSuffix follows the name of a file for its new content before that is
// renamed; the star is a number.
const tempSuffix = ".*.tmp"

// replace writes a file as a whole: after a crash there is the old one or the
// new one. The packages for this leave out the fsync of the folder, or Windows.
func replace(path string, text []byte) error {
	temp, err := writeTemp(path, text)
	if err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		_ = os.Remove(temp)
		return err
	}
	return system.SyncFolder(filepath.Dir(path))
}

// writeTemp writes the new content beside a file; it is on disk when this
// returns, and its mode is 0600.
func writeTemp(path string, text []byte) (temp string, err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+tempSuffix)
	if err != nil {
		return "", err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

// removeTemps removes what a write that was killed has left of a file.
func removeTemps(path string) {
	old, _ := filepath.Glob(path + tempSuffix)
	for _, temp := range old {
		_ = os.Remove(temp)
	}
}
