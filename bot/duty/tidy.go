package duty

import (
	"context"
	"fmt"
	"time"
)

// LockClass is the first key of the advisory lock of keeping house; the second is
// 0. The number before it, send.LockClass, is for bots.
const LockClass = 0x5355

// wipeAtOnce is how many people go before it looks whether it should stop.
const wipeAtOnce = 50

// wipe destroys the people whose time has come.
func (d *Duty) wipe(ctx context.Context) error {
	_, err := d.Wipe(ctx)
	return err
}

// Wipe destroys all people whose time has come, and tells how many. Whoever said
// no is promised to be gone within the hour.
func (d *Duty) Wipe(ctx context.Context) (wiped int, err error) {
	now := d.o.Now()
	for {
		n, err := d.o.DB.Wipe(ctx, now, wipeAtOnce)
		wiped += n
		if err != nil || n < wipeAtOnce {
			return wiped, err
		}
	}
}

func (d *Duty) tidy(ctx context.Context) error {
	_, err := d.Tidy(ctx)
	return err
}

// Tidy deletes what may not be kept any longer and makes the coming months, unless
// another process is at it: then it says so and does nothing. The lock lives on a
// connection of its own, so it ends with the process whatever happens.
func (d *Duty) Tidy(ctx context.Context) (did bool, err error) {
	conn, err := d.o.Connect(ctx)
	if err != nil {
		return false, fmt.Errorf("connecting to keep house: %w", err)
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = conn.Close(closing) // the server lets go of the lock either way
	}()
	var alone bool
	if err := conn.QueryRow(ctx, `SELECT pg_try_advisory_lock($1, 0)`, LockClass).Scan(&alone); err != nil {
		return false, fmt.Errorf("taking the lock of the house: %w", err)
	}
	if !alone {
		return false, nil
	}
	return true, d.o.DB.Retain(ctx, d.o.Now())
}
