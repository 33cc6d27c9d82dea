package main

// contentCommands is what can be done about approved content. Each command lives in
// a file of its own, content_*.go.
type contentCommands struct {
	Measure contentMeasureCommand `cmd:"" help:"How well the search does on a set of passages and questions; needs no database."`
}
