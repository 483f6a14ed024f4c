package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"scrim/detectors"
	"scrim/pipeline/config"
)

// settings are the flags of the filter.
type settings struct {
	inPlace        inPlace
	output         string
	config         string
	jobs           jobCount
	only, skip     kindList
	mask           choice
	label, keyFile string
	summary        choice
	progress       choice
	quiet, verbose bool

	loaded *config.Config // what newEngine has read; nil without a configuration
}

// When the progress bar is shown.
const (
	progressAuto   = "auto"
	progressAlways = "always"
	progressNever  = "never"
)

var maskModes = detectors.MaskNames()

// How the summary is printed.
const (
	summaryText = "text"
	summaryJSON = "json"
)

var summaryFormats = []string{summaryText, summaryJSON}

var progressModes = []string{progressAuto, progressAlways, progressNever}

// define adds the flags to set. Help, the man page and the completions are
// made from what it says; the type of a value is the word for its argument.
func (s *settings) define(set *pflag.FlagSet) {
	s.mask = choice{arg: "MODE", of: maskModes}
	s.summary = choice{arg: "FORMAT", of: summaryFormats}
	s.progress = choice{arg: "WHEN", value: progressAuto, of: progressModes}
	set.SortFlags = false
	set.VarP(&s.inPlace, "in-place", "i", "rewrite the files; with a suffix, keep a backup")
	set.Lookup("in-place").NoOptDefVal = noSuffix
	set.VarP(&text{&s.output, "PATH"}, "output", "o", "write to a file, or into a folder")
	set.VarP(&text{&s.config, "FILE"}, "config", "c", "read a configuration")
	set.VarP(&s.jobs, "jobs", "j", "use so many processors; 0, the default, means all")
	set.Var(groupedKinds{&s.only}, "only", "look for these kinds and no others; default and all stand for several")
	set.Var(&s.skip, "skip", "do not look for these kinds")
	set.Var(&s.mask, "mask", "what to write: "+strings.Join(maskModes, ", "))
	set.Var(&text{&s.label, "TEMPLATE"}, "label", "how a label or a template reads, as in <{kind}> or [{KIND}]")
	set.Var(&text{&s.keyFile, "FILE"}, "key-file", "the key of --mask hash, and of {hash} in a template")
	set.Var(&s.summary, "summary", "count what was found, on standard error; json adds hashes of all files")
	set.Lookup("summary").NoOptDefVal = summaryText
	set.Var(&s.progress, "progress", "show a progress bar: "+strings.Join(progressModes, ", "))
	set.BoolVarP(&s.quiet, "quiet", "q", false, "print errors only")
	set.BoolVarP(&s.verbose, "verbose", "v", false, "print a line for each file")
}

// defineSome adds some flags of the filter to those of a verb, in the order of
// their names here.
func (s *settings) defineSome(set *pflag.FlagSet, names []string) {
	all := pflag.NewFlagSet("", pflag.ContinueOnError)
	s.define(all)
	set.SortFlags = false
	for _, name := range names {
		set.AddFlag(all.Lookup(name))
	}
}

// check finds flags that do not go together.
func (s *settings) check(set *pflag.FlagSet) error {
	changed := set.Changed
	switch {
	case s.inPlace.on && changed("output"):
		return usageError("choose one", "-i and -o do not go together")
	case s.quiet && s.verbose:
		return usageError("choose one", "-q and -v do not go together")
	case changed("output") && s.output == "":
		return usageError("-o PATH", "-o needs a path")
	case changed("label") && s.label == "":
		return usageError("--mask remove leaves nothing behind", "--label is empty")
	case changed("label") && changed("mask") && !s.maskMode().TakesLabel() && s.maskMode() != detectors.MaskTemplate:
		return usageError("leave one of them out", "--label goes with --mask label, partial, jwt-stub and template only")
	case changed("key-file") && changed("mask") && s.maskMode() != detectors.MaskHash && s.maskMode() != detectors.MaskTemplate:
		return usageError("leave one of them out", "--key-file goes with --mask hash and template only")
	}
	return nil
}

func (s *settings) maskMode() detectors.MaskMode { return detectors.MaskMode(s.mask.value) }

// noSuffix stands for -i without a suffix: no argument can hold a NUL.
const noSuffix = "\x00"

// inPlace is the value of -i.
type inPlace struct {
	on     bool
	suffix string // of the backup; empty means none
}

func (v *inPlace) String() string { return v.suffix }
func (v *inPlace) Type() string   { return "SUFFIX" }

func (v *inPlace) Set(s string) error {
	v.on = true
	switch {
	case s == noSuffix:
		v.suffix = ""
		return nil
	case s == "":
		return fmt.Errorf("the suffix is empty")
	case strings.ContainsAny(s, `/\`):
		return fmt.Errorf("%q is not a suffix but a path", s)
	}
	v.suffix = s
	return nil
}

// maxJobs is far above what helps on any machine; it catches slips such as
// -j 10000, which would only cost memory.
const maxJobs = 1024

// jobCount is the value of -j.
type jobCount int

func (v *jobCount) String() string { return strconv.Itoa(int(*v)) }
func (v *jobCount) Type() string   { return "N" }

func (v *jobCount) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > maxJobs {
		return fmt.Errorf("%q is not a number from 0 to %d", s, maxJobs)
	}
	*v = jobCount(n)
	return nil
}

// kindList is a list of kinds; the flag may be repeated.
type kindList []string

func (v *kindList) String() string { return strings.Join(*v, ",") }
func (v *kindList) Type() string   { return "KIND,..." }

func (v *kindList) Set(s string) error {
	for name := range strings.SplitSeq(s, ",") {
		name = strings.TrimSpace(name)
		if name == "" {
			return fmt.Errorf("a kind is missing in %q", s)
		}
		if !slices.Contains(*v, name) {
			*v = append(*v, name)
		}
	}
	return nil
}

// groupedKinds is a list in which a name may stand for several kinds.
type groupedKinds struct{ *kindList }

// choice is one of a few words.
type choice struct {
	arg, value string
	of         []string
}

func (v *choice) String() string { return v.value }
func (v *choice) Type() string   { return v.arg }

func (v *choice) Set(s string) error {
	if !slices.Contains(v.of, s) {
		return fmt.Errorf("%q is not one of %s", s, strings.Join(v.of, ", "))
	}
	v.value = s
	return nil
}

// text is any text, with the word that help has for it.
type text struct {
	value *string
	arg   string
}

func (v *text) String() string { return *v.value }
func (v *text) Type() string   { return v.arg }

func (v *text) Set(s string) error {
	*v.value = s
	return nil
}
