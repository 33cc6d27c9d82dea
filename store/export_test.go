package store

// Wiping gives tests the statements that destroy a person.
func Wiping() []string { return wiping }

// LockTalks gives tests the statement that takes talks, to look at its plan.
func LockTalks() string { return lockTalks }

// SelectOutgoing gives tests the statement that takes messages, to look at its plan.
func SelectOutgoing() string { return selectOutgoing }

// Hours gives tests the opening hours.
var Hours = hours
