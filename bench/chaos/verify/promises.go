package verify

import "scrim/bench/chaos/promise"

// What is checked of every output.
const (
	Complete  promise.Promise = "every record arrives at least once"
	Ordered   promise.Promise = "records of a lane are in order once duplicates are removed"
	Known     promise.Promise = "nothing arrives that was not sent"
	NoSecret  promise.Promise = "no raw secret in a value"
	Untouched promise.Promise = "what is no secret stays byte for byte"
	ValidJSON promise.Promise = "valid JSON stays valid"
)

// What is checked of topics besides.
const (
	Dedupe      promise.Promise = "each record names its source topic, partition and offset"
	NoSecretKey promise.Promise = "no raw secret in a key"
	NoSecretTag promise.Promise = "no raw secret in a header"
	SameKeys    promise.Promise = "equal keys stay equal, different ones different"
	KeyPlace    promise.Promise = "a key is in the partition that murmur2 gives to the raw key"
	NullKeys    promise.Promise = "null keys stay null and keep the partition number"
	Times       promise.Promise = "timestamps are kept"
	Headers     promise.Promise = "headers are kept, in order"
	Tombstones  promise.Promise = "tombstones stay tombstones, and nothing else becomes one"
)

// Silent is that no text of scrim's own holds what it masks.
const Silent promise.Promise = "no raw secret in what scrim writes about itself"
