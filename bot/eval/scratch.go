package eval

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/jackc/pgx/v5"

	"stapmaat/store"
)

// Scratch makes a database for one play on the server of an address, so that no real
// person's clock is moved and nothing is left behind. It gives its address and what drops it.
func Scratch(ctx context.Context, server string) (address string, drop func(context.Context) error, err error) {
	name := fmt.Sprintf("stapmaat_eval_%d_%d", os.Getpid(), time.Now().UnixNano())
	if err := admin(ctx, server, "CREATE DATABASE "+name); err != nil {
		return "", nil, fmt.Errorf("making a database for the play: %w", err)
	}
	drop = func(ctx context.Context) error {
		if err := admin(ctx, server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			return fmt.Errorf("dropping the play's database %s: %w", name, err)
		}
		return nil
	}
	address = inDatabase(server, name)
	if err := store.Migrate(ctx, address); err != nil {
		_ = drop(context.WithoutCancel(ctx)) // the first error is the one to tell
		return "", nil, err
	}
	return address, drop, nil
}

// admin runs one statement beside all databases.
func admin(ctx context.Context, server, sql string) error {
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.Exec(ctx, sql)
	return err
}

// inDatabase is the address of another database of the same server.
func inDatabase(server, name string) string {
	u, err := url.Parse(server)
	if err != nil || u.Scheme == "" {
		return server + " dbname=" + name // the key=value form: the last one counts
	}
	u.Path = "/" + name
	return u.String()
}
