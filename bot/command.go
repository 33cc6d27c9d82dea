package main

import (
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"time"

	"github.com/alecthomas/kong"
)

// program is one run of the program: what it was called with, and what it touches.
type program struct {
	args    []string
	environ map[string]string
	in      io.Reader
	out     io.Writer // results and talk
	err     io.Writer // logs, and the sentence of a failure
	now     func() time.Time
	roots   *x509.CertPool // whom mail servers are trusted by; nil is the machine's own list
}

// commands is the command line. Each command lives in the file of its name.
type commands struct {
	Serve   serveCommand    `cmd:"" help:"Serve all bots of the database on Telegram, until SIGTERM."`
	Chat    chatCommand     `cmd:"" help:"Talk in the terminal, with demo people."`
	Desk    deskCommand     `cmd:"" help:"Open the pages for staff on this machine, with demo people, and print links to sign in."`
	Migrate migrateCommand  `cmd:"" help:"Bring the schema of the database up to this program."`
	Invite  inviteCommand   `cmd:"" help:"Print a link that lets in the first supervisor or administrator, or a mentor."`
	SignIn  signInCommand   `cmd:"" help:"Give an organisation its own sign-in at the desk by OpenID Connect; reads the client's secret from stdin."`
	Token   tokenCommands   `cmd:"" help:"Tokens of further bots."`
	Key     keyCommands     `cmd:"" help:"The master key that seals what people say."`
	Check   checkCommand    `cmd:"" help:"Say what is wrong before people come in."`
	Drill   drillCommand    `cmd:"" help:"Let a test person write about danger, and see whether the alarm gets through; or plan it."`
	Alert   alertCommands   `cmd:"" help:"Ways to reach staff about alarms, beside the chat."`
	Risk    RiskCmd         `cmd:"" help:"Measure the crisis screen."`
	Content contentCommands `cmd:"" help:"Approved content."`
	Eval    evalCommand     `cmd:"" help:"Play scripted people through the whole program, on a database of its own, and measure the talks."`
}

type tokenCommands struct {
	Add tokenAddCommand `cmd:"" help:"Add a bot, or give it a new token; reads the token from stdin."`
}

type keyCommands struct {
	New    keyNewCommand    `cmd:"" help:"Make a key file."`
	Rotate keyRotateCommand `cmd:"" help:"Wrap everything with a new key; the file keeps the old one beside it."`
}

const about = "A messaging bot that stands beside people in debt. Settings come from the environment: see the README."

// run does one command and gives the exit code: 0, or 1 after one sentence on
// p.err that says what is wrong and what to do.
func run(ctx context.Context, p program) int {
	var cli commands
	helped := false // kong prints the help and then wants to exit; here it goes on and may find faults that are none
	parser, err := kong.New(&cli, kong.Name("bot"), kong.Description(about), kong.Writers(p.out, p.err),
		kong.Exit(func(int) { helped = true }), kong.Bind(p), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		return p.fail(fmt.Errorf("reading the command line: %w", err))
	}
	command, err := parser.Parse(p.args)
	switch {
	case helped:
		return 0
	case err != nil:
		return p.fail(advise(err, "see 'bot --help'"))
	}
	if err := command.Run(); err != nil {
		return p.fail(err)
	}
	return 0
}
