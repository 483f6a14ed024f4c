package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"scrim/detectors"
	"scrim/pipeline/source"
	"scrim/sinks/report/terminal"
)

const aboutExplain = `For every value of TEXT, or of standard input, scrim explain says what it is,
where it stands, what found it, how it is written and why it is masked; and for
every near miss why it stays. It prints the text as the filter would write it
and never a value that is masked, so what it prints can be shared. Bytes are
counted from 1 in each line, as cut -b does. A text that begins with a hyphen
goes after "--"; a real secret is better typed on standard input than as an
argument, which other programs can see.

With --json it prints one object for each value and line: masked, kind, line and
column (from 1), lo and hi (bytes of the whole input, from 0, hi excluded),
place, key, trigger and trigger_at, view, reason, mask, cwe, severity. key is
left out if there is none, mask if the value stays.`

// maxExplained is how many bytes are explained at most: it is a tool for lines
// that somebody looks at, and keeps all of them in memory.
const maxExplained = 1 << 20

// engineFlags are the flags of the filter by which the engine is built.
var engineFlags = []string{"config", "only", "skip", "mask", "label", "key-file"}

// explainer is one run of scrim explain.
type explainer struct {
	settings
	con    *console
	out    io.Writer
	asJSON bool
}

// newExplain is scrim explain.
func newExplain(con *console) *cobra.Command {
	e := explainer{con: con}
	cmd := &cobra.Command{
		Use:   "explain [TEXT]",
		Short: "say why each value of a text is masked, or is not",
		Long:  aboutExplain,
		Example: `
head -n 1 app.log | scrim explain # why each value of a line is masked
scrim explain --json <app.log # the same for programs
scrim explain --only jwt 'Authorization: Bearer abc' # one kind, a text from the command line`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usageError("put it between quotes", "explain takes one text")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := e.check(cmd.Flags()); err != nil {
				return err
			}
			e.out = cmd.OutOrStdout()
			return e.run(args)
		},
	}
	e.defineSome(cmd.Flags(), engineFlags)
	cmd.Flags().BoolVar(&e.asJSON, "json", false, "print one JSON object for each value")
	cmd.SetFlagErrorFunc(explainFlagError)
	return cmd
}

// explainFlagError does not quote a flag that is unknown, since it may be the
// text.
func explainFlagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		return usageError("scrim explain -- TEXT, if it is the text", "unknown flag")
	}
	return flagError(cmd, err)
}

// run explains the text, or standard input.
func (e *explainer) run(args []string) error {
	engine, err := e.newEngine()
	if err != nil {
		return err
	}
	src, err := e.read(args)
	if err != nil {
		return err
	}
	redacted, all, err := explain(engine, src)
	if err != nil {
		return err
	}
	if e.asJSON {
		return writeJSON(e.out, all)
	}
	return e.write(redacted, all)
}

// read is the text of the command line, or standard input, unpacked.
func (e *explainer) read(args []string) ([]byte, error) {
	if len(args) == 1 && args[0] != stdinArg {
		return []byte(args[0]), nil
	}
	if term.IsTerminal(int(os.Stdin.Fd())) {
		e.con.note("reading from the terminal; end with Ctrl-D, or see scrim explain --help")
	}
	in, err := source.New(os.Stdin, stdinName)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	src, err := io.ReadAll(io.LimitReader(in, maxExplained+1))
	if err == nil && len(src) > maxExplained {
		err = &failure{statusFailed, fmt.Errorf("standard input has more than %d bytes", maxExplained), "choose some lines with grep or head"}
	}
	return src, err
}

// explain asks the engine. If detection fails, a bug, nothing of the text is
// shown.
func explain(engine *detectors.Engine, src []byte) (redacted []byte, all []detectors.Explanation, err error) {
	defer func() {
		if recover() != nil {
			redacted, all, err = nil, nil, errors.New("detection failed on this text, so nothing of it is shown")
		}
	}()
	s := engine.NewScanner()
	all = s.Explain(src)
	return s.AppendRedact(nil, src), all, nil
}

