package call

import (
	"time"

	"stapmaat/dialog"
	"stapmaat/store"
)

// A quick answer needs no sign that it comes; a channel shows one for some five seconds.
const (
	typingAfter = 400 * time.Millisecond
	typingAgain = 4 * time.Second
)

// typing shows in the chat that an answer is being written, until stop is called.
func (r *Runner) typing(g []store.TakenCall) (stop func()) {
	for _, c := range g {
		if (c.Kind != dialog.CallReply && c.Kind != dialog.CallHear) || c.Fail != "" {
			continue
		}
		over := make(chan struct{})
		timer := time.NewTimer(typingAfter)
		go func() {
			defer timer.Stop()
			for {
				select {
				case <-timer.C:
					r.o.Typing(c.Bot, c.Chat)
					timer.Reset(typingAgain)
				case <-over:
					return
				}
			}
		}()
		return func() { close(over) }
	}
	return func() {}
}
