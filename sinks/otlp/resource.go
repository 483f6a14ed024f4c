package otlp

import "google.golang.org/protobuf/encoding/protowire"

// schema says which semantic conventions the names of attributes are from.
const schema = "https://opentelemetry.io/schemas/1.43.0"

// serviceName is the attribute of a resource that every receiver sorts by.
const serviceName = "service.name"

// resourceFields encodes what the logs are from.
func (s *Settings) resourceFields() []byte {
	var e encoder
	var resource []byte
	add := func(name, value string) {
		e.value = appendText(e.value[:0], []byte(value))
		resource = e.appendAttribute(resource, resourceAttributes, validName(name), "")
	}
	if s.ServiceName != "" {
		add(serviceName, s.ServiceName)
	}
	for _, name := range sortedKeys(s.Attributes) {
		add(name, s.Attributes[name])
	}
	dst := protowire.AppendTag(nil, resourceLogsResource, protowire.BytesType)
	dst = protowire.AppendBytes(dst, resource)
	dst = protowire.AppendTag(dst, resourceLogsSchema, protowire.BytesType)
	return protowire.AppendString(dst, schema)
}

// scopeFields encodes who has read the logs.
func scopeFields(version string) []byte {
	scope := protowire.AppendTag(nil, scopeName, protowire.BytesType)
	scope = protowire.AppendString(scope, "scrim")
	scope = protowire.AppendTag(scope, scopeVersion, protowire.BytesType)
	scope = protowire.AppendString(scope, validName(version))
	dst := protowire.AppendTag(nil, scopeLogsScope, protowire.BytesType)
	return protowire.AppendBytes(dst, scope)
}
