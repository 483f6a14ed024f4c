package config

import "slices"

// section is one top-level entry of the configuration.
type section struct {
	name string
	read func(*reader, any, *Config)
}

// sections are read in this order.
var sections = []section{
	{"detect", (*reader).detect},
	{"mask", (*reader).mask},
	{"allow", (*reader).allow},
	{"rule", (*reader).rule},
	{"dictionary", (*reader).dictionary},
	{"source", (*reader).source},
	{"sink", (*reader).sink},
	{"pipeline", (*reader).pipeline},
	{"dead_letter", (*reader).deadLetter},
	{"metrics", (*reader).metrics},
	{"test", (*reader).testCase},
	{"audit", (*reader).audit},
}

// sectionNames are the names that a hint may suggest.
func sectionNames() []string {
	var names []string
	for _, s := range sections {
		names = append(names, s.name)
	}
	return names
}

// readSections reads the whole document into c.
func (r *reader) readSections(root map[string]any, c *Config) {
	top := table{name: "the configuration", values: root}
	for _, s := range sections {
		if v, ok := root[s.name]; ok {
			s.read(r, v, c)
		}
	}
	r.unknownSections(top)
	r.checkRun(top)
	r.recordKeys(c)
	r.checkOutputs(c)
	r.loops(c)
}

func (r *reader) unknownSections(top table) {
	names := sectionNames()
	for key := range top.values {
		switch {
		case slices.Contains(names, key):
		case plainWord(key):
			r.fail(r.keyAt(top, key), didYouMean(key, names, ""), "unknown table or key %q", key)
		default:
			r.fail(r.keyAt(top, key), "", "unknown table or key")
		}
	}
}

// section reads the table name, which stands at most once in a configuration.
func (r *reader) section(name string, v any) (table, bool) {
	t := table{name: "[" + name + "]", path: path("").child(name)}
	var ok bool
	if t.values, ok = v.(map[string]any); !ok {
		r.fail(r.places.find(t.path).key, "write ["+name+"]", "%s must be a table, not %s", name, typeName(v))
	}
	return t, ok
}
