package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"

	"scrim/pipeline"
	"scrim/pipeline/source"
	"scrim/sinks/file"
)

// unfinished is the file that is being written, if any.
type unfinished struct{ writing atomic.Pointer[file.Writer] }

// abandon leaves no temporary file behind when the program is ended.
func (u *unfinished) abandon() {
	if w := u.writing.Load(); w != nil {
		w.Abort()
	}
}

// refuseSame refuses to read what is being written.
func refuseSame(src *source.Source, out fs.FileInfo) error {
	if out == nil || !out.Mode().IsRegular() || !os.SameFile(src.Info, out) {
		return nil
	}
	return inputIsOutput(src.Name)
}

// append redacts one input to an output that all inputs share.
func (f *filter) append(dst io.Writer, out fs.FileInfo) work {
	return func(ctx context.Context, in input, src *source.Source) error {
		if err := refuseSame(src, out); err != nil {
			return err
		}
		_, err := f.redact(ctx, dst, src)
		if err == nil && ctx.Err() != nil && !in.isStdin() {
			return errInterrupted
		}
		return err
	}
}

// toStdout writes all inputs to standard output, one after the other.
func (f *filter) toStdout(ctx context.Context) error {
	info, err := os.Stdout.Stat()
	if err != nil {
		info = nil // writing reports it
	}
	err = f.each(ctx, f.append(f.out, info))
	if err == nil {
		err = f.out.Commit()
	}
	f.noteStdout(err)
	return err
}

// toFile writes all inputs to one file, or nothing if one of them failed.
func (f *filter) toFile(ctx context.Context) error {
	info, err := os.Stat(f.output)
	if err != nil {
		info = nil // a new file, or creating it reports the error
	}
	w, err := file.Create(f.output, file.Options{Compression: file.CompressionOf(f.output), Hash: f.evidence != nil})
	if err != nil {
		return err
	}
	f.writing.Store(w)
	defer w.Abort()
	if err := f.each(ctx, f.append(w, info)); err != nil {
		return err
	}
	if f.failed {
		return fmt.Errorf("%s was not written, because an input failed", shown(f.output))
	}
	if err := w.Commit(); err != nil {
		return err
	}
	f.noteFile(f.output, w, f.total.report.Lines)
	return nil
}

// folderMode are the permissions of a new folder, less the umask.
const folderMode fs.FileMode = 0o777

// toFolder writes one input below the output folder, stored as it was.
func (f *filter) toFolder(ctx context.Context, in input, src *source.Source) error {
	path := filepath.Join(f.output, in.rel)
	if info, err := os.Stat(path); err == nil {
		if err := refuseSame(src, info); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), folderMode); err != nil {
		return err
	}
	w, err := file.Create(path, file.Options{
		Compression: file.Compression(src.Compression),
		GzipHeader:  src.GzipHeader(),
		Mode:        src.Info.Mode().Perm(),
		Hash:        f.evidence != nil,
	})
	if err != nil {
		return err
	}
	return f.fill(ctx, path, w, src, keepAll)
}

// rewrite redacts one file in place; it stays untouched if nothing is masked.
func (f *filter) rewrite(ctx context.Context, in input, src *source.Source) error {
	w, err := file.Replace(in.path, src.Info, file.Options{
		Compression: file.Compression(src.Compression),
		GzipHeader:  src.GzipHeader(),
		Backup:      f.inPlace.suffix,
		Hash:        f.evidence != nil,
	})
	if err != nil {
		return err
	}
	return f.fill(ctx, in.path, w, src, func(r pipeline.Report) (bool, error) {
		if r.Withheld > 0 {
			// In place, [WITHHELD] would destroy the only copy of the record.
			return false, fmt.Errorf("%s was left as it was: %s withheld", shown(in.path), plural(r.Withheld, "record"))
		}
		if n := file.Names(src.Info); n > 1 && masked(r) > 0 {
			f.con.say("%s has %d names (hard links); the others keep the old content", shown(in.path), n)
		}
		return masked(r) > 0, nil
	})
}

// verdict decides from the report whether a file is to be put in place.
type verdict func(pipeline.Report) (keep bool, err error)

func keepAll(pipeline.Report) (bool, error) { return true, nil }

// fill redacts src to w and puts it in place at path, all or nothing.
func (f *filter) fill(ctx context.Context, path string, w *file.Writer, src *source.Source, decide verdict) error {
	f.writing.Store(w)
	defer w.Abort()
	r, err := f.redact(ctx, w, src)
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return errInterrupted
	}
	keep, err := decide(r)
	switch {
	case err != nil:
		return err
	case !keep:
		if f.evidence != nil {
			f.evidence.Unchanged(src, r)
		}
		return nil
	}
	// Some systems refuse to replace a file that is open.
	_ = src.Close()
	if err := w.Commit(); err != nil {
		return err
	}
	f.noteFile(path, w, r.Lines)
	return nil
}
