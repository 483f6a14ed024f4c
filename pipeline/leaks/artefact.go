package leaks

import (
	"bytes"
	"path/filepath"
	"strings"
)

// artefactBytes is how much of the beginning of a file tells what it is.
const artefactBytes = 16 << 10

// artefactOf tells what a file is, by its content where that is unmistakable and
// else by its name. What is unknown counts as a log.
func artefactOf(name string, head []byte) Artefact {
	head = head[:min(len(head), artefactBytes)]
	for _, c := range contents {
		if c.is(head) {
			return c.artefact
		}
	}
	return artefactNamed(name)
}

// contents are the artefacts that their content shows.
var contents = []struct {
	artefact Artefact
	is       func(head []byte) bool
}{
	{ArtefactDebugPage, isDebugPage},
	{ArtefactDebugPage, isDebugText},
	{ArtefactCapture, isArchive},
	{ArtefactMail, isMail},
}

// isDebugPage recognises the pages that Django and Werkzeug show in place of an
// error when debugging is on.
func isDebugPage(head []byte) bool {
	begin := bytes.ToLower(bytes.TrimLeft(head[:min(len(head), 512)], "\ufeff \t\r\n"))
	if !bytes.HasPrefix(begin, []byte("<!doctype html")) && !bytes.HasPrefix(begin, []byte("<html")) {
		return false
	}
	for _, sign := range []string{"id=\"explanation\"", "id=\"traceback\"", "Request Method:", "DEBUG = True", "Werkzeug Debugger", "class=\"debugger\"", "pastebinTraceback"} {
		if bytes.Contains(head, []byte(sign)) {
			return true
		}
	}
	return false
}

// isDebugText recognises the page that Django sends to programs, as text.
func isDebugText(head []byte) bool {
	first, _, _ := bytes.Cut(head, lineEnd)
	return isErrorHead(first) && bytes.Contains(head, []byte("\nRequest Method: ")) && bytes.Contains(head, []byte("\nDjango Version: "))
}

// isArchive recognises a HAR, an archive of captured requests.
func isArchive(head []byte) bool {
	text := bytes.TrimLeft(head, "\ufeff \t\r\n")
	if len(text) == 0 || text[0] != '{' {
		return false
	}
	log := bytes.Index(text[:min(len(text), 64)], []byte(`"log"`))
	return log > 0 && bytes.Contains(text[:min(len(text), 1024)], []byte(`"creator"`))
}

// isMail recognises the header of a message (RFC 5322 §2.2).
func isMail(head []byte) bool {
	header, _, _ := bytes.Cut(head[:min(len(head), 4096)], []byte("\n\n"))
	from, to := false, false
	for line := range bytes.Lines(header) {
		switch name, _, found := bytes.Cut(line, []byte(":")); {
		case bytes.HasPrefix(line, []byte(" ")) || bytes.HasPrefix(line, []byte("\t")): // a folded field goes on
		case !found || bytes.ContainsAny(name, " \t"):
			return from && to
		case bytes.EqualFold(name, []byte("from")):
			from = true
		case bytes.EqualFold(name, []byte("subject")) || bytes.EqualFold(name, []byte("to")):
			to = true
		}
	}
	return from && to
}

// suffixes are the artefacts that their name shows.
var suffixes = map[string]Artefact{
	".py": ArtefactSource, ".pyi": ArtefactSource, ".ipynb": ArtefactSource, ".js": ArtefactSource, ".mjs": ArtefactSource, ".ts": ArtefactSource,
	".tsx": ArtefactSource, ".jsx": ArtefactSource, ".vue": ArtefactSource, ".go": ArtefactSource, ".java": ArtefactSource, ".kt": ArtefactSource,
	".rb": ArtefactSource, ".php": ArtefactSource, ".rs": ArtefactSource, ".c": ArtefactSource, ".h": ArtefactSource, ".cs": ArtefactSource,
	".swift": ArtefactSource, ".sh": ArtefactSource, ".bash": ArtefactSource, ".ps1": ArtefactSource, ".tf": ArtefactSource, ".css": ArtefactSource,
	".html": ArtefactSource, ".htm": ArtefactSource, ".po": ArtefactSource,
	".env": ArtefactSettings, ".ini": ArtefactSettings, ".cfg": ArtefactSettings, ".conf": ArtefactSettings, ".toml": ArtefactSettings,
	".yaml": ArtefactSettings, ".yml": ArtefactSettings, ".properties": ArtefactSettings, ".tfvars": ArtefactSettings, ".bak": ArtefactSettings,
	".sql": ArtefactSettings, ".dump": ArtefactSettings, ".pem": ArtefactSettings, ".key": ArtefactSettings,
	".har": ArtefactCapture, ".eml": ArtefactMail, ".mbox": ArtefactMail,
}

// settingsFiles are settings that have no suffix, or that of something else.
var settingsFiles = map[string]bool{
	"dockerfile": true, "makefile": true, ".netrc": true, ".pgpass": true, ".npmrc": true, ".pypirc": true, ".htpasswd": true, "credentials": true,
	"credentials.json": true, "secrets.json": true, "id_rsa": true, "id_ecdsa": true, "id_ed25519": true,
}

// baseName is the last element of a file's name, without that of its compression.
func baseName(name string) string {
	base := strings.ToLower(filepath.Base(name))
	for _, packed := range []string{".gz", ".zst"} {
		base = strings.TrimSuffix(base, packed)
	}
	return base
}

func artefactNamed(name string) Artefact {
	base := baseName(name)
	switch {
	case strings.HasPrefix(base, ".env"), settingsFiles[base]:
		return ArtefactSettings
	case base == "settings.py" || strings.HasPrefix(base, "settings_") || strings.HasSuffix(base, "_settings.py"):
		return ArtefactSettings
	}
	return suffixes[filepath.Ext(base)]
}
