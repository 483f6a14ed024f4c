package pipeline

// Lanes is the pipeline as one source sees it. Its methods may be called
// concurrently.
type Lanes struct {
	*Link
}
