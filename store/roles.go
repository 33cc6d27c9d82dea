package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
)

// The database roles beside the login that owns the tables. They have no password and
// no login of their own: a pool of the program becomes one (OpenPool), and rights and
// row-level security of the migrations hold for it.
const (
	DeskRole   = "stapmaat_desk"   // the pages of the desk
	DoorRole   = "stapmaat_door"   // lets staff in at the desk: accounts, links, sessions, and nothing of participants
	ReaderRole = "stapmaat_reader" // reads approved content through one function, and nothing else
)

// makeRoles makes the roles that are missing and lets this login become them. Roles
// belong to the whole server; programs of several databases may make them at once.
func makeRoles(ctx context.Context, db *sql.DB) error {
	for _, role := range []string{DeskRole, DoorRole, ReaderRole} {
		var there, member bool
		err := db.QueryRowContext(ctx, `
			SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1),
			       COALESCE((SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = $1), false)`, role).Scan(&there, &member)
		if err != nil {
			return fmt.Errorf("looking for the database role %s: %w", role, err)
		}
		if !there {
			if _, err := db.ExecContext(ctx, "CREATE ROLE "+role+" NOLOGIN"); err != nil && !isState(err, "42710", "23505") {
				return roleFault(role, err)
			}
		}
		if !member {
			if _, err := db.ExecContext(ctx, "GRANT "+role+" TO CURRENT_USER"); err != nil && !isState(err, "23505") {
				return roleFault(role, err)
			}
		}
	}
	return nil
}

func isState(err error, states ...string) bool {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return false
	}
	for _, s := range states {
		if pg.Code == s {
			return true
		}
	}
	return false
}

// roleFault says what somebody with more rights must do.
func roleFault(role string, err error) error {
	if !isState(err, "42501") {
		return fmt.Errorf("making the database role %s: %w", role, err)
	}
	return fmt.Errorf(`this login may not make the database role %[1]s; let an administrator of the server run: CREATE ROLE %[1]s NOLOGIN; GRANT %[1]s TO <this login>; then run bot migrate again`, role)
}
