package logfile

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// clock makes a sink believe in another time.
func (s *sinkOf) clock(now *time.Time) { s.now = func() time.Time { return *now } }

var evening = time.Date(2026, 11, 22, 13, 45, 0, 0, time.UTC)

func TestRotatesBySize(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "django.log")
	s := open1(t, path, func(s *Settings) { s.MaxSize = 10 })
	now := evening
	s.clock(&now)
	s.deliver(t, batchOf("one", "two"), batchOf("three"))
	s.deliver(t, batchOf("longer than the size"))
	now = now.Add(time.Second)
	s.deliver(t, batchOf("4"))
	stamp := path + "-20261122T134500Z"
	wantText(t, stamp, "one\ntwo\n")
	wantText(t, stamp+"-2", "three\n")
	wantText(t, path+"-20261122T134501Z", "longer than the size\n")
	wantText(t, path, "4\n")
	if got := names(t, folder); len(got) != 4 {
		t.Errorf("the folder holds %v", got)
	}
}

func TestNeverOverwrites(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "django.log")
	s := open1(t, path, func(s *Settings) { s.MaxSize = 4 })
	now := evening
	s.clock(&now)
	stamp := path + "-20261122T134500Z"
	write(t, stamp, "old")
	write(t, stamp+"-2.gz", "old")
	s.deliver(t, batchOf("one", "two"))
	wantText(t, stamp, "old")
	wantText(t, stamp+"-2.gz", "old")
	wantText(t, stamp+"-3", "one\n")
	wantText(t, path, "two\n")
	if err := move(path, stamp); err == nil {
		t.Error("a name that is taken was overwritten")
	}
	if err := moveIfFree(path, stamp); err == nil {
		t.Error("a name that is taken was overwritten")
	}
}

func TestLongLinesAreNotRotatedInside(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "django.log")
	now := evening
	s := open1(t, path, func(s *Settings) { s.MaxSize, s.RotateEvery = 10, setting.Duration(time.Hour) })
	s.clock(&now)
	s.deliver(t, openBatch(lane, "a line that "))
	now = now.Add(2 * time.Hour)
	s.deliver(t, openBatch(lane, "is long"))
	s.deliver(t, batchOf(", very"), batchOf("next"))
	wantText(t, path, "next\n")
	wantText(t, path+"-20261122T154500Z", "a line that is long, very\n")
}

func TestRotatesByTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "django.log")
	now := evening
	daily := func(s *Settings) { s.RotateEvery = setting.Duration(24 * time.Hour) }
	write(t, path, "older\n")
	if err := os.Chtimes(path, now, now.Add(-24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	s := open1(t, path, daily)
	s.clock(&now)
	s.deliver(t, batchOf("one"))
	wantText(t, path+"-20261122T134500Z", "older\n")
	now = time.Date(2026, 11, 22, 23, 59, 59, 0, time.UTC)
	s.deliver(t, batchOf("two"))
	wantText(t, path, "one\ntwo\n")
	now = now.Add(time.Second)
	s.deliver(t, batchOf("three"))
	wantText(t, path+"-20261123T000000Z", "one\ntwo\n")
	wantText(t, path, "three\n")
	now = evening // the clock was set back
	s.deliver(t, batchOf("four"))
	wantText(t, path, "three\nfour\n")
}

// TestRotationFails: what cannot be rotated grows on, and is said once.
func TestRotationFails(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, strings.Repeat("x", 250)) // no name is left for it
	s := open1(t, path, func(s *Settings) { s.MaxSize = 4 })
	now := evening
	s.clock(&now)
	s.deliver(t, batchOf("one", "two", "three"))
	s.deliver(t, batchOf("four"))
	wantText(t, path, "one\ntwo\nthree\nfour\n")
	if n := strings.Count(s.log.String(), "cannot be rotated"); n != 1 {
		t.Errorf("said %d times: %s", n, s.log)
	}
	now = now.Add(rotateAgain)
	s.deliver(t, batchOf("five"))
	if n := strings.Count(s.log.String(), "cannot be rotated"); n != 2 {
		t.Errorf("tried %d times", n)
	}
}

