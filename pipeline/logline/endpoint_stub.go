package logline

// AppendEndpoint is to be merged.
func AppendEndpoint(dst, method, target []byte) []byte { return append(append(dst, method...), " /"...) }
