package follow

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/checkpoint"
	"scrim/pipeline/source"
)

const (
	// pollShare limits what looking at files takes: after a look the follower
	// waits at least so many times as long as the look took.
	pollShare = 50
	// maxPolls is how many intervals it waits at most: a look that took long for
	// once, since the machine was busy, must not be the last one for minutes.
	maxPolls = 10
	// promptShare is that for looks that a notice has asked for.
	promptShare = 10
	// idleAfter is after which time an unchanged file gives its lane back.
	idleAfter = 10 * time.Second
	// successorWait is how long a path that rotation has freed is kept in mind: a
	// program may open its new file only when it has something to say.
	successorWait = time.Hour
)

// Source follows files. It is to be run once.
type Source struct {
	settings    Settings
	patterns    *patterns
	environment pipeline.Environment
}

// follower is a source that runs. One goroutine has it; files that have a turn
// belong to the reader that they have it with.
type follower struct {
	*Source
	lanes   *pipeline.Lanes
	ledger  *ledger
	watcher *watcher

	files   map[checkpoint.File]*file
	left    map[string]*file // what was last at paths that are free now
	names   map[string]*file // by the paths that the system tells of
	queue   []*file          // wait for a turn
	packed  []*file          // compressed ones
	holding []*file          // held until something is acknowledged
	first   bool             // the first look is not done
	known   map[string]bool  // patterns of the last run; nil if there was none

	turns, unpacks chan *file
	outcomes       chan outcome
	acked          chan struct{}
	complaints     map[string]bool

	pollAt time.Time // when to look at everything at the latest
	soonAt time.Time // when at the earliest
}

// Run follows files until ctx ends.
func (s *Source) Run(ctx context.Context, lanes *pipeline.Lanes) error {
	store, state, err := checkpoint.Open(s.environment.StateDir, s.environment.Name)
	if err != nil {
		return err
	}
	defer store.Close()
	l := newLedger(store.Key, state)
	f := &follower{
		Source: s, lanes: lanes, ledger: l,
		files: make(map[checkpoint.File]*file), left: make(map[string]*file), names: make(map[string]*file),
		first: true,
		turns: make(chan *file), unpacks: make(chan *file), outcomes: make(chan outcome, readers+1),
		acked: make(chan struct{}, 1), complaints: make(map[string]bool),
	}
	if state != nil {
		f.known = make(map[string]bool)
		for _, pattern := range state.Include {
			f.known[pattern] = true
		}
	}
	return f.run(ctx, &saver{store: store, ledger: l, include: s.patterns.include})
}

func (f *follower) run(ctx context.Context, s *saver) error {
	f.watcher = newWatcher(f.lanes.Log)
	f.look()
	f.first = false
	// Where files begin that were there before is kept before anything is read.
	f.ledger.again()
	if err := s.save(); err != nil {
		f.stop()
		return err
	}
	saving, stopSaving := context.WithCancel(context.WithoutCancel(ctx))
	var saves sync.WaitGroup
	saves.Go(func() { s.run(saving, f.lanes.Link, time.Duration(f.settings.CheckpointInterval)) })
	f.follow(ctx)
	drained := f.drain(context.WithoutCancel(ctx))
	stopSaving()
	saves.Wait()
	defer f.stop() // what is saved is looked up in the files once more
	return errors.Join(drained, s.save())
}

// follow reads until ctx ends.
func (f *follower) follow(ctx context.Context) {
	var all sync.WaitGroup
	defer func() {
		close(f.turns)
		close(f.unpacks)
		go func() {
			all.Wait()
			close(f.outcomes)
		}()
		for o := range f.outcomes { // the turns that were under way
			o.file.finished = o.verdict == finished
		}
	}()
	for range readers {
		all.Go(func() { f.newReader().work(ctx, f.turns, f.outcomes) })
	}
	all.Go(func() { f.newReader().work(ctx, f.unpacks, f.outcomes) })
	for {
		timer := time.NewTimer(time.Until(f.pollAt))
		turns, next := waiting(f.turns, f.queue)
		unpacks, nextPacked := waiting(f.unpacks, f.packed)
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
			f.look()
		case turns <- next:
			f.queue = f.queue[1:]
		case unpacks <- nextPacked:
			f.packed = f.packed[1:]
		case o := <-f.outcomes:
			f.take(o)
		case n := <-f.watcher.heard:
			f.hear(n)
		case <-f.acked:
			f.goOn()
			f.release()
		}
		timer.Stop()
	}
}

// waiting is the next of a queue and the channel to send it to: nil, which blocks,
// if there is none.
func waiting(c chan *file, queue []*file) (chan *file, *file) {
	if len(queue) == 0 {
		return nil, nil
	}
	return c, queue[0]
}

