package checkpoint

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/gofrs/flock"

	"scrim/pipeline/setting"
)

// maxPidText is how much of a lock file is read to tell who holds it.
const maxPidText = 20

// lock takes the lock of a checkpoint file and writes in it who holds it. The
// system frees it when the process ends, however it ends; the file stays.
func lock(path string) (*flock.Flock, error) {
	l := flock.New(path, flock.SetPermissions(0o600))
	free, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("cannot lock the checkpoint: %w", err)
	}
	if !free {
		_ = l.Close()
		return nil, setting.WithHint(fmt.Errorf("cannot lock the checkpoint %q: %s uses it", path, holder(path)), "give each scrim a state_dir of its own")
	}
	// Who it is serves people only: a full disk must not keep the lock away.
	_ = os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600)
	return l, nil
}

// holder names the process that has the lock, if the file can be read.
func holder(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return "another scrim"
	}
	defer f.Close()
	text := make([]byte, maxPidText)
	n, _ := f.Read(text)
	pid, err := strconv.Atoi(strings.TrimSpace(string(text[:n])))
	if err != nil {
		return "another scrim"
	}
	return fmt.Sprintf("another scrim (process %d)", pid)
}
