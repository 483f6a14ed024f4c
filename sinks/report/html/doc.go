// Package html writes what a scan found as one page that anybody with a browser
// can read: a sentence for those who decide, charts and tables for those who ask
// how it came to that, and settings to copy for those who mend it.
//
// The page is a single file. It has no script, asks for nothing from anywhere,
// which its own content security policy enforces, follows the reader's light or
// dark colour scheme, fits a phone and prints. Charts are inline SVG, and what
// they show stands in a text beside them too. What tells of the logs, such as
// names of files, loggers and endpoints, is shown with its control characters
// written out, and escaped by html/template for where it stands.
//
// The same summary gives the same bytes: nothing asks for the time, and nothing
// is written in the order of a map. The package writes what the summary holds,
// which has no values of findings.
package html
