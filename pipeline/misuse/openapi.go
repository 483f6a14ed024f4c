package misuse

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/goccy/go-yaml"
)

// OpenAPI is what an OpenAPI 3 file says of which operations need credentials.
type OpenAPI struct {
	bases []string
	paths []template
}

// template is a path with parameters and the methods below it that are secured.
type template struct {
	parts   []string // "" stands for a parameter
	secured map[string]bool
	fixed   int // parts that are no parameters
}

// maxOpenAPI is how large a file may be, in bytes.
const maxOpenAPI = 16 << 20

// openAPIFile is what is read of the file.
type openAPIFile struct {
	OpenAPI  string `yaml:"openapi"`
	Swagger  string `yaml:"swagger"`
	Security []map[string]any
	Servers  []struct{ URL string }
	Paths    map[string]map[string]any
}

var openAPIMethods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

// ReadOpenAPI reads a file of OpenAPI 3, as JSON or YAML.
func ReadOpenAPI(r io.Reader) (*OpenAPI, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxOpenAPI+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxOpenAPI {
		return nil, fmt.Errorf("it is larger than %d MiB", maxOpenAPI>>20)
	}
	var file openAPIFile
	// JSON is YAML, but for tabs between its parts.
	if err := yaml.Unmarshal(bytes.ReplaceAll(data, []byte("\t"), []byte("  ")), &file); err != nil {
		return nil, errors.New("it is neither JSON nor YAML of OpenAPI")
	}
	if !strings.HasPrefix(file.OpenAPI, "3.") {
		return nil, errors.New("it is not a file of OpenAPI 3: it has no openapi: 3.x")
	}
	return file.read()
}

func (f *openAPIFile) read() (*OpenAPI, error) {
	o := &OpenAPI{}
	for _, s := range f.Servers {
		if u, err := url.Parse(s.URL); err == nil {
			o.bases = append(o.bases, strings.TrimSuffix(u.Path, "/"))
		}
	}
	if len(o.bases) == 0 {
		o.bases = []string{""}
	}
	for path, item := range f.Paths {
		t := template{secured: map[string]bool{}}
		for _, part := range split(path) {
			if strings.HasPrefix(part, "{") {
				part = ""
			} else {
				t.fixed++
			}
			t.parts = append(t.parts, part)
		}
		for _, method := range openAPIMethods {
			operation, there := item[method]
			if !there {
				continue
			}
			security, err := securityOf(operation, f.Security)
			if err != nil {
				return nil, err
			}
			t.secured[strings.ToUpper(method)] = needsCredentials(security)
		}
		o.paths = append(o.paths, t)
	}
	return o, nil
}

// securityOf is what an operation says of its security, or else the file.
func securityOf(operation any, all []map[string]any) ([]map[string]any, error) {
	members, ok := operation.(map[string]any)
	if !ok {
		return nil, errors.New("an operation of it is no object")
	}
	said, ok := members["security"]
	if !ok {
		return all, nil
	}
	list, ok := said.([]any)
	if !ok {
		return nil, errors.New("the security of an operation is no list")
	}
	own := make([]map[string]any, 0, len(list))
	for _, one := range list {
		alternative, ok := one.(map[string]any)
		if !ok {
			return nil, errors.New("the security of an operation is no list of objects")
		}
		own = append(own, alternative)
	}
	return own, nil
}

// needsCredentials tells whether none of the alternatives is to have none.
func needsCredentials(security []map[string]any) bool {
	for _, alternative := range security {
		if len(alternative) == 0 {
			return false
		}
	}
	return len(security) > 0
}

func split(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
}

// secured tells whether an operation needs credentials. Of several templates that
// fit, the one with the most fixed parts counts, as OpenAPI asks for.
func (o *OpenAPI) secured(method string, path []byte) bool {
	best, secured := -1, false
	for _, base := range o.bases {
		rest, ok := bytes.CutPrefix(path, []byte(base))
		if !ok {
			continue
		}
		for i := range o.paths {
			t := &o.paths[i]
			need, known := t.secured[method]
			if known && t.fixed > best && t.fits(rest) {
				best, secured = t.fixed, need
			}
		}
	}
	return secured
}

func (t *template) fits(path []byte) bool {
	for _, part := range t.parts {
		path = bytes.TrimLeft(path, "/")
		end := bytes.IndexByte(path, '/')
		if end < 0 {
			end = len(path)
		}
		if end == 0 || part != "" && string(path[:end]) != part {
			return false
		}
		path = path[end:]
	}
	return len(bytes.TrimLeft(path, "/")) == 0
}
