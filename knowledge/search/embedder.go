package search

import "context"

// Embedder turns texts into vectors. Two are real: Learned, built in, from the
// release's own words; and bot/embed, any endpoint that speaks OpenAI's protocol.
// A release keeps Name, Dims and the prefixes, because vectors of different
// embedders cannot be compared.
type Embedder interface {
	Name() string
	Dims() int
	QueryPrefix() string   // put before a question by who calls Embed
	PassagePrefix() string // put before a passage
	// Embed gives one vector of length 1 for each text, in their order. A text
	// without any known word gives a zero vector, which must not be stored.
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}
