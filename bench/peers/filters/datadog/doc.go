// Datadog is a filter made of the scrubber of the Datadog agent with its own
// default rules, which the agent applies to its logs line by line.
package main
