package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"scrim/detectors"
)

const aboutCompletion = `scrim completion prints a script by which a shell completes verbs, flags, kinds,
masks and file names, in bash, fish, powershell and zsh.

To have it in every new shell:

  bash        scrim completion bash >~/.local/share/bash-completion/completions/scrim
  zsh         scrim completion zsh >"${fpath[1]}/_scrim"
  fish        scrim completion fish >~/.config/fish/completions/scrim.fish
  powershell  scrim completion powershell >>$PROFILE

bash needs the package bash-completion, zsh "autoload -U compinit; compinit".`

var shells = []string{"bash", "fish", "powershell", "zsh"}

// newCompletion is scrim completion. cobra's own has a verb for each shell, and
// prints a help text where the shell is missing.
func newCompletion() *cobra.Command {
	return &cobra.Command{
		Use:               "completion SHELL",
		Short:             "print the completions for a shell",
		Long:              aboutCompletion,
		ValidArgsFunction: completeFirst(func(*cobra.Command) []string { return shells }),
		RunE: func(cmd *cobra.Command, args []string) error {
			return writeScript(cmd.OutOrStdout(), cmd.Root(), args)
		},
	}
}

// writeScript writes the script for a shell, with descriptions where it shows
// them.
func writeScript(out io.Writer, root *cobra.Command, args []string) error {
	if len(args) == 1 {
		switch args[0] {
		case "bash":
			return root.GenBashCompletionV2(out, true)
		case "fish":
			return root.GenFishCompletion(out, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(out)
		case "zsh":
			return root.GenZshCompletion(out)
		}
	}
	return usageError("scrim completion bash", "completion needs a shell: %s", strings.Join(shells, ", "))
}

// completer is the value of a flag that knows the words which it takes.
type completer interface {
	// complete lists them; begun is what was typed of the value.
	complete(begun string) ([]string, cobra.ShellCompDirective)
}

func (v *choice) complete(string) ([]string, cobra.ShellCompDirective) {
	return v.of, cobra.ShellCompDirectiveNoFileComp
}

func (v *kindList) complete(begun string) ([]string, cobra.ShellCompDirective) {
	return completeList(begun, detectors.KindNames())
}

func (v groupedKinds) complete(begun string) ([]string, cobra.ShellCompDirective) {
	return completeList(begun, slices.Concat(detectors.KindGroups(), detectors.KindNames()))
}

// completeList goes on behind the last comma, with words that are not in the list
// yet.
func completeList(begun string, words []string) ([]string, cobra.ShellCompDirective) {
	before := begun[:strings.LastIndexByte(begun, ',')+1]
	taken := strings.Split(before, ",")
	var lists []string
	for _, word := range words {
		if !slices.Contains(taken, word) {
			lists = append(lists, before+word)
		}
	}
	return lists, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// complete makes every command below cmd, and every flag of them, complete what
// it takes. A command that has its own way keeps it.
func complete(cmd *cobra.Command) {
	if cmd.ValidArgsFunction == nil {
		cmd.ValidArgsFunction = completeArgs(cmd.Use)
	}
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if _, own := cmd.GetFlagCompletionFunc(f.Name); own || f.Value.Type() == "bool" {
			return
		}
		// The only errors are a flag that is not there, or was registered before.
		if err := cmd.RegisterFlagCompletionFunc(f.Name, completeFlag(f)); err != nil {
			panic("BUG: " + err.Error())
		}
	})
	for _, verb := range cmd.Commands() {
		complete(verb)
	}
}

// completeFlag is how the value of a flag is completed: by its own words, or as
// the word that the help has for it says.
func completeFlag(f *pflag.Flag) cobra.CompletionFunc {
	if v, ok := f.Value.(completer); ok {
		return func(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
			words, directive := v.complete(begun)
			return beginning(words, begun), directive
		}
	}
	switch arg := f.Value.Type(); {
	case f.Name == "config":
		return cobra.FixedCompletions([]string{"toml"}, cobra.ShellCompDirectiveFilterFileExt)
	case arg == "DIR":
		return cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	case arg == "FILE" || arg == "PATH":
		return cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault)
	}
	return cobra.NoFileCompletions
}

// completeArgs is how the arguments of a usage line are completed: by files if
// any but the value of a flag is one.
func completeArgs(use string) cobra.CompletionFunc {
	words := strings.Fields(use)
	for i, word := range words[1:] {
		ofFlag := strings.HasPrefix(strings.TrimLeft(words[i], "["), "-")
		if !ofFlag && (strings.Contains(word, "FILE") || strings.Contains(word, "DIR")) {
			// Said in so many words, or there would be verbs only in the place of
			// the first file.
			return cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault)
		}
	}
	return cobra.NoFileCompletions
}

// completeFirst completes one argument by words.
func completeFirst(words func(root *cobra.Command) []string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return beginning(words(cmd.Root()), begun), cobra.ShellCompDirectiveNoFileComp
	}
}

// verbNames are the verbs as completions.
func verbNames(root *cobra.Command) (names []string) {
	for _, verb := range verbsOf(root) {
		names = append(names, cobra.CompletionWithDesc(verb.Name(), verb.Short))
	}
	return names
}

// beginning are the words that begin with what was typed: not every shell looks.
func beginning(words []string, begun string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(word string) bool { return !strings.HasPrefix(word, begun) })
}
