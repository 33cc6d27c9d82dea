package main

import (
	"fmt"

	"stapmaat/dialog"
	"stapmaat/knowledge"
	"stapmaat/prompts"
)

// newEngine puts the conversation together: the words, and every version of the
// Bridge that positions may carry, the one for new people first.
func newEngine() (*dialog.Engine, error) {
	texts, err := prompts.Load("nl")
	if err != nil {
		return nil, fmt.Errorf("loading the words: %w", err)
	}
	library, err := knowledge.Bridges()
	if err != nil {
		return nil, fmt.Errorf("loading the bridges: %w", err)
	}
	gate, err := prompts.NewGate()
	if err != nil {
		return nil, err
	}
	return &dialog.Engine{Texts: map[string]*dialog.Texts{texts.Language: texts}, Bridges: library.All(), Gate: gate.Refuses}, nil
}
