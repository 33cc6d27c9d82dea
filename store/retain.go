package store

import "time"

// monthsAhead is how many partitions stand ready.
const monthsAhead = 3

// Keep says how long what is kept. The zero value of a field takes the default.
type Keep struct {
	Inbox    time.Duration // what came in and is done: its keys, to know it again
	SetAside time.Duration // what could not be dealt with
	Outbox   time.Duration // what was sent
	Words    time.Duration // the texts of messages
	Silent   time.Duration // somebody who is not heard any more
	Alarms   time.Duration // alarms and looks, without words
}

// DefaultKeep is what the house promises.
var DefaultKeep = Keep{
	Inbox:    7 * day,
	SetAside: 30 * day,
	Outbox:   30 * day,
	Words:    90 * day,
	Silent:   2 * 365 * day,
	Alarms:   2 * 365 * day,
}

const day = 24 * time.Hour

func (k Keep) orDefault() Keep {
	for _, f := range []struct{ have, def *time.Duration }{
		{&k.Inbox, &DefaultKeep.Inbox}, {&k.SetAside, &DefaultKeep.SetAside}, {&k.Outbox, &DefaultKeep.Outbox},
		{&k.Words, &DefaultKeep.Words}, {&k.Silent, &DefaultKeep.Silent}, {&k.Alarms, &DefaultKeep.Alarms},
	} {
		if *f.have == 0 {
			*f.have = *f.def
		}
	}
	return k
}
