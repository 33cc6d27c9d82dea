package main

import "runtime/debug"

// memoryLimit is what Go's own memory may grow to before the collector works
// harder. The program and the files it maps come on top, so the whole stays under
// 96 MiB. It is soft: beyond it the program gets slower and does not die.
const memoryLimit = 64 << 20

// limitMemory sets the limit, unless the operator chose one.
func limitMemory(environ map[string]string) {
	if environ["GOMEMLIMIT"] == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
