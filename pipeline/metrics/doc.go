// Package metrics shows to Prometheus and to health checks how a pipeline does.
//
// Metrics are counted by the pipeline; this package words what pipeline.Stats
// says, at each scrape, in Prometheus' text format. Labels are names of the
// configuration, of kinds, topics and files, never a byte of a record, and their
// number is bounded: a lane's series goes away with the lane, and of the files
// of a source only those that lag most have series of their own.
//
// The format is written here: the client library would add a quarter to the
// start-up time of the filter, which shares the program, and what it is for,
// registering and counting, is done elsewhere.
package metrics
