package system

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCauseNamesNoPath(t *testing.T) {
	nowhere := filepath.Join(t.TempDir(), "nowhere")
	_, opened := os.Open(nowhere)
	renamed := os.Rename(nowhere, nowhere+"-else")
	for _, err := range []error{opened, renamed, fmt.Errorf("cannot read: %w", opened)} {
		if got := Cause(err); !errors.Is(got, fs.ErrNotExist) || strings.Contains(got.Error(), "nowhere") {
			t.Errorf("%v: got %v", err, got)
		}
	}
	if other := errors.New("other"); Cause(other) != other || Cause(nil) != nil {
		t.Error("another error is changed")
	}
}

func TestSyncFolder(t *testing.T) {
	if err := SyncFolder(t.TempDir()); err != nil {
		t.Error(err)
	}
}
