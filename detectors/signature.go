package detectors

var signatureKind = Kind{
	Name:     "signature",
	Summary:  "signatures of requests: SigV4, signed URLs, HMAC headers of webhooks",
	CWE:      []int{532, 598},
	Severity: SeverityHigh,
	Keys: []string{
		"sig", "signature", "hmac", "hmac sha", "hmac sha256", "hub signature", "x amz signature", "x goog signature", "x hub signature", "amz signature",
		"x amz security", "security token", "x amz credential", "oauth signature", "se signature",
	},
	Judge: judgeToken,
}
