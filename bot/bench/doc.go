// Package bench measures the real program and breaks it on purpose. Plain
// `go test ./...` sees nothing of it: `make bench` prints the figures, with their
// aims, and `make faults` kills the program and its database under load.
//
// Both build the program, give it a fresh database, and put the strict double in
// Telegram's place. People are played by script.go: every talk is a real opening,
// from the invitation to the first place on the bridge. Timings never fail a run;
// a lost, doubled or misordered message does (check.go).
package bench
