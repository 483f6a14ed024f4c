// Package cases runs the [[test]] cases of a configuration.
//
// [Run] redacts the input of each case as [pipeline.Redact] does for the filter,
// so what a case judges is, byte for byte, what scrim -c FILE prints. A [Result]
// says whether the output is what the case expects:
//
//   - masked: the kinds that are masked in the input are the ones listed, as a
//     set. A kind too many fails the case as one too few does; how often a kind
//     is masked, and where, does not count.
//   - want: the output is this text, byte for byte, the last line end included.
//   - unchanged: the output is the input.
//
// [Coverage] says of each kind that is looked for how many cases must mask it and
// how many come near it and must not mask it.
//
// # What is shown
//
// Nothing in a [Report] holds text of an input, a want or an output, since any of
// them may hold a secret, and a case fails most often because a secret was not
// recognised. What is shown of a line is its skeleton: masks, brackets, quotes and
// other marks of structure, and words of a fixed list of what logs are full of
// (Authorization, Bearer, password, GET). Any other text that both sides have is
// "…", whatever its length, and what only one side has is "‹hidden›", unless it is
// a mask or a run of stars, which is "***". Masks are shown as they are written, so
// a template that tells the length of a value tells it here too. Of mode partial
// nothing but stars is shown. Where something stands is shown as line and column,
// in bytes.
//
// Names of cases are redacted with the configuration and with every kind that
// there is, and a word of a name that has a digit and six bytes in common with the
// input or with want is "…".
//
// A failure of detection, a bug, makes a case [Broken]; nothing is quoted then.
package cases
