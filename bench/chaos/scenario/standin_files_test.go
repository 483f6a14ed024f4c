package scenario

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// files copies what is there and waits until it is told to end.
func (s *standIn) files(ctx context.Context) error {
	var paths []string
	for _, pattern := range s.Source[0].Include {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return err
		}
		paths = append(paths, found...)
	}
	out, err := os.OpenFile(s.Sink[0].Path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer out.Close()
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for line := range bytes.Lines(text) {
			if err := s.write(ctx, out, s.masked(line)); err != nil {
				return err
			}
		}
	}
	<-ctx.Done()
	return nil
}

func (s *standIn) write(ctx context.Context, out *os.File, line []byte) error {
	for len(line) > 0 {
		n, err := out.Write(line)
		line = line[n:]
		switch {
		case errors.Is(err, syscall.ENOSPC) && s.fault == "drops":
			return nil
		case errors.Is(err, syscall.ENOSPC) && s.fault != "ends":
			if pause(ctx, 10*time.Millisecond) != nil {
				return nil
			}
		case err != nil:
			return err
		}
	}
	return nil
}
