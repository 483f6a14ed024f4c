package terminal

import "strconv"

// Name is a name as it stands, or quoted if it could disturb a terminal or end
// the line.
func Name(name string) string {
	if quoted := strconv.Quote(name); quoted != `"`+name+`"` {
		return quoted
	}
	return name
}
