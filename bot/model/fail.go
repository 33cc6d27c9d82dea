package model

import (
	"context"
	"errors"

	"stapmaat/dialog"
)

// Why there is no answer. Every error of this package is one of these, or that its caller
// gave up (context.Canceled).
var (
	ErrLate     = errors.New("no answer in time")
	ErrDown     = errors.New("the endpoint is of no use now")
	ErrRefused  = errors.New("the model would not answer")
	ErrNonsense = errors.New("the answer is of no use")
)

// Fail says what an error means to a talk; "" for none. A caller that gave up itself
// (context.Canceled) records nothing: somebody else takes the call up.
func Fail(err error) dialog.CallFail {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, ErrLate), errors.Is(err, context.DeadlineExceeded):
		return dialog.CallLate
	case errors.Is(err, ErrRefused):
		return dialog.CallRefused
	case errors.Is(err, ErrNonsense):
		return dialog.CallNonsense
	}
	return dialog.CallDown
}
