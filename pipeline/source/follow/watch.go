package follow

import (
	"errors"
	"log/slog"
	"time"

	"github.com/fsnotify/fsnotify"
)

// gather is how long notices are collected after the first one was passed on at
// once: the system keeps equal ones together meanwhile, so that a file that is
// written to all the time costs forty looks a second and not one for each line.
const gather = 25 * time.Millisecond

// notices is what the system has told of.
type notices struct {
	// paths have changed in their content.
	paths map[string]bool
	// folders says that files were made, renamed or deleted, or that notices
	// were lost.
	folders bool
}

// watcher learns of changes from the system. It is there for promptness only:
// network file systems tell nothing of what others write, and the system's room
// for it can be used up. So files and folders are looked at from time to time
// all the same.
type watcher struct {
	system *fsnotify.Watcher
	heard  chan notices
	log    *slog.Logger
	full   bool // a folder could not be watched, which was said
}

// newWatcher never fails: without the system's help changes are found later.
func newWatcher(log *slog.Logger) *watcher {
	w := &watcher{heard: make(chan notices), log: log}
	system, err := fsnotify.NewWatcher()
	if err != nil {
		w.complain(err)
		return w
	}
	w.system = system
	go w.listen()
	return w
}

func (w *watcher) complain(err error) {
	if !w.full {
		w.full = true
		w.log.Info("the system does not tell of all changes; files are looked at every poll_interval only", "error", err)
	}
}

// watch listens to these folders and to no others.
func (w *watcher) watch(folders map[string]bool) {
	if w.system == nil {
		return
	}
	there := make(map[string]bool)
	for _, folder := range w.system.WatchList() {
		there[folder] = true
		if !folders[folder] {
			_ = w.system.Remove(folder)
		}
	}
	for folder := range folders {
		if there[folder] {
			continue
		}
		if err := w.system.Add(folder); err != nil {
			w.complain(err)
		}
	}
}

// listen passes on the first notice at once and gathers those after it.
func (w *watcher) listen() {
	defer close(w.heard)
	for {
		n := notices{paths: make(map[string]bool)}
		if !w.wait(&n) {
			return
		}
		w.heard <- n
		time.Sleep(gather)
	}
}

// wait waits for one notice and takes those that are there with it.
func (w *watcher) wait(n *notices) (open bool) {
	select {
	case e, open := <-w.system.Events:
		if !open {
			return false
		}
		n.note(e)
	case err, open := <-w.system.Errors:
		if !open {
			return false
		}
		n.lost(err)
	}
	for {
		select {
		case e, open := <-w.system.Events:
			if !open {
				return true
			}
			n.note(e)
		case err := <-w.system.Errors:
			n.lost(err)
		default:
			return true
		}
	}
}

func (n *notices) note(e fsnotify.Event) {
	if e.Has(fsnotify.Write) {
		n.paths[e.Name] = true
	}
	if e.Has(fsnotify.Create) || e.Has(fsnotify.Rename) || e.Has(fsnotify.Remove) {
		n.folders = true
	}
}

// lost notes that more has happened than the system could keep.
func (n *notices) lost(err error) {
	if errors.Is(err, fsnotify.ErrEventOverflow) {
		n.folders = true
	}
}

// close ends listening.
func (w *watcher) close() {
	if w.system == nil {
		return
	}
	_ = w.system.Close()
	for range w.heard {
		// what was heard last is of no use
	}
}
