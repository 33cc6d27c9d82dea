package desk

import (
	"errors"
	"net/http"

	"stapmaat/store/staff"
)

// Error is what people see when a page can't be given: its sentences are error.<Code> in the words.
type Error struct {
	Status int
	Code   string
}

func (e *Error) Error() string { return "desk: " + e.Code }

var (
	errNotFound  = &Error{http.StatusNotFound, "not-found"} // also what one may not see: the two are never told apart
	errForbidden = &Error{http.StatusForbidden, "forbidden"}
	errSignedOut = &Error{http.StatusUnauthorized, "signed-out"}
	errTooLarge  = &Error{http.StatusRequestEntityTooLarge, "too-large"}
	errBadForm   = &Error{http.StatusBadRequest, "bad-form"}
	errTooOften  = &Error{http.StatusTooManyRequests, "too-often"}
	errElsewhere = &Error{http.StatusForbidden, "elsewhere"} // a form of another site
	errBroken    = &Error{http.StatusInternalServerError, "broken"}
)

// errorPage is the data of the page.
type errorPage struct{ Title, Text, Number string }

// fail answers with one error page. What went wrong inside goes to the log only, under the number that the page shows.
func (c *call) fail(err error) {
	var shown *Error
	switch {
	case errors.As(err, &shown):
	case errors.Is(err, staff.ErrNotFound):
		shown = errNotFound
	default:
		if c.ctx().Err() == nil {
			c.log().Error().Err(err).Str("route", c.route.pattern).Msg("a page of the desk failed")
		}
		shown = errBroken
	}
	number := ""
	if shown == errBroken {
		number = c.w.Header().Get(requestHeader)
	}
	key := "error." + shown.Code
	if err := c.renderStatus(shown.Status, "error", errorPage{c.t(key + ".title"), c.t(key), number}); err != nil {
		c.log().Error().Err(err).Msg("the error page failed")
		http.Error(c.w, "fout", http.StatusInternalServerError)
	}
}
