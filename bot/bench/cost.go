//go:build bench || faults

package bench

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// cost is what was used up to one moment: by the database, and of the processor.
type cost struct {
	Commits, WAL, Disk int64
	Connections        int   // of the program, at that moment
	Backends           []int // processes of Postgres that work for it, or for all

	at                              time.Time
	program, us, postgres, together time.Duration // processor time; us is the double and the people
}

const selectCost = `
	SELECT xact_commit AS commits, (pg_current_wal_lsn() - '0/0')::bigint AS wal, pg_database_size(datname) AS disk,
	       (SELECT count(*) FROM pg_stat_activity a WHERE a.datname = d.datname AND a.application_name = 'stapmaat') AS connections,
	       (SELECT array_agg(a.pid) FROM pg_stat_activity a WHERE a.datname = d.datname OR a.datname IS NULL) AS backends
	FROM pg_stat_database d
	WHERE datname = current_database()`

// cost asks what was used so far.
func (w *town) cost(ctx context.Context, p *process) (cost, error) {
	rows, _ := w.sql.Query(ctx, selectCost) // CollectExactlyOneRow tells of its error
	c, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByNameLax[cost])
	if err != nil {
		return cost{}, fmt.Errorf("asking what was used: %w", err)
	}
	c.at, c.program, c.us, c.together = time.Now(), processorTime(p.command.Process.Pid), ownTime(), machineTime()
	for _, pid := range c.Backends {
		c.postgres += processorTime(pid)
	}
	return c, nil
}

// clockTick is the unit of /proc: USER_HZ, 100 on every Linux that Go runs on.
const clockTick = time.Second / 100

// processorTime is what a process used in all; 0 where /proc does not tell.
func processorTime(pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(stat), ") ") // the name before may hold spaces
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	return ticks(fields[11]) + ticks(fields[12]) // utime, stime
}

// machineTime is what all processors did since the start, idling and waiting left out.
func machineTime() time.Duration {
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0
	}
	line, _, _ := strings.Cut(string(stat), "\n")
	used := time.Duration(0)
	for i, field := range strings.Fields(line) {
		if i >= 1 && i != 4 && i != 5 && i <= 8 { // 4 idle, 5 iowait; guests are counted in user already
			used += ticks(field)
		}
	}
	return used
}

func ticks(field string) time.Duration {
	n, _ := strconv.ParseInt(field, 10, 64)
	return time.Duration(n) * clockTick
}

func ownTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// shares says how much processor time a turn took, and whom. What strangers on the machine
// took beside is told too: under them every figure is worse than it need be.
func shares(before, after cost, turns float64) string {
	each := func(a, b time.Duration) float64 { return (a - b).Seconds() * 1000 / max(turns, 1) }
	program, us, postgres := each(after.program, before.program), each(after.us, before.us), each(after.postgres, before.postgres)
	strangers := (after.together - before.together) - (after.program - before.program) - (after.us - before.us) - (after.postgres - before.postgres)
	return fmt.Sprintf("%.2f program, %.2f Postgres, %.2f double and people; strangers held %.2f cores", program, postgres, us,
		max(0, strangers.Seconds()/after.at.Sub(before.at).Seconds()))
}
