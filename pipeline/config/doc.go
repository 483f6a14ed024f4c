// Package config reads scrim's configuration: a TOML file, checked strictly.
//
// [Load] and [Parse] turn text into a [Config] and do no other input or
// output. What is wrong (bad syntax, unknown keys, wrong types, unknown kinds
// and modes, settings that exclude each other) comes back as [Errors]: all of
// it at once, in the order of the file, each with file, line, column and, where
// one is known, a hint. Lines and columns start at 1; columns count bytes.
// Syntax is the exception to "all at once": the first error hides the rest.
//
// [Config.DetectorOptions] reads the keys that the configuration names and
// answers in the detectors' terms. [LoadWithOptions] does both and
// reports at once what is wrong with either.
// [Config.Cases] are the [[test]] cases; package pipeline/cases runs them.
//
// Keys come from files (key_file, relative to the configuration file) or from
// the environment (key_env), never from the configuration text. Nothing is
// substituted in values.
//
// No error text of this package carries key material, the content of a file,
// the value of key_file, key_env or key_id, or an allowed value. What else was
// written is repeated only where it is a short plain word. The one path that is
// repeated is the argument of [Load] and of [ReadKey].
//
// A Config is safe for concurrent use, but for [Config.DetectorOptions], which
// notes what [Config.TermFiles] tells.
package config
