package sarif

// The objects of SARIF that scrim writes, named as in the standard, with the
// properties that it fills.

type text struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type tool struct {
	Driver driver `json:"driver"`
}

type driver struct {
	Name                string          `json:"name"`
	FullName            string          `json:"fullName,omitempty"`
	Version             string          `json:"version,omitempty"`
	SemanticVersion     string          `json:"semanticVersion,omitempty"`
	ShortDescription    text            `json:"shortDescription"`
	Rules               []rule          `json:"rules"`
	Notifications       []rule          `json:"notifications"`
	SupportedTaxonomies []componentName `json:"supportedTaxonomies"`
}

// rule is a reportingDescriptor.
type rule struct {
	ID            string          `json:"id"`
	Name          string          `json:"name,omitempty"`
	Short         *text           `json:"shortDescription,omitempty"`
	Full          *text           `json:"fullDescription,omitempty"`
	Help          *text           `json:"help,omitempty"`
	HelpURI       string          `json:"helpUri,omitempty"`
	Default       *configuration  `json:"defaultConfiguration,omitempty"`
	Relationships []relationship  `json:"relationships,omitempty"`
	Properties    *ruleProperties `json:"properties,omitempty"`
}

type configuration struct {
	Level string `json:"level"`
}

type ruleProperties struct {
	Tags             []string `json:"tags"`
	SecuritySeverity string   `json:"security-severity"`
	Precision        string   `json:"precision"`
}

type relationship struct {
	Target reference `json:"target"`
	Kinds  []string  `json:"kinds"`
}

// reference is a reportingDescriptorReference to a weakness.
type reference struct {
	ID        string         `json:"id"`
	Index     int            `json:"index"`
	Component componentIndex `json:"toolComponent"`
}

type componentIndex struct {
	Index int `json:"index"`
}

type componentName struct {
	Name  string `json:"name"`
	Index int    `json:"index"`
	GUID  string `json:"guid"`
}

type taxonomy struct {
	Name             string `json:"name"`
	GUID             string `json:"guid"`
	Organization     string `json:"organization"`
	InformationURI   string `json:"informationUri"`
	ShortDescription text   `json:"shortDescription"`
	Taxa             []rule `json:"taxa"`
}

type base struct {
	Description text `json:"description"`
}

type invocation struct {
	Successful    bool           `json:"executionSuccessful"`
	Notifications []notification `json:"toolExecutionNotifications,omitempty"`
}

type notification struct {
	Level      string     `json:"level"`
	Message    text       `json:"message"`
	Descriptor descriptor `json:"descriptor"`
}

type descriptor struct {
	ID    string `json:"id"`
	Index int    `json:"index"`
}

type artifactLocation struct {
	URI   string `json:"uri"`
	Base  string `json:"uriBaseId,omitempty"`
	Index *int   `json:"index,omitempty"`
}

type artifact struct {
	Location   artifactLocation    `json:"location"`
	Roles      []string            `json:"roles"`
	Length     int64               `json:"length"`
	Hashes     map[string]string   `json:"hashes,omitempty"`
	Properties *artifactProperties `json:"properties,omitempty"`
}

type artifactProperties struct {
	Incomplete bool             `json:"incomplete,omitempty"`
	Lines      int64            `json:"lines"`
	Kinds      map[string]int64 `json:"kinds,omitempty"`
}

type result struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      text              `json:"message"`
	Locations    []location        `json:"locations"`
	Occurrences  int64             `json:"occurrenceCount"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Taxa         []reference       `json:"taxa,omitempty"`
	Properties   resultProperties  `json:"properties"`
}

type location struct {
	Physical physicalLocation `json:"physicalLocation"`
}

type physicalLocation struct {
	Artifact artifactLocation `json:"artifactLocation"`
	Region   region           `json:"region"`
}

// region is a whole line, said with all that some viewers ask for: without an
// endColumn it ends where the line does.
type region struct {
	StartLine   int64 `json:"startLine"`
	StartColumn int64 `json:"startColumn"`
	EndLine     int64 `json:"endLine"`
}

func line(n int64) region { return region{n, 1, n} }

type resultProperties struct {
	Severity   string `json:"severity"`
	Place      string `json:"place"`
	ByteColumn int64  `json:"byteColumn"`
}
