package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"scrim/pipeline/evidence"
)

// evident input|output NAME FILE: the last line of standard error is a summary,
// in whose evidence the input or output of that name has the size and the hash of
// FILE. Alone, input|output counts them: evident input 2.
func evident(ts *testscript.TestScript, _ bool, args []string) {
	lines := strings.Split(strings.TrimSuffix(ts.ReadFile("stderr"), "\n"), "\n")
	var s summary
	ts.Check(json.Unmarshal([]byte(lines[len(lines)-1]), &s))
	files := s.Evidence.Inputs
	if args[0] == "output" {
		files = s.Evidence.Outputs
	}
	if len(args) == 2 {
		if want := args[1]; want != strconv.Itoa(len(files)) {
			ts.Fatalf("%d, want %s: %+v", len(files), want, files)
		}
		return
	}
	i := slices.IndexFunc(files, func(f evidence.File) bool { return f.Name == args[1] })
	if i < 0 {
		ts.Fatalf("no %s %q in %+v", args[0], args[1], files)
	}
	content := ts.ReadFile(args[2])
	sum := sha256.Sum256([]byte(content))
	if f := files[i]; f.SHA256 != hex.EncodeToString(sum[:]) || f.Bytes != int64(len(content)) || f.Incomplete {
		ts.Fatalf("%+v is not %s of %d bytes, %x", f, args[2], len(content), sum)
	}
}
