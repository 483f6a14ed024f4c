package follow

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"scrim/pipeline/setting"
)

// lines are numbered, each longer than what makes a beginning known.
func lines(from, to int) (text string, each []string) {
	for i := from; i < to; i++ {
		each = append(each, fmt.Sprintf("2026-01-01T00:00:%02d line %d of a log with lines that are long enough to be told apart", i%60, i))
	}
	return strings.Join(each, "\n") + "\n", each
}

func TestUnfinishedLinesWaitAndAreHandedOnAfterRotation(t *testing.T) {
	for name, rotate := range map[string]func(s *site) error{
		"deleted":                func(s *site) error { return os.Remove(s.path("app.log")) },
		"renamed":                func(s *site) error { return os.Rename(s.path("app.log"), s.path("old")) },
		"renamed to a match":     func(s *site) error { return os.Rename(s.path("app.log"), s.path("app.log.1")) },
		"replaced with the path": func(s *site) error { return os.Rename(s.path("other"), s.path("app.log")) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, "app.log*")
			s.add("other", "")
			s.add("app.log", "one\nunfinished")
			s.start()
			s.want("app.log", "one")
			s.still()
			s.want("app.log", "one")
			s.do(rotate(s))
			s.until("the last line", func() bool { return s.sink.all() == 2 })
			if got := append(s.sink.got("app.log"), s.sink.got("app.log.1")...); got[1] != "unfinished" {
				t.Errorf("got %q", got)
			}
			s.stop()
			s.start()
			s.still()
			if s.sink.all() != 2 {
				t.Errorf("it was read again: %q", s.sink.lines)
			}
		})
	}
}

// TestUnfinishedLinesAreHandedOnAfterAStart: the rename, or the wait for late
// writes after it, may fall into a time without scrim.
func TestUnfinishedLinesAreHandedOnAfterAStart(t *testing.T) {
	for _, seen := range []bool{false, true} {
		t.Run(fmt.Sprintf("the rename was seen %v", seen), func(t *testing.T) {
			s := newSite(t, "app.log*")
			wait := s.settings.RotateWait
			s.settings.RotateWait = setting.Duration(time.Hour)
			s.add("app.log", "one\nunfinished")
			s.start()
			s.want("app.log", "one")
			rename := func() { s.do(os.Rename(s.path("app.log"), s.path("app.log.1"))) }
			if seen {
				rename()
				s.until("the checkpoint", func() bool {
					state, err := os.ReadFile(filepath.Join(s.state, "checkpoint-file.json"))
					return err == nil && strings.Contains(string(state), "app.log.1")
				})
			}
			s.stop()
			if !seen {
				rename()
			}
			s.settings.RotateWait = wait
			s.start()
			s.want("app.log.1", "unfinished")
			s.stop()
			s.start()
			s.still()
			if s.sink.all() != 2 {
				t.Errorf("it was read again: %q", s.sink.lines)
			}
		})
	}
}

// TestEmptyFilesHoldNothingUp: rotation renames a log also if nothing was written
// to it, and what is open goes on after it.
func TestEmptyFilesHoldNothingUp(t *testing.T) {
	for _, stopped := range []bool{false, true} {
		t.Run(fmt.Sprintf("stopped %v", stopped), func(t *testing.T) {
			s := newSite(t, "app.log*")
			s.add("app.log", "one\n-----BEGIN PRIVATE KEY-----\n")
			rotate := func() {
				if stopped && s.stop != nil {
					s.stop()
				}
				s.do(errors.Join(os.Rename(s.path("app.log.1"), s.path("app.log.2")), os.Rename(s.path("app.log"), s.path("app.log.1"))))
			}
			s.start()
			s.want("app.log", "one", "-----BEGIN PRIVATE KEY-----")
			s.do(os.WriteFile(s.path("app.log.1"), nil, 0o600))
			rotate()
			s.do(os.WriteFile(s.path("app.log"), nil, 0o600))
			if stopped {
				s.start()
			}
			s.still()
			rotate()
			body := strings.Repeat("QUJD", 16)
			s.add("app.log", body+"\n"+body+"\n-----END PRIVATE KEY-----\ntwo\n")
			if stopped {
				s.start()
			}
			mask := "[FILTERED_PRIVATE_KEY]"
			s.want("app.log", "one", "-----BEGIN PRIVATE KEY-----", mask, mask, "-----END PRIVATE KEY-----", "two")
		})
	}
}

