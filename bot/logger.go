package main

import (
	"fmt"
	"io"
	"time"

	"github.com/rs/zerolog"

	"stapmaat/bot/config"
)

// newLogger makes the one logger. What is logged are ids, codes and durations:
// never a message, a name or a token.
func newLogger(w io.Writer, c config.Config) (zerolog.Logger, error) {
	level, err := zerolog.ParseLevel(c.LogLevel)
	if err != nil {
		return zerolog.Nop(), fmt.Errorf("reading LOG_LEVEL: %w", err)
	}
	if c.LogFormat == "console" {
		w = zerolog.ConsoleWriter{Out: w, TimeFormat: time.TimeOnly}
	}
	return zerolog.New(w).Level(level).With().Timestamp().Logger(), nil
}
