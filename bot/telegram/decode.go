package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"stapmaat/dialog"
)

// update is what one update means to us.
type update struct {
	id    int64 // update_id; 0 when it could not be read
	fate  fate
	why   string // for ignored and kept aside; never holds words of a person
	chat  int64
	input dialog.Input
	// dedupe makes the same message known under another update_id, "" when nothing does.
	dedupe string

	query   string // a press to answer at once
	pressed int    // the message whose button was pressed
	leave   int64  // a group or channel that the bot was put into
	channel bool   // leave is a channel: nobody there to say goodbye to
}

var errNoObject = errors.New("not a JSON object")

// decode reads one update. It looks only at the fields we use, so that a new kind of
// forward, sticker or background beside them can't keep a person's words from us
// (models.Update of the library fails as a whole on a union type it doesn't know).
// It never fails: what can't be read is kept aside.
func decode(raw []byte) update {
	u := update{}
	all := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &all); err != nil || all == nil {
		return u.aside(errNoObject.Error())
	}
	if err := json.Unmarshal(all["update_id"], &u.id); err != nil {
		return u.aside("no update_id")
	}
	k, ok := kindOf(updateKinds, all)
	if !ok {
		return u.aside("newer kind " + unknownField(updateKinds, nil, all))
	}
	u.fate, u.why = k.fate, k.why
	if k.fate != answered {
		return u
	}
	if err := u.read(k.field, all[k.field]); err != nil {
		return u.aside(fmt.Sprintf("%s: %s", k.field, plain(err)))
	}
	return u
}

func (u *update) read(field string, raw json.RawMessage) error {
	switch field {
	case "message":
		return u.readMessage(raw)
	case "edited_message":
		return u.readEdit(raw)
	case "callback_query":
		return u.readPress(raw)
	case "my_chat_member":
		return u.readMember(raw)
	}
	return fmt.Errorf("no reader for %s", field)
}

func (u update) aside(why string) update {
	u.fate, u.why = aside, why
	return u
}

func (u *update) ignore(why string) error {
	u.fate, u.why = ignored, why
	return nil
}

// kindOf finds the first row whose field is there, details left out.
func kindOf(rows []kind, all map[string]json.RawMessage) (kind, bool) {
	for _, k := range rows {
		if _, there := all[k.field]; there && k.fate != detail {
			return k, true
		}
	}
	return kind{}, false
}

// unknownField names a field that has no row, the first by the alphabet. Names of
// fields are Telegram's, but who holds the webhook's secret could send any: they
// are quoted and cut before they reach a log.
func unknownField(rows []kind, details []string, all map[string]json.RawMessage) string {
	var unknown []string
	for field := range all {
		known := slices.ContainsFunc(rows, func(k kind) bool { return k.field == field })
		if !known && !slices.Contains(details, field) {
			unknown = append(unknown, field)
		}
	}
	if len(unknown) == 0 {
		return "without a name"
	}
	name := slices.Min(unknown)
	return strconv.QuoteToASCII(name[:min(len(name), 40)])
}

// plain says what was wrong with JSON without repeating it: errors of encoding/json
// may quote what a person wrote.
func plain(err error) string {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return "a field is of another type: " + kind.Field
	}
	return "unreadable"
}