// explained is an explanation as --json prints it; its names are a contract.
type explained struct {
	Masked    bool     `json:"masked"`
	Kind      string   `json:"kind"`
	Line      int      `json:"line"`
	Column    int      `json:"column"`
	Lo        int      `json:"lo"`
	Hi        int      `json:"hi"`
	Place     string   `json:"place"`
	Key       string   `json:"key,omitempty"`
	Trigger   string   `json:"trigger"`
	TriggerAt int      `json:"trigger_at"`
	View      string   `json:"view"`
	Reason    string   `json:"reason"`
	Mask      string   `json:"mask,omitempty"`
	CWE       []string `json:"cwe"`
	Severity  string   `json:"severity"`
}

// writeJSON writes one object in each line.
func writeJSON(w io.Writer, all []detectors.Explanation) error {
	lines := jsonLines(w)
	for _, x := range all {
		err := lines.Encode(explained{
			x.Masked, x.Kind, x.Line, x.Column, x.Lo, x.Hi, x.Place, x.Key, x.Trigger, x.TriggerAt, x.View, x.Reason.String(), x.Mask,
			strings.Split(weaknesses(x.CWE), ","), x.Severity,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// write writes every line as the filter would, and below it what there is to
// say. Masks hold no line end, so the lines are the input's lines.
func (e *explainer) write(redacted []byte, all []detectors.Explanation) error {
	brush := terminal.NewBrush(colourWanted())
	var b bytes.Buffer
	for n := 1; len(redacted) > 0; n++ {
		line, rest, _ := bytes.Cut(redacted, []byte("\n"))
		redacted = rest
		b.Write(line)
		b.WriteByte('\n')
		count := 0
		for count < len(all) && all[count].Line == n {
			count++
		}
		writeLine(&b, all[:count], brush, len(bytes.TrimSpace(line)) == 0)
		all = all[count:]
	}
	_, err := e.out.Write(b.Bytes())
	return err
}

// writeLine writes what there is to say of one line.
func writeLine(w io.Writer, all []detectors.Explanation, brush terminal.Brush, blank bool) {
	t := tabwriter.NewWriter(w, 0, 0, columnGap, ' ', 0)
	masked := 0
	for _, x := range all {
		verdict := brush(terminal.Yellow, "kept  ")
		if x.Masked {
			masked++
			verdict = brush(terminal.Green, "masked")
		}
		fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s\n", verdict, x.Kind, extent(x), x.Place, sentence(x))
	}
	if masked == 0 && !blank {
		fmt.Fprintln(w, "  nothing to mask")
	}
	_ = t.Flush() // a buffer takes everything
}

// extent is where a value stands in its line: bytes 17-42.
func extent(x detectors.Explanation) string {
	switch n := x.Hi - x.Lo; n {
	case 0:
		return fmt.Sprintf("before byte %d", x.Column)
	case 1:
		return fmt.Sprintf("byte %d", x.Column)
	default:
		return fmt.Sprintf("bytes %d-%d", x.Column, x.Column+n-1)
	}
}

// sentence is what found a value, how it is written, and the reason.
func sentence(x detectors.Explanation) string {
	var parts []string
	if x.Key != "" {
		parts = append(parts, "under the key "+terminal.Name(x.Key))
	}
	if x.Trigger != "" {
		parts = append(parts, "trigger "+strconv.Quote(x.Trigger))
	}
	if how := writtenAs(x.View); how != "" {
		parts = append(parts, "written "+how)
	}
	return strings.Join(parts, ", ") + ": " + x.Reason.String()
}

// viewWords are the names of views as words behind "written".
var viewWords = strings.NewReplacer("percent", "percent-encoded", "html", "HTML-escaped", "json", "as JSON", "repr", "as Python's repr", "+", ", ")

// writtenAs words a view; a raw value needs no word.
func writtenAs(view string) string {
	if view == "raw" {
		return ""
	}
	return viewWords.Replace(view)
}
