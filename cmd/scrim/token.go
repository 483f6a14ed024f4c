package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"scrim/detectors"
)

const aboutToken = `scrim token prints the pseudonym of each line of standard input: what --mask hash
writes in its place, so that the holder of the key finds in masked logs where a
value stood, and in reports which secret a fingerprint is. A value may be written
as it stands in a log, percent-encoded or escaped. It stands alone in its line,
without a scheme word, a name or quotes of its own, and is never an argument,
which other programs can see. From a terminal one value is read, and not shown.

The key is that of --key-file, or that of the kind in the configuration, whose
template is filled in too. Of a template with {place} only the {hash} is printed.

With --json it prints an object for each value: kind, pseudonym, fingerprint (the
one of scrim scan and scrim audit with the same key) and key_id. pseudonym is left
out if the template has {place}.`

// maxTokenLine is the longest line, in bytes: far more than any header that a
// server takes.
const maxTokenLine = 1 << 20

// tokenFlags are the flags of the filter that scrim token has too.
var tokenFlags = []string{"key-file", "config"}

// tokens is one run of scrim token.
type tokens struct {
	settings
	con    *console
	out    io.Writer
	kind   string
	asJSON bool

	scanner *detectors.Scanner
	// odd are values that the filter would not take just so, and firstOdd is the
	// line of the first of them.
	odd, firstOdd int
}

// newToken is scrim token.
func newToken(con *console) *cobra.Command {
	t := tokens{con: con}
	cmd := &cobra.Command{
		Use:   "token --kind KIND",
		Short: "print the pseudonym of a value from standard input",
		Long:  aboutToken,
		Example: `
scrim token --kind email --key-file scrim.key <address # the pseudonym of an address
scrim token --kind email --key-file scrim.key --json <address # and its fingerprint in reports`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError("write it on standard input", "token takes no value as an argument, where other programs can see it")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			t.out = cmd.OutOrStdout()
			return t.run()
		},
	}
	cmd.Flags().Var(&oneKind{text{&t.kind, "KIND"}}, "kind", "the kind that the value is of")
	t.defineSome(cmd.Flags(), tokenFlags)
	cmd.Flags().BoolVar(&t.asJSON, "json", false, "print one JSON object for each value")
	cmd.SetFlagErrorFunc(tokenFlagError)
	return cmd
}

// oneKind is the name of a kind.
type oneKind struct{ text }

func (v *oneKind) complete(string) ([]string, cobra.ShellCompDirective) {
	return detectors.KindNames(), cobra.ShellCompDirectiveNoFileComp
}

// tokenFlagError quotes nothing that may be the value.
func tokenFlagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return usageError("see scrim token --help; a value goes to standard input", "unknown flag")
	case errors.As(err, &invalid):
		return usageError("see scrim token --help", "--%s does not take this value", invalid.GetFlag().Name)
	}
	return flagError(cmd, err)
}

func (t *tokens) run() error {
	engine, err := t.pseudonymEngine()
	if err != nil {
		return err
	}
	t.scanner = engine.NewScanner()
	if err := t.havePseudonyms(); err != nil {
		return err
	}
	values, err := t.values()
	if err != nil {
		return err
	}
	if err := t.each(values); err != nil {
		return err
	}
	t.noteOdd()
	return nil
}

// pseudonymEngine is the engine of the filter with --mask hash, or as the
// configuration has it. It looks for the kind in any case.
func (t *tokens) pseudonymEngine() (*detectors.Engine, error) {
	switch {
	case t.kind == "":
		return nil, usageError("--kind email", "token needs a kind")
	case t.config == "" && t.keyFile == "":
		return nil, usageError("--key-file F, or -c FILE", "a pseudonym needs the key that the logs were masked with")
	}
	o, err := t.configured()
	if err != nil {
		return nil, err
	}
	if !slices.Contains(kindsOf(&o), t.kind) {
		return nil, usageError("scrim list shows the kinds", "--kind is not the name of a kind")
	}
	if t.config == "" {
		o.Mask.Mode = detectors.MaskHash
	}
	if err := t.settings.key(&o); err != nil {
		return nil, err
	}
	if len(o.Only) > 0 {
		o.Only = append(o.Only, t.kind)
	} else {
		o.Only = []string{detectors.DefaultKinds, t.kind}
	}
	o.Skip = slices.DeleteFunc(o.Skip, func(name string) bool { return name == t.kind })
	e, err := detectors.New(o)
	if err != nil {
		return nil, &failure{statusConfig, fmt.Errorf("%s: %w", t.config, err), "scrim validate -c shows where"}
	}
	return e, nil
}

