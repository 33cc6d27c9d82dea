package dialog

// A step about money can break an agreement that help with debts stands on. So it
// is done together with the mentor, unless there is no such help.

// aboutMoney tells whether a step pays, borrows, sells, or agrees something with a creditor.
func (t *Texts) aboutMoney(words string) bool {
	if t.says(words, "step.money") {
		return true
	}
	return t.says(words, "step.creditor") && t.says(words, "step.agree")
}

// askMoney lets a step pass that has nothing to do with it; how help with debts
// stands is asked first when it is not known.
func askMoney(t *turn) next {
	switch {
	case t.kept("by") != "" || !t.texts.aboutMoney(t.kept("words")) || t.p.DebtHelp == DebtHelpNone:
		return "day"
	case t.p.DebtHelp == DebtHelpNotAsked:
		return t.into("debthelp", "money")
	}
	return t.ask("money.together", Vars{"words": quoted(t.kept("words"))}, t.opts("together", "otherstep")...)
}

func takeMoney(t *turn, a answer) next {
	if a.choice == "otherstep" {
		t.forget("words", "found")
		return "what"
	}
	t.keep("by", string(ByTogether))
	t.keep("who", t.mentorName())
	return "day"
}

// applying says that typing something here asks for nothing and objects to nothing:
// terms run elsewhere. It is for words that sound as if they were meant for an office.
func (t *turn) applying(words string) {
	if t.texts.says(words, "step.applies") && !t.texts.says(words, "step.outside") {
		t.say("steps.not_here", nil)
	}
}
