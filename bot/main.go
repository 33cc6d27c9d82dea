// The program: a messaging bot that stands beside people in debt. This package
// puts the rooms together; `bot --help` lists what it can do.
package main

import (
	"context"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // small images carry no time zones, and every person has one
)

func main() { os.Exit(start()) }

// start lives apart from main so that its deferred calls run before the exit.
func start() int {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals // the first one asks
		stop()
		<-signals // the second one does not wait
		os.Exit(1)
	}()
	return run(ctx, program{
		args: os.Args[1:], environ: environ(), in: os.Stdin, out: os.Stdout, err: os.Stderr, now: time.Now,
	})
}

func environ() map[string]string {
	values := map[string]string{}
	for _, entry := range os.Environ() {
		name, value, _ := strings.Cut(entry, "=")
		values[name] = value
	}
	return values
}