// TestBlocksOverRotationsThatNobodySaw: a key's block is masked in every part of a
// log, also if it was rotated twice before it was looked at.
func TestBlocksOverRotationsThatNobodySaw(t *testing.T) {
	body := strings.Repeat("QUJD", 16)
	const mask = "[FILTERED_PRIVATE_KEY]"
	for name, known := range map[string]bool{"a log that is new": false, "a log that was followed": true} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, "app.log*")
			rotate := func() {
				for _, names := range [][2]string{{"app.log.1", "app.log.2"}, {"app.log", "app.log.1"}} {
					if err := os.Rename(s.path(names[0]), s.path(names[1])); err != nil && !errors.Is(err, os.ErrNotExist) {
						t.Fatal(err)
					}
				}
			}
			s.add("app.log", "one\n-----BEGIN PRIVATE KEY-----\n"+body+"\n")
			written := time.Now().Add(-time.Hour)
			oldest := "app.log.2"
			if known {
				s.start()
				s.want("app.log", "one", "-----BEGIN PRIVATE KEY-----", mask)
				s.stop()
				oldest = "app.log"
			}
			for _, next := range []string{body + "\n" + body + "\n", body + "\n-----END PRIVATE KEY-----\ntwo\n"} {
				s.do(os.Chtimes(s.path("app.log"), written, written))
				written = written.Add(time.Minute)
				rotate()
				s.add("app.log", next)
			}
			s.start()
			s.want("app.log.1", mask, mask)
			if !known {
				s.want(oldest, "one", "-----BEGIN PRIVATE KEY-----", mask)
			}
			want := []string{mask, "-----END PRIVATE KEY-----", "two"}
			if known {
				want = append([]string{"one", "-----BEGIN PRIVATE KEY-----", mask}, want...)
			}
			s.want("app.log", want...)
		})
	}
}

// TestNumbersOfDeletedFiles: files that are made anew while scrim is stopped may
// get each other's inodes, and do not wait for each other.
func TestNumbersOfDeletedFiles(t *testing.T) {
	s := newSite(t, "*.log")
	inode := func(name string) string {
		info, err := os.Stat(s.path(name))
		s.do(err)
		id, err := identify(s.path(name), info)
		s.do(err)
		return fmt.Sprintf(`"inode":%d,`, id.Inode)
	}
	s.add("a.log", "one\n")
	s.add("b.log", "one\n")
	s.start()
	s.want("a.log", "one")
	s.want("b.log", "one")
	s.stop()
	oldA, oldB := inode("a.log"), inode("b.log")
	for _, name := range []string{"a.log", "b.log"} {
		s.do(os.Rename(s.path(name), filepath.Join(s.state, name)))
		s.add(name, "the second of "+name+"\n")
	}
	// What many file systems do by themselves.
	path := filepath.Join(s.state, "checkpoint-file.json")
	state, err := os.ReadFile(path)
	s.do(err)
	text := string(state)
	swapped := strings.NewReplacer(oldA, inode("b.log"), oldB, inode("a.log")).Replace(text)
	if strings.Contains(swapped, oldA) || swapped == text {
		t.Fatal("the checkpoint is written otherwise")
	}
	s.do(os.WriteFile(path, []byte(swapped), 0o600))
	s.start()
	s.want("a.log", "one", "the second of a.log")
	s.want("b.log", "one", "the second of b.log")
}

// TestIdleFilesKeepUnfinishedLines: a file that gave its lane back goes on with
// the line that it had begun.
func TestIdleFilesKeepUnfinishedLines(t *testing.T) {
	s := newSite(t, "app.log")
	s.add("app.log", "one\nunfin")
	s.start()
	s.want("app.log", "one")
	s.stop()
	s.add("app.log", "ished\ntwo\n")
	s.start()
	s.want("app.log", "one", "unfinished", "two")
}

