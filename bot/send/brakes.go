package send

import "time"

// brakes count the posts of a bot in a row that got no answer, or 5xx. When
// Telegram is away, every talk would try it for itself and each try may hold a
// place for as long as a timeout: after a few the bot waits, and tries with what
// is first then.
type brakes map[int64]int

const (
	patience   = 5 // failures in a row that may be chance
	firstBrake = time.Second
	lastBrake  = 30 * time.Second
)

// failed counts a failure and says how long the bot shall wait; often not at all.
func (b brakes) failed(bot int64) time.Duration {
	b[bot]++
	if b[bot] < patience {
		return 0
	}
	return min(firstBrake<<min(b[bot]-patience, 5), lastBrake)
}

func (b brakes) answered(bot int64) { delete(b, bot) }
