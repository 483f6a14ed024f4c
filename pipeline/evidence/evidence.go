package evidence

// Evidence stands in every report. The names are a contract.
type Evidence struct {
	// Version is scrim's, as scrim version prints it.
	Version string `json:"version"`
	// Config is the SHA-256 of the configuration file and of all files that it
	// names, or of nothing where there is none, and Flags what was given beside
	// it that changes what is found, without paths.
	Config string   `json:"config_sha256"`
	Flags  []string `json:"flags,omitempty"`
	// Keys are the ids of the keys that fingerprints and pseudonyms were made
	// with, Ephemeral that the key of fingerprints was made up for this run.
	Keys      []string `json:"key_ids"`
	Ephemeral bool     `json:"key_is_ephemeral,omitempty"`
	// Inputs and Outputs are the files, in the order in which they were read.
	Inputs  []File `json:"inputs"`
	Outputs []File `json:"outputs,omitempty"`
	// More is how many inputs are not listed, beyond MaxFiles.
	More int64 `json:"inputs_not_listed,omitempty"`
}

// MaxFiles is how many inputs are listed: a report stays readable, and memory
// bounded, for a folder of a million files.
const MaxFiles = 10000

// File is one input or output.
type File struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
	// SHA256 is that of the file as it is stored, which sha256sum prints too.
	SHA256 string           `json:"sha256"`
	Lines  int64            `json:"lines"`
	Kinds  map[string]int64 `json:"kinds,omitempty"`
}
