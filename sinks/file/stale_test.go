package file_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"scrim/sinks/file"
)

func TestRemoveStale(t *testing.T) {
	dir, _ := folder(t)
	yesterday := time.Now().Add(-24 * time.Hour)
	for _, name := range []string{".scrim-OLD", ".other", "app.log.1"} {
		write(t, filepath.Join(dir, name), "x")
		if err := os.Chtimes(filepath.Join(dir, name), yesterday, yesterday); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(dir, ".scrim-NEW"), "x")
	if err := file.RemoveStale(dir, time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	wantNames(t, dir, ".other .scrim-NEW app.log app.log.1")
	if err := file.RemoveStale(filepath.Join(dir, "none"), time.Now()); err == nil {
		t.Error("no error for a folder that is not there")
	}
}
