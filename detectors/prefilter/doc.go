// Package prefilter marks the few places of a text at which a look may be worth
// its time, 64 bytes a step, and leaves every decision to its caller.
//
// It works in two steps. Classify reads bytes and writes bitmaps, one bit a byte:
// what class a byte is of, where three bytes may be those of a literal, where a
// name may end in the letters of a key. Find makes of them, with nothing but
// shifts, ands and an addition, the bitmaps of candidates: literals, separators
// after what may be a key, numbers that may be dialled, long runs of word bytes.
//
// A candidate is a promise in one direction only: a place that is not marked
// needs no look, a place that is marked may be nothing. Where the text was cut
// into stretches and blocks may add marks, and never takes away one that is
// promised.
//
// Both steps have kernels in assembly, which package asm generates, and a portable
// one. All of them write the same bits. The CPU decides which are used; the build
// tag purego leaves the assembly out, and GODEBUG=cpu.avx512bw=off or
// GODEBUG=cpu.avx512bw=off,cpu.avx2=off keeps a program from using it.
package prefilter