// havePseudonyms makes sure that the kind has any, before anything is read.
func (t *tokens) havePseudonyms() error {
	_, err := t.scanner.Pseudonym(t.kind, []byte("none"))
	if errors.Is(err, detectors.ErrNoPseudonym) {
		return &failure{statusConfig, fmt.Errorf("the configuration does not mask %s by a hash, so it has no pseudonyms", t.kind),
			fmt.Sprintf(`%s = "hash" in [mask], or a template with {hash}`, t.kind)}
	}
	return err
}

// values is where the values are, a line each.
func (t *tokens) values() (io.Reader, error) {
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return os.Stdin, nil
	}
	t.con.clear()
	fmt.Fprintf(t.con.w, "%sa value of %s (not shown): ", prefix, t.kind)
	value, err := readHidden()
	fmt.Fprintln(t.con.w)
	if err != nil {
		return nil, err
	}
	return bytes.NewReader(value), nil
}

// each prints the pseudonym of every line.
func (t *tokens) each(values io.Reader) error {
	lines := bufio.NewScanner(values)
	lines.Buffer(nil, maxTokenLine)
	n := 0
	for lines.Scan() {
		n++
		if len(lines.Bytes()) == 0 {
			return fmt.Errorf("line %d of %s is empty", n, stdinName)
		}
		if err := t.print(n, lines.Bytes()); err != nil {
			return err
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return fmt.Errorf("line %d of %s is longer than %d KiB", n+1, stdinName, maxTokenLine>>10)
	case err != nil:
		return err
	case n == 0:
		return &failure{statusFailed, fmt.Errorf("%s holds no value", stdinName), "write one value a line"}
	}
	return nil
}

// token is a pseudonym as --json prints it; its names are a contract.
type token struct {
	Kind        string `json:"kind"`
	Pseudonym   string `json:"pseudonym,omitempty"`
	Fingerprint string `json:"fingerprint"`
	KeyID       string `json:"key_id"`
}

// print prints the pseudonym of the value in a line.
func (t *tokens) print(line int, value []byte) error {
	p, taken, err := t.pseudonym(value)
	if err != nil {
		return fmt.Errorf("line %d of %s: %w", line, stdinName, err)
	}
	if !taken {
		if t.odd++; t.odd == 1 {
			t.firstOdd = line
		}
	}
	if t.asJSON {
		return jsonLines(t.out).Encode(token{t.kind, p.Mask, p.Fingerprint.String(), p.KeyID})
	}
	shown := p.Mask
	if shown == "" {
		shown = p.Fingerprint.String()
	}
	_, err = fmt.Fprintln(t.out, shown)
	return err
}

// pseudonym asks the engine. If detection fails, a bug, nothing of the value is
// shown.
func (t *tokens) pseudonym(value []byte) (p detectors.Pseudonym, taken bool, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("detection failed on this value")
		}
	}()
	p, err = t.scanner.Pseudonym(t.kind, value)
	return p, t.scanner.Takes(t.kind, value), err
}

// noteOdd says that a value may not be what the filter writes a pseudonym for.
func (t *tokens) noteOdd() {
	if t.odd > 0 {
		t.con.note("%s would not be found as %s just so, the first in line %d (hint: leave away a scheme word, blanks or quotes around it)",
			plural(int64(t.odd), "value"), t.kind, t.firstOdd)
	}
}
