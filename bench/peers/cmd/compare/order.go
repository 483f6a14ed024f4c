package main

import (
	"cmp"
	"slices"
)

// bySpeed is the fastest first.
func bySpeed(tools []*tool) []*tool {
	return slices.SortedStableFunc(slices.Values(tools), func(a, b *tool) int {
		return cmp.Compare(b.mbPerSecond(), a.mbPerSecond())
	})
}

// speedOf is that of the tool with this name, 0 if it was not measured.
func speedOf(tools []*tool, name string) float64 {
	for _, t := range tools {
		if t.name == name {
			return t.mbPerSecond()
		}
	}
	return 0
}
