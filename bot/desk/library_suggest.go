package desk

import (
	"errors"
	"net/http"
	"time"

	"stapmaat/bot/librarian/curate"
	"stapmaat/knowledge/content"
)

// suggests tells whether a model may be asked for a first draft.
func (c *call) suggests() (bool, error) {
	if c.desk.curate == nil {
		return false, nil
	}
	return c.desk.curate.On(c.ctx(), c.who.Organisation)
}

// suggestText fills what passages lack into the form with what a model proposes. Nothing is
// kept: that is for who reads it, by the form's own button.
func suggestText(c *call) error {
	t, err := c.textOf()
	if err != nil {
		return err
	}
	d := content.Document{Key: t.Key, Title: c.form.text("title", maxTitle), Body: c.form.lines("markdown", maxWords) + "\n"}
	var draft *curate.Draft
	if c.form.OK() {
		if draft, err = c.draft(d); err != nil {
			return err
		}
	}
	data, err := c.editData(t)
	if err != nil {
		return err
	}
	data.Draft = draft
	return c.page("text-edit", data)
}

// draft asks for it; nil, with a sentence beside the form, when nothing came.
func (c *call) draft(d content.Document) (*curate.Draft, error) {
	if c.desk.curate == nil {
		c.form.fail("form", "suggest.why.off")
		return nil, nil
	}
	// Who plays the model by hand takes longer than a page usually may; where a deadline can't be moved, the usual one stands.
	ends, out := time.Now().Add(c.desk.curate.Within()+10*time.Second), http.NewResponseController(c.w)
	_, _ = out.SetReadDeadline(ends), out.SetWriteDeadline(ends)
	draft, err := c.desk.curate.Draft(c.ctx(), c.who.Organisation, c.who.Staff, d)
	for known, key := range map[error]string{curate.ErrOff: "off", curate.ErrSpent: "spent", curate.ErrFull: "full"} {
		if errors.Is(err, known) {
			c.form.fail("form", "suggest.why."+key)
			return nil, nil
		}
	}
	if err != nil {
		return nil, err
	}
	if draft.Filled == 0 {
		c.form.fail("form", "suggest.why."+string(draft.Pieces[len(draft.Pieces)-1].Why))
		return nil, nil
	}
	c.form.set("markdown", draft.Document.Body)
	return &draft, nil
}
