// Package fault names the points where a process may die. Nothing may be lost
// or doubled whichever of them it dies at; tests stop a turn at each of them in
// process, `make faults` kills the real program.
package fault

import "slices"

// Point is a named place between two steps that must not depend on each other.
type Point string

// The points, in the order of a message's life.
const (
	ReceiveInserted  Point = "receive.inserted"  // the update's rows are written, not committed
	ReceiveCommitted Point = "receive.committed" // committed; Telegram has not been told
	TurnClaimed      Point = "turn.claimed"      // conversations are locked, snapshots read
	TurnAdvanced     Point = "turn.advanced"     // the engine has answered, nothing is written
	TurnWritten      Point = "turn.written"      // all rows are written, not committed
	TurnCommitted    Point = "turn.committed"    // committed; the sender has not been poked
	SendTaken        Point = "send.taken"        // the sender has read its rows, nothing is posted
	SendPosted       Point = "send.posted"       // Telegram has the message, the row does not say so
	SendRecorded     Point = "send.recorded"     // the row says so
	AlarmRaised      Point = "alarm.raised"      // the alarm and its sign are written, its alerts are not
	AlarmAlerted     Point = "alarm.alerted"     // alerts of a step are written, not committed
	AlarmDone        Point = "alarm.done"        // what staff did at the desk (took, acted, closed) is written, not committed
	AlertTaken       Point = "alert.taken"       // an alert by e-mail or webhook is held, nothing is sent
	ChainMoved       Point = "chain.moved"       // the next step of an alarm is written, not committed
	AlertSent        Point = "alert.sent"        // an e-mail or webhook has the alert, the row does not say so
	CallTaken        Point = "call.taken"        // a call is claimed, nobody was asked
	CallAnswered     Point = "call.answered"     // the answer is there, the row does not say so
	CallWritten      Point = "call.written"      // the answer is in the inbox, and its alarm raised, not committed
	CallRecorded     Point = "call.recorded"     // committed; nobody has been woken
)

var points = []Point{
	ReceiveInserted, ReceiveCommitted,
	TurnClaimed, TurnAdvanced, TurnWritten, TurnCommitted,
	SendTaken, SendPosted, SendRecorded,
	AlarmRaised, AlarmAlerted, AlarmDone, ChainMoved, AlertTaken, AlertSent,
	CallTaken, CallAnswered, CallWritten, CallRecorded,
}

// Points lists them all, so that a test can walk them.
func Points() []Point { return slices.Clone(points) }

// Hook is called at every point. It returns when the program may go on; to die
// there it panics with a Crash, or ends the process. The nil Hook does nothing.
type Hook func(Point)

// At calls the hook, if there is one.
func (h Hook) At(p Point) {
	if h != nil {
		h(p)
	}
}

// Crash is what a hook panics with to stand for the end of the process. Nobody
// but a test may recover from it.
type Crash struct{ Point Point }

// Once makes a hook that crashes at the n-th pass of one point (counted from 1) and never again.
func Once(p Point, n int) Hook {
	var left counter
	left.Store(int64(n))
	return func(at Point) {
		if at == p && left.Add(-1) == 0 {
			panic(Crash{p})
		}
	}
}