// unpacked reads a rotated file, compressed or not.
func unpacked(t *testing.T, path string) string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	switch filepath.Ext(path) {
	case ".gz":
		r, err = gzip.NewReader(f)
	case ".zst":
		r, err = zstd.NewReader(f)
	}
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestRotatedFilesAreCompressed: while more is written, nothing is lost, and of
// the oldest ones no more stay than are to be kept.
func TestRotatedFilesAreCompressed(t *testing.T) {
	for compress, suffix := range map[string]string{"gzip": ".gz", "zstd": ".zst", "none": ""} {
		for _, keep := range []int{0, 3} {
			t.Run(fmt.Sprintf("%s, keep %d", compress, keep), func(t *testing.T) {
				folder := t.TempDir()
				path := filepath.Join(folder, "django.log")
				s := open1(t, path, func(s *Settings) { s.MaxSize, s.Compress, s.Keep, s.Mode = 1100, compress, keep, "0640" })
				var want strings.Builder
				const records = 1000
				for i := range records {
					text := fmt.Sprintf("record %03d", i)
					want.WriteString(text + "\n")
					s.deliver(t, batchOf(text))
				}
				files := records*len("record 000\n")/1100 - 1 // the last one is the file itself
				if keep > 0 {
					files = keep
				}
				name := regexp.MustCompile(`^django\.log-\d{8}T\d{6}Z(-\d+)?` + regexp.QuoteMeta(suffix) + `$`)
				eventually(t, "all are compressed", func() bool {
					got := names(t, folder)
					return len(got) == files+1 && !slices.ContainsFunc(got[1:], func(n string) bool { return !name.MatchString(n) })
				})
				all, err := allRotated(folder, "django.log")
				if err != nil {
					t.Fatal(err)
				}
				var got string
				for _, r := range all {
					got += unpacked(t, filepath.Join(folder, r.name))
					if info, _ := os.Stat(filepath.Join(folder, r.name)); info.Mode().Perm() != 0o640 {
						t.Errorf("%s has the mode %v", r.name, info.Mode())
					}
				}
				got += unpacked(t, path)
				if keep == 0 && got != want.String() || !strings.HasSuffix(want.String(), got) {
					t.Errorf("the files together hold %.100q", got)
				}
			})
		}
	}
}

// TestCompressionGoesOn: what a killed process has left is finished when the
// file is opened.
func TestCompressionGoesOn(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "django.log")
	write(t, path+"-20261122T134500Z", "one\n")
	write(t, path+"-20261122T134501Z", "two\n") // compressed, and not yet removed
	write(t, path+"-20261122T134501Z.gz", "compressed")
	for _, foreign := range []string{"-20261122T134500Z.bz2", "-20261122", "-20261122T134500Z-02", "-20261122T134500Z-1", ".1", "-20261322T134500Z"} {
		write(t, path+foreign, "x")
	}
	stale, yesterday := filepath.Join(folder, ".scrim-STALE"), time.Now().Add(-2*staleAfter)
	write(t, stale, "x")
	if err := os.Chtimes(stale, yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	before := len(names(t, folder)) - 1
	s := open1(t, path, func(s *Settings) { s.MaxSize, s.Compress, s.Keep = 1<<20, "gzip", 5 })
	s.deliver(t, batchOf("three"))
	eventually(t, "compressed", func() bool {
		_, err := os.Stat(path + "-20261122T134500Z.gz")
		_, plain := os.Stat(path + "-20261122T134500Z")
		return err == nil && plain != nil
	})
	if got := unpacked(t, path+"-20261122T134500Z.gz"); got != "one\n" {
		t.Errorf("%q", got)
	}
	wantText(t, path+"-20261122T134501Z.gz", "compressed")
	if got := names(t, folder); len(got) != before { // one removed, one new
		t.Errorf("the folder holds %v", got)
	}
}

// TestRotationAmongTwo: two processes that take turns lose nothing and never
// share a line.
func TestRotationAmongTwo(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "django.log")
	small := func(s *Settings) { s.MaxSize, s.Fsync = 200, fsyncNever }
	first, second := open1(t, path, small), open1(t, path, small)
	const records = 300
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range records {
			second.deliver(t, batchOf(fmt.Sprintf("second %03d", i)))
		}
		second.Close()
	}()
	for i := range records {
		first.deliver(t, batchOf(fmt.Sprintf("first %03d", i)))
	}
	first.Close()
	<-done
	all, err := allRotated(folder, "django.log")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range append(all, rotated{name: "django.log"}) {
		lines = append(lines, strings.Fields(strings.NewReplacer("first ", "first", "second ", "second").Replace(unpacked(t, filepath.Join(folder, r.name))))...)
	}
	slices.Sort(lines)
	if len(slices.Compact(lines)) != 2*records {
		t.Errorf("%d lines", len(lines))
	}
}

func TestRotationUnderLoad(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "django.log")
	s := open1(t, path, func(s *Settings) { s.MaxSize, s.Compress, s.Fsync = 100<<10, "zstd", fsyncNever })
	text := strings.Repeat("x", 290)
	const batches, each = 20, 500
	for i := range batches {
		b := batchOf()
		for j := range each {
			b.Records = append(b.Records, pipeline.Record{Value: fmt.Appendf(nil, "%06d %s", i*each+j, text)})
		}
		s.deliver(t, b, batchOf())
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	all, err := allRotated(folder, "django.log")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, r := range append(all, rotated{name: "django.log"}) {
		content := unpacked(t, filepath.Join(folder, r.name))
		if len(content) > 100<<10 {
			t.Errorf("%s is larger than the limit", r.name)
		}
		for l := range strings.Lines(content) {
			if l != fmt.Sprintf("%06d %s\n", n, text) {
				t.Fatalf("%s: line %d is %.40q", r.name, n, l)
			}
			n++
		}
	}
	if n != batches*each {
		t.Errorf("%d records", n)
	}
}
