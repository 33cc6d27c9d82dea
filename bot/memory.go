package main

import "runtime/debug"

// memoryLimit is what Go's own memory may grow to before the collector works
// harder. The program and the files it maps come on top, so the whole stays under
// 96 MiB. It is soft: beyond it the program gets slower and does not die.
const memoryLimit = 80 << 20

// collectAt lets garbage grow to twice what lives before it is collected, as long
// as the limit allows: at 200 turns a second it halved the p99 (decision 11).
const collectAt = 200

// limitMemory sets both, unless the operator chose.
func limitMemory(environ map[string]string) {
	if environ["GOMEMLIMIT"] == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	if environ["GOGC"] == "" {
		debug.SetGCPercent(collectAt)
	}
}
