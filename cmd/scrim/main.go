// Command scrim keeps credentials and personal data out of logs and captured
// traffic. See scrim --help.
package main

import (
	"cmp"
	"os"

	"scrim/sinks/stdout"
)

func main() {
	os.Exit(int(run(os.Args[1:])))
}

// run is main with an exit status, for the tests' sake.
func run(args []string) status {
	ignoreBrokenPipes()
	widenPipes()
	con := newConsole(os.Stderr)
	out := stdout.New(os.Stdout)
	root := newRoot(con, out)
	root.SetArgs(args)
	// The help is written where cobra takes no error.
	return con.end(cmp.Or(root.Execute(), out.Err()))
}
