package setting

import (
	"errors"
	"io/fs"
)

// WithoutPath is the cause of an error about a file that should hold a secret. Of
// a file that cannot be read the path may be the secret itself, written where its
// file belongs.
func WithoutPath(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
