package source

import (
	"io/fs"
	"os"
	"path/filepath"
)

// Found is a regular file that a walk found.
type Found struct {
	Path string // root joined with Rel
	Rel  string // below root, with the separators of the system
	Size int64  // bytes, as stored
}

// Walked is what a walk found.
type Walked struct {
	// Files are sorted by name, folder by folder.
	Files []Found
	// Links and Special count the symbolic links and the sockets, pipes and
	// devices that were passed over.
	Links, Special int
	// Errs are the folders and files that could not be looked at.
	Errs []error
}

// Walk lists the regular files below root, hidden ones included. Symbolic
// links are not followed, root itself excepted. Folders that are the same as
// one of except are left out.
func Walk(root string, except ...fs.FileInfo) Walked {
	var w Walked
	visit := func(rel string, entry fs.DirEntry, err error) error {
		if err != nil {
			w.Errs = append(w.Errs, failure("open", filepath.Join(root, rel), err))
			return nil
		}
		if entry.IsDir() {
			return skipIfExcepted(entry, except)
		}
		w.add(root, rel, entry)
		return nil
	}
	// DirFS follows a root that is a link, and its walk nothing below it.
	_ = fs.WalkDir(os.DirFS(root), ".", visit)
	return w
}

func skipIfExcepted(dir fs.DirEntry, except []fs.FileInfo) error {
	if len(except) == 0 {
		return nil
	}
	info, err := dir.Info()
	if err != nil {
		return nil // reading the folder reports it
	}
	for _, e := range except {
		if os.SameFile(info, e) {
			return fs.SkipDir
		}
	}
	return nil
}

// add files one entry that is not a folder.
func (w *Walked) add(root, rel string, entry fs.DirEntry) {
	path := filepath.Join(root, filepath.FromSlash(rel))
	switch {
	case entry.Type()&fs.ModeSymlink != 0:
		w.Links++
	case !entry.Type().IsRegular():
		w.Special++
	default:
		info, err := entry.Info()
		if err != nil {
			w.Errs = append(w.Errs, failure("open", path, err))
			return
		}
		w.Files = append(w.Files, Found{Path: path, Rel: filepath.FromSlash(rel), Size: info.Size()})
	}
}
