// Package report writes what came of the [[test]] cases of a configuration: as
// text for people ([Text]), as one JSON object ([JSON]), and as JUnit XML
// ([JUnit]) for what shows test results in CI. All that they write is what a
// cases.Report holds, so no text of a case; see package cases.
//
// The names in JSON and the structure of the XML are a contract:
//
// JSON is one object: version (of this format, 1), config (the path), cases,
// coverage, passed, failed, errors (numbers of cases), uncovered (the number of
// rules and dictionaries that lack a case of either sort).
//
//   - A case has name, line (in the configuration, from 1), expect (masked, want
//     or unchanged), status (passed, failed or error) and kinds (what is masked in
//     its input). One that did not pass has a reason, and where there is something
//     to say, missing and unexpected, differences, more_differences.
//   - missing and unexpected hold kind, off (true if the configuration does not
//     look for it), near (true if the input comes near a rule or a dictionary that
//     is not found in it) and places: line, column, where, reason.
//   - differences hold line, column, want, got.
//   - coverage holds kind, origin (built-in, rule or dictionary), must_mask and
//     must_not_mask, numbers of cases, for each kind that is looked for.
//
// JUnit XML is testsuites with a testsuite named after the configuration, in which
// every case is a testcase with name, classname (the configuration) and time in
// seconds. One that failed holds a failure whose type is what the case expects, one
// on which detection failed an error; the text of both is file and line and what the
// text format says. The coverage of each kind is a property of the testsuite, named
// coverage.KIND, with the value must_mask=N must_not_mask=N. If coverage is
// required, a second testsuite has a testcase for each rule and dictionary.
package report