func (f *follower) newReader() *reader {
	return &reader{Source: f.Source, lanes: f.lanes, ledger: f.ledger, wake: f.wake}
}

// wake says that something was acknowledged that a file may wait for.
func (f *follower) wake() {
	select {
	case f.acked <- struct{}{}:
	default:
	}
}

// drain waits until everything that was read is acknowledged.
func (f *follower) drain(ctx context.Context) error {
	for _, one := range f.files {
		if one.lane != nil {
			if err := one.lane.Drain(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// stop closes what is open.
func (f *follower) stop() {
	f.watcher.close()
	for _, one := range f.files {
		one.closeLane()
		if !one.finished {
			_ = one.handle.Close()
		}
	}
}

// enqueue gives a file a turn.
func (f *follower) enqueue(one *file) {
	switch {
	case one.finished || one.after != nil:
	case one.busy:
		one.again = true
	default:
		one.busy = true
		if one.compression == source.Plain {
			f.queue = append(f.queue, one)
		} else {
			f.packed = append(f.packed, one)
		}
	}
}

// take takes a file back after its turn.
func (f *follower) take(o outcome) {
	one := o.file
	one.busy = false
	one.atEnd = o.verdict == atEnd || o.verdict == finished
	switch o.verdict {
	case more:
		f.enqueue(one)
	case waits:
		one.size = unlooked
	case held:
		f.hold(one)
	case failed:
		f.failed(one, o.err)
	case finished:
		one.finished, one.size = true, unlooked // it may have grown meanwhile
		f.forget(one)
	case atEnd:
		if one.complaint = ""; one.endLine {
			one.endLine = false
			f.ledger.change(one.record.Load(), func(r *record) { r.Moved = false })
		}
	}
	if one.again {
		one.again = false
		f.enqueue(one)
	}
	if one.waited.Load() {
		f.release()
	}
}

// failed says once what is wrong with a file. Most is tried again at the next
// look; what is wrong with compressed bytes lasts until they change.
func (f *follower) failed(one *file, err error) {
	if one.complaint != err.Error() {
		one.complaint = err.Error()
		f.lanes.Log.Warn("a file cannot be read now; it is looked at again", "path", one.path, "error", err)
	}
	broken := errors.Is(err, source.ErrTruncated) || errors.Is(err, source.ErrDamaged)
	switch {
	case one.last && (broken || isStale(err)):
		one.finished = true
		f.ledger.leave(one.record.Load(), nil)
		one.closeLane()
		_ = one.handle.Close()
		f.forget(one)
	case !broken:
		one.size = unlooked
	}
}

// forget ends following a file. One that is still there is kept in the table, so
// that it is not taken for a new one.
func (f *follower) forget(one *file) {
	if one.last || one.compression == source.Plain {
		delete(f.files, one.id)
	}
}

// hold keeps a file until enough of it is acknowledged.
func (f *follower) hold(one *file) {
	one.size = unlooked // the next look lets it go on, too
	if !one.held.Swap(true) {
		f.holding = append(f.holding, one)
	}
	f.goOn() // what was acknowledged before it was held has woken up nobody
}

// goOn gives those files a turn that were held long enough. One that has a turn
// for another reason is held again after it, or not.
func (f *follower) goOn() {
	f.holding = slices.DeleteFunc(f.holding, func(one *file) bool {
		busy := one.busy || one.finished
		if !busy && one.onItsWay(f.ledger) {
			return false
		}
		one.held.Store(false)
		if !busy {
			f.enqueue(one)
		}
		return true
	})
}

// release lets files begin that waited until another one was read to its end:
// what its last line has left open goes on in them.
func (f *follower) release() {
	for _, one := range f.files {
		if one.after == nil {
			continue
		}
		if before := one.after; before.finished || before.complaint != "" || !before.busy && before.settled(f.ledger) {
			resume := f.ledger.entry(before.record.Load()).Resume
			if before.inRecord {
				// The rest of a record that the runtime cut comes first in the
				// new file: alone it could show half of a secret.
				resume = pipeline.InDoubt
			}
			f.begin(one, resume)
			before.waited.Store(false)
			f.enqueue(one)
		}
	}
}

// hear takes notice of changes.
func (f *follower) hear(n notices) {
	now := time.Now()
	for path := range n.paths {
		if one := f.names[path]; one != nil {
			one.changed = now
			f.enqueue(one)
		}
	}
	if n.folders && f.pollAt.After(f.soonAt) {
		f.pollAt = f.soonAt
	}
}
