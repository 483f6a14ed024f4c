package config

import (
	"sort"
	"strconv"
	"strings"
)

// position is a place in the text, counted from 1; columns count bytes.
type position struct{ line, col int }

// place is where an entry stands: its key and its value. A table's value, and
// the first part of the name in its header, stand at the opening bracket.
type place struct{ key, value position }

// path addresses one entry of the document, through tables and arrays.
type path string

// The marks keep keys and indices apart, and both from the text of a key.
const (
	keyMark   = "\x00"
	indexMark = "\x01"
)

func (p path) child(key string) path { return p + path(keyMark+key) }
func (p path) index(i int) path      { return p + path(indexMark+strconv.Itoa(i)) }

// parent is p without its last step, and false for the document itself.
func (p path) parent() (path, bool) {
	i := strings.LastIndexAny(string(p), keyMark+indexMark)
	if i < 0 {
		return "", false
	}
	return p[:i], true
}

// places knows where every entry of a document stands.
type places map[path]place

// find falls back on what encloses p, so that every error has a position.
func (ps places) find(p path) place {
	for {
		if at, ok := ps[p]; ok {
			return at
		}
		up, ok := p.parent()
		if !ok {
			return place{key: position{1, 1}, value: position{1, 1}}
		}
		p = up
	}
}

// lineIndex turns byte offsets into positions.
type lineIndex []int

func indexLines(src string) lineIndex {
	starts := lineIndex{0}
	for i := range len(src) {
		if src[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

func (li lineIndex) at(offset int) position {
	offset = max(offset, 0)
	line := sort.SearchInts(li, offset+1)
	return position{line: line, col: offset - li[line-1] + 1}
}
