package store

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Wiping gives tests the statements that destroy a person.
func Wiping() []string { return wiping }

// LockTalks gives tests the statement that takes talks, to look at its plan.
func LockTalks() string { return lockTalks }

// SelectOutgoing gives tests the statement that takes messages, to look at its plan.
func SelectOutgoing() string { return selectOutgoing }

// TakeCalls gives tests the statement that takes calls: $1 is now, $2 how many, $3 until when.
func TakeCalls() string {
	sql, _, err := pgx.NamedArgs{}.RewriteQuery(context.Background(), nil, takeCalls, nil)
	if err != nil {
		panic(err)
	}
	return sql
}

// Hours gives tests the opening hours.
var Hours = hours
