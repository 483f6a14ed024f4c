package pipeline

// KeyPolicy says what becomes of a message's key.
type KeyPolicy string

// The policies for keys. Keys never get labels: these would make different keys
// equal, and compaction would delete records.
const (
	// KeyHash replaces what is found by its keyed hash: equal stays equal,
	// different stays different.
	KeyHash KeyPolicy = "hash"
	// KeyKeep leaves keys as they are.
	KeyKeep KeyPolicy = "keep"
	// KeyWithhold withholds a record in whose key something is found.
	KeyWithhold KeyPolicy = "withhold"
)

// KeyPolicies are all of them.
var KeyPolicies = []string{string(KeyHash), string(KeyKeep), string(KeyWithhold)}