func TestCutFiles(t *testing.T) {
	first, firstLines := lines(0, 40)
	second, secondLines := lines(100, 103)
	longer, longerLines := lines(200, 280)
	late := strings.Replace(longer, longer[:len(firstLines[0])*20], first[:len(firstLines[0])*20], 1)
	// All but the first bytes is what was there, and more follows.
	early := "x" + first[1:] + longer
	// What is longer is written over the old content: it is never seen to shrink.
	cut := func(s *site, text string) {
		flag := os.O_WRONLY
		if len(text) < len(first) {
			flag |= os.O_TRUNC
		}
		f, err := os.OpenFile(s.path("app.log"), flag, 0)
		s.do(err)
		_, err = f.WriteAt([]byte(text), 0)
		s.do(errors.Join(err, f.Close()))
	}
	for name, with := range map[string]struct {
		text  string
		lines []string
	}{
		"shorter": {second, secondLines}, "longer": {longer, longerLines}, "one line": {"x\n", []string{"x"}},
		"same beginning, longer":  {late, strings.Split(strings.TrimSuffix(late, "\n"), "\n")},
		"same end, longer":        {early, strings.Split(strings.TrimSuffix(early, "\n"), "\n")},
		"same beginning, shorter": {first[:len(first)/2] + "\n", append(append([]string{}, firstLines[:19]...), strings.Split(first[:len(first)/2], "\n")[19:]...)},
	} {
		for _, stopped := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, stopped %v", name, stopped), func(t *testing.T) {
				s := newSite(t, "app.log")
				s.add("app.log", first)
				s.start()
				s.want("app.log", firstLines...)
				if stopped {
					s.stop()
				}
				cut(s, with.text)
				if stopped {
					s.start()
				}
				s.want("app.log", append(append([]string{}, firstLines...), with.lines...)...)
			})
		}
	}
}

// TestCopiesGoOn: logrotate's copytruncate, where the copy matches too. What was
// not read before the cut is read from the copy, and nothing twice.
func TestCopiesGoOn(t *testing.T) {
	s := newSite(t, "app.log*")
	first, firstLines := lines(0, 40)
	missed, missedLines := lines(40, 50)
	second, secondLines := lines(100, 103)
	s.add("app.log", first)
	s.start()
	s.want("app.log", firstLines...)
	s.stop()
	s.add("app.log", missed)
	whole, err := os.ReadFile(s.path("app.log"))
	s.do(err)
	s.add("app.log.1", string(whole))
	s.do(os.Truncate(s.path("app.log"), 0))
	s.add("app.log", second)
	s.start()
	s.want("app.log", append(firstLines, secondLines...)...)
	s.want("app.log.1", missedLines...)

	// And while it runs.
	s.do(os.Rename(s.path("app.log.1"), s.path("app.log.2")))
	s.add("app.log.1", second)
	s.do(os.Truncate(s.path("app.log"), 0))
	s.add("app.log", "the last\n")
	s.want("app.log", append(append(firstLines, secondLines...), "the last")...)
	s.still()
	s.want("app.log.1", missedLines...)
}

// TestEqualBeginnings: files that only begin alike are files of their own.
func TestEqualBeginnings(t *testing.T) {
	s := newSite(t, "*.log")
	banner, bannerLines := lines(0, 30)
	s.add("a.log", banner)
	s.start()
	s.want("a.log", bannerLines...)
	s.add("b.log", banner+"b\n")
	s.want("b.log", append(bannerLines, "b")...)
	s.do(os.Remove(s.path("a.log")))
	s.until("the end of a.log", func() bool { s.still(); return true })
	s.add("a.log", banner)
	s.want("a.log", append(bannerLines, bannerLines...)...)
	s.add("c.log", banner)
	s.want("c.log", bannerLines...)
}

func TestLinksAreFollowedOnce(t *testing.T) {
	s := newSite(t, "*.log", "a*.log", "**/*.log")
	s.do(os.Mkdir(s.path("pods"), 0o700))
	s.add("pods/0.txt", "one\n")
	s.do(os.Symlink(s.path("pods/0.txt"), s.path("a.log")))
	s.do(os.Symlink("a.log", s.path("b.log")))
	s.do(os.Link(s.path("pods/0.txt"), s.path("pods/hard.log")))
	s.do(os.Symlink("nowhere", s.path("dangling.log")))
	s.start()
	s.want("a.log", "one")
	s.add("pods/0.txt", "two\n")
	s.want("a.log", "one", "two")
	s.do(os.Remove(s.path("pods/hard.log")))
	s.do(os.Rename(s.path("pods/0.txt"), s.path("pods/0.old")))
	s.add("pods/0.old", "three\n")
	s.add("pods/0.txt", "four\n")
	s.want("a.log", "one", "two", "three", "four")
	s.still()
	if s.sink.all() != 4 {
		t.Errorf("got %q", s.sink.lines)
	}
}

