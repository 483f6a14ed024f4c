package scratch

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// Folder makes a folder in the system's temporary one and returns what removes
// it. An interrupt removes it too and ends the program with status 2, since it
// may hold copies of somebody's log.
func Folder(name string) (path string, remove func(), err error) {
	path, err = os.MkdirTemp("", name+"-")
	if err != nil {
		return "", nil, fmt.Errorf("cannot make a folder for logs: %w", err)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-stop
		os.RemoveAll(path)
		os.Exit(2)
	}()
	return path, func() { os.RemoveAll(path) }, nil
}
