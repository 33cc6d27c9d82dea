package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"stapmaat/bot/config"
)

type checkCommand struct {
	Listen time.Duration `default:"3s" help:"How long to listen for a second program that polls with the same token."`
}

// level says how bad a finding is.
type level string

const (
	isOK   level = "ok"
	isWarn level = "warn" // people can come in; somebody should look at it
	isFail level = "fail" // nobody should come in
)

// findings prints what was found, a line each, and remembers whether something failed.
type findings struct {
	out    io.Writer
	failed bool
}

func (f *findings) add(l level, subject, format string, args ...any) {
	f.failed = f.failed || l == isFail
	fmt.Fprintf(f.out, "%-5s%-10s%s\n", l, subject, fmt.Sprintf(format, args...))
}

// fault adds a failure in its own words.
func (f *findings) fault(subject string, err error) {
	f.add(isFail, subject, "%s", sentence(err))
}

// checking is one look at everything. What a part finds, later parts use.
type checking struct {
	*findings
	program
	listen time.Duration
	config config.Config
}

// Run says what is wrong before people come in. It changes nothing.
func (c *checkCommand) Run(ctx context.Context, p program) error {
	f := &findings{out: p.out}
	look := checking{findings: f, program: p, listen: c.Listen}
	look.all(ctx)
	if f.failed {
		return errSaid
	}
	return nil
}

func (c *checking) all(ctx context.Context) {
	c.words()
	if !c.settings() {
		return
	}
	c.models(ctx)
	c.database(ctx)
}

// settings reports every fault of the environment at once.
func (c *checking) settings() bool {
	loaded, err := config.Load(c.environ, config.NeedDatabase, config.NeedMasterKey)
	var faults config.Faults
	switch {
	case errors.As(err, &faults):
		for _, fault := range faults {
			c.add(isFail, "settings", "%s", fault.Message)
		}
		return false
	case err != nil:
		c.fault("settings", err)
		return false
	}
	c.config = loaded
	c.add(isOK, "settings", "all there and in range.")
	return true
}
