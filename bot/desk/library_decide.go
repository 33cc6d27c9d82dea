package desk

import "strconv"

// maxRemark is how long a remark may be.
const maxRemark = 1000

func submitText(c *call) error {
	t, err := c.textOf()
	if err != nil {
		return err
	}
	seen := c.seen()
	if !c.form.OK() {
		return errBadForm
	}
	return c.settledText(c.db().SubmitText(c.ctx(), c.who, t.ID, seen), t.ID, "notice.text-submitted")
}

// settledText ends an act on a text: refused it shows the text with the sentence.
func (c *call) settledText(err error, id int64, notice string) error {
	c.r.SetPathValue("text", strconv.FormatInt(id, 10))
	return c.settled(err, "form", textPage, textPath+strconv.FormatInt(id, 10), notice)
}

// decideText is the second pair of eyes: approve, or send back with a remark.
func decideText(c *call) error {
	t, err := c.textOf()
	if err != nil {
		return err
	}
	seen, remark := c.seen(), c.form.lines("remark", maxRemark)
	what := c.form.one("decision", "approve", "back")
	if what == "back" && remark == "" {
		c.form.fail("remark", "text.remark-needed")
	}
	if what == "approve" && c.form.OK() {
		data, err := c.textData(t)
		if err != nil {
			return err
		}
		if data.Stops {
			c.form.fail("form", "text.stops")
		}
	}
	switch {
	case !c.form.OK():
		return textPage(c)
	case what == "approve":
		return c.settledText(c.db().ApproveText(c.ctx(), c.who, t.ID, seen), t.ID, "notice.text-approved")
	}
	return c.settledText(c.db().SendTextBack(c.ctx(), c.who, t.ID, seen, remark), t.ID, "notice.text-back")
}

func withdrawPage(c *call) error {
	t, err := c.textOf()
	if err != nil {
		return err
	}
	return c.page("text-withdraw", textData{textView: c.textView(t), Form: c.form})
}

// withdrawText takes a text out at once; one person is enough, after a page that says what happens.
func withdrawText(c *call) error {
	t, err := c.textOf()
	if err != nil {
		return err
	}
	if err := c.db().WithdrawText(c.ctx(), c.who, t.ID); err != nil {
		if c.refusedAs(err, "form") {
			return withdrawPage(c)
		}
		return err
	}
	return c.seeOther(textPath+strconv.FormatInt(t.ID, 10), "notice.text-withdrawn")
}
