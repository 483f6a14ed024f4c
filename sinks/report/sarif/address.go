package sarif

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
)

// sourceRoot is the base of relative paths that viewers know.
const sourceRoot = "%SRCROOT%"

// address is where a file is. Its URI is percent-encoded byte by byte, whatever
// its name is.
func address(name string) artifactLocation {
	slashed := filepath.ToSlash(name)
	if !filepath.IsAbs(name) && !path.IsAbs(slashed) {
		return artifactLocation{URI: relative(path.Clean(slashed)), Base: sourceRoot}
	}
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/logs
	}
	return artifactLocation{URI: (&url.URL{Scheme: "file", Path: path.Clean(slashed)}).String()}
}

// relative writes a relative path. A colon is encoded too, or what stands before
// it would be a scheme.
func relative(clean string) string {
	return strings.ReplaceAll((&url.URL{Path: "/" + clean}).EscapedPath(), ":", "%3A")[1:]
}