// key is the middle of a private key.
func key() (text string, line string) {
	line = strings.Repeat("MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", 2)
	return strings.Repeat(line+"\n", 4), line
}

// TestBlocksGoOverRotation: what a lane carries goes on in the next file.
func TestBlocksGoOverRotation(t *testing.T) {
	for name, rotate := range map[string]func(s *site){
		"renamed":     func(s *site) { s.do(os.Rename(s.path("app.log"), s.path("old"))) },
		"matches too": func(s *site) { s.do(os.Rename(s.path("app.log"), s.path("app.log.1"))) },
		"deleted":     func(s *site) { s.do(os.Remove(s.path("app.log"))) },
		"deleted, late": func(s *site) {
			s.do(os.Remove(s.path("app.log")))
			s.still()
			s.still()
		},
		"cut":             func(s *site) { s.do(os.Truncate(s.path("app.log"), 0)) },
		"stopped":         func(s *site) { s.stop(); s.do(os.Rename(s.path("app.log"), s.path("old"))); defer s.start() },
		"stopped, match":  func(s *site) { s.stop(); s.do(os.Rename(s.path("app.log"), s.path("app.log.1"))); defer s.start() },
		"stopped, delete": func(s *site) { s.stop(); s.do(os.Remove(s.path("app.log"))); defer s.start() },
		"stopped, match, late": func(s *site) {
			s.stop()
			s.do(os.Rename(s.path("app.log"), s.path("app.log.1")))
			s.start()
			s.still()
			s.still()
		},
		"stopped, match, there": func(s *site) {
			s.stop()
			s.do(os.Rename(s.path("app.log"), s.path("app.log.1")))
			s.add("app.log", "")
			s.start()
			s.still()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, "app.log*")
			text, line := key()
			s.add("app.log", "before\n-----BEGIN PRIVATE KEY-----\n"+text)
			s.start()
			s.until("the first part", func() bool { return s.sink.all() == 6 })
			rotate(s)
			if s.stop == nil {
				t.Fatal("it does not run")
			}
			s.add("app.log", text+"-----END PRIVATE KEY-----\nafter\n")
			s.until("the second part", func() bool { return s.sink.all() == 12 })
			got := s.sink.got("app.log")
			if strings.Contains(strings.Join(got, "\n"), line[:20]) || got[0] != "before" || got[len(got)-1] != "after" {
				t.Errorf("got %q", got)
			}
		})
	}
}

// TestRotatedAwayWhileStopped: a name that no pattern matches is found beside the
// old one.
func TestRotatedAwayWhileStopped(t *testing.T) {
	s := newSite(t, "app.log")
	text, each := lines(0, 3)
	s.add("app.log", text)
	s.start()
	s.want("app.log", each...)
	s.stop()
	s.add("app.log", "missed\n")
	s.do(os.Rename(s.path("app.log"), s.path("app.log.1")))
	s.add("app.log", "next\n")
	s.add("unrelated", "never\n")
	s.start()
	s.want("app.log", append(each, "next")...)
	s.want("app.log.1", "missed")
	s.still()
	if s.sink.all() != 5 {
		t.Errorf("got %q", s.sink.lines)
	}
}

