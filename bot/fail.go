package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"stapmaat/bot/config"
)

// advice is a failure with what to do about it.
type advice struct {
	err error
	do  string
}

func advise(err error, do string) error { return &advice{err, do} }

func (a *advice) Error() string { return a.err.Error() + ": " + a.do }
func (a *advice) Unwrap() error { return a.err }

// errSaid fails without a word: the command has said it all.
var errSaid = errors.New("said already")

// fail says what is wrong, and gives the exit code.
func (p program) fail(err error) int {
	if !errors.Is(err, errSaid) {
		fmt.Fprintln(p.err, sentence(err))
	}
	return 1
}

// sentence is one line for people: what is wrong, what to do. Settings have a line each.
func sentence(err error) string {
	var faults config.Faults
	if errors.As(err, &faults) {
		return faults.Error()
	}
	text := strings.Join(strings.Fields(explain(err).Error()), " ")
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return "bot: " + text
}

// explain adds what to do where the error itself comes from below and can't know.
func explain(err error) error {
	var advised *advice
	var connect *pgconn.ConnectError
	var network *net.OpError
	var pg *pgconn.PgError
	switch {
	case errors.As(err, &advised):
		return err
	case errors.As(err, &connect) && errors.As(err, &network): // pgx lists all it tried, with user and host
		return advise(fmt.Errorf("the database does not answer (%w)", network.Err), "start it, or correct DATABASE_URL")
	case errors.As(err, &connect) && errors.As(err, &pg):
		return advise(fmt.Errorf("the database lets nobody in (%s)", pg.Message), "correct DATABASE_URL")
	case errors.As(err, &connect):
		return advise(errors.New("the database does not answer"), "start it, or correct DATABASE_URL")
	case errors.Is(err, context.Canceled):
		return advise(errors.New("stopped before it was done"), "run it again")
	case errors.As(err, &pg) && pg.Code == "42P01":
		return advise(err, "run 'bot migrate'")
	}
	return err
}
