package fault

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
)

type counter = atomic.Int64

// Variable is the environment variable that FromEnv reads.
const Variable = "STAPMAAT_FAULT"

// FromEnv makes the hook that the environment asks for: "turn.committed:17"
// kills this process, as kill -9 would, at the 17th pass of that point. Without
// the variable the hook is nil.
func FromEnv() (Hook, error) {
	value := os.Getenv(Variable)
	if value == "" {
		return nil, nil
	}
	name, count, _ := strings.Cut(value, ":")
	if count == "" {
		count = "1"
	}
	n, err := strconv.Atoi(count)
	if err != nil || n < 1 || !slices.Contains(points, Point(name)) {
		return nil, fmt.Errorf("%s must be a point and a count, such as %s:17", Variable, TurnCommitted)
	}
	var left counter
	left.Store(int64(n))
	return func(at Point) {
		if at == Point(name) && left.Add(-1) == 0 {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}, nil
}
