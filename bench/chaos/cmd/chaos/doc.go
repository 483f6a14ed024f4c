// Chaos runs scrim between real parts, takes them away and kills it, and checks
// what it promises. The report goes to standard output, as Markdown.
//
// Exit status: 0 all promises hold, 1 one does not, 2 a scenario could not be
// carried out, 64 usage.
package main
