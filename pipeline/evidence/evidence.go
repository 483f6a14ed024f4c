package evidence

// Evidence stands in every report. The names are a contract.
type Evidence struct {
	// Version is scrim's, as scrim version prints it.
	Version string `json:"version"`
	// Config is the SHA-256 of the configuration file, which sha256sum prints too,
	// and NoConfig where there is none. Dictionaries are the files of terms that it
	// names, and Flags what was given beside it that changes what is found, without
	// paths.
	Config       string       `json:"config_sha256"`
	Dictionaries []Dictionary `json:"dictionaries,omitempty"`
	Flags        []string     `json:"flags,omitempty"`
	// Keys are the ids of the keys that fingerprints and pseudonyms were made
	// with, Ephemeral that the key of fingerprints was made up for this run.
	Keys      []string `json:"key_ids"`
	Ephemeral bool     `json:"key_is_ephemeral,omitempty"`
	// Inputs and Outputs are the files, in the order in which they were read.
	Inputs  []File `json:"inputs"`
	Outputs []File `json:"outputs,omitempty"`
	// More is how many inputs are not listed, beyond MaxFiles, and MoreOutputs how
	// many outputs.
	More        int64 `json:"inputs_not_listed,omitempty"`
	MoreOutputs int64 `json:"outputs_not_listed,omitempty"`
}

// Incomplete is how many of the listed inputs were not read to their end.
func (e *Evidence) Incomplete() (n int64) {
	for _, f := range e.Inputs {
		if f.Incomplete {
			n++
		}
	}
	return n
}

// NoConfig is the SHA-256 of nothing: an empty file configures what none does.
const NoConfig = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// MaxFiles is how many inputs are listed, and how many outputs: a report stays
// readable, and memory bounded, for a folder of a million files.
const MaxFiles = 10000

// Dictionary is a file of terms.
type Dictionary struct {
	// Name is the dictionary's name in the configuration.
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// File is one input or output.
type File struct {
	Name string `json:"name"`
	// Bytes and SHA256 are those of the file as it is stored, compressed perhaps,
	// and what ls and sha256sum print too. Of a file that was not read or written
	// to its end, which Incomplete says, there is no SHA256, and Bytes is how far
	// it went.
	Bytes      int64  `json:"bytes"`
	SHA256     string `json:"sha256"`
	Incomplete bool   `json:"incomplete,omitempty"`
	Lines      int64  `json:"lines"`
	// Kinds counts what was found in an input, by kind.
	Kinds map[string]int64 `json:"kinds,omitempty"`
}
