package library

// ExactUpTo makes a smaller release count as large.
func ExactUpTo(db *DB, passages int) { db.exactUpTo = passages }