// TestStartAtTheEnd: what is there at first is left out, but for a line that is
// not finished; what comes later is not, also while scrim is stopped.
func TestStartAtTheEnd(t *testing.T) {
	s := newSite(t, "*.log")
	s.settings.Start = end
	s.add("a.log", "old\nhalf a ")
	s.add("b.log", "old\n")
	s.do(os.WriteFile(s.path("c.log"), packed(t, "old\n"), 0o600))
	old := time.Now().Add(-time.Hour)
	s.do(os.Chtimes(s.path("c.log"), old, old))
	s.start()
	s.until("the first checkpoint", func() bool { return exists(filepath.Join(s.state, "checkpoint-file.json")) })
	s.add("a.log", "line\n")
	s.want("a.log", "half a line")
	s.add("new.log", "one\n")
	s.want("new.log", "one")
	s.stop()
	s.add("b.log", "later\n")
	s.do(os.Rename(s.path("a.log"), s.path("a.old")))
	s.add("a.log", "rotated\n")
	s.start()
	s.want("b.log", "later")
	s.want("a.log", "half a line", "rotated")
	s.stop()
	s.settings.Include = append(s.settings.Include, s.settings.Include[0][:len(s.settings.Include[0])-3]+"txt")
	s.add("d.txt", "old\n")
	s.start()
	s.still()
	s.add("d.txt", "new\n")
	s.want("d.txt", "new")
	s.still()
	if s.sink.all() != 5 {
		t.Errorf("got %q", s.sink.lines)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// TestReusedInode: a new file with the numbers of a deleted one, and with the
// same beginning, is told by what stands before the position.
func TestReusedInode(t *testing.T) {
	s := newSite(t, "app.log")
	text, each := lines(0, 60)
	s.add("app.log", text)
	s.start()
	s.want("app.log", each...)
	s.stop()
	other, otherLines := lines(100, 160)
	head, headLines := lines(0, 20)
	s.do(os.WriteFile(s.path("app.log"), []byte(head+other), 0o600)) // keeps the inode
	s.start()
	s.want("app.log", append(append(each, headLines...), otherLines...)...)
}

// TestCopiesHaveTheWholeLine: of a line that was half there when its file was cut
// the copy has all.
func TestCopiesHaveTheWholeLine(t *testing.T) {
	s := newSite(t, "app.log*")
	text, each := lines(0, 3)
	s.add("app.log", text+"half a ")
	s.start()
	s.want("app.log", each...)
	s.still()
	s.do(os.Truncate(s.path("app.log"), 0))
	s.want("app.log", append(each, "half a ")...)
	s.add("app.log.1", text+"half a line\n")
	s.want("app.log.1", "half a line")
}

// TestInodeOfADeletedFile: a file with the inode and the content of a deleted one
// is another file.
func TestInodeOfADeletedFile(t *testing.T) {
	s := newSite(t, "*.log")
	text, each := lines(0, 30)
	s.add("a.log", text)
	was, err := os.Stat(s.path("a.log"))
	s.do(err)
	s.start()
	s.want("a.log", each...)
	s.stop()
	s.do(os.Remove(s.path("a.log")))
	for i := range 100 {
		name := fmt.Sprint("new", i)
		s.add(name, text)
		now, err := os.Stat(s.path(name))
		s.do(err)
		if os.SameFile(was, now) {
			s.do(os.Rename(s.path(name), s.path("b.log")))
			f, err := os.Open(s.path("b.log"))
			s.do(err)
			defer f.Close()
			if born(f) == 0 {
				t.Skip("this file system does not tell when a file was made")
			}
			s.start()
			s.want("b.log", each...)
			return
		}
	}
	t.Skip("this file system does not use an inode again soon")
}

// TestCutRecordsGoOverRotation: the rest of a record whose first part ends the old
// file is not shown, since it may be half of a secret.
func TestCutRecordsGoOverRotation(t *testing.T) {
	const head = "2026-11-22T10:15:31.123456789Z stdout "
	s := newSite(t, "app.log*")
	s.add("app.log", head+"F before\n"+head+"P Authorization: Bearer abcdefgh\n")
	s.start()
	s.want("app.log", head+"F before")
	s.do(os.Rename(s.path("app.log"), s.path("app.log.1")))
	s.add("app.log", head+"F ijklmnopqrstuvwxyz012345 end\n"+head+"F after\n")
	s.until("what comes after", func() bool { return s.sink.all() >= 4 })
	all := strings.Join(append(s.sink.got("app.log"), s.sink.got("app.log.1")...), "\n")
	if strings.Contains(all, "ijklmnop") || strings.Contains(all, "abcdefgh") || !strings.Contains(all, "F after") {
		t.Errorf("got %s", all)
	}
}
