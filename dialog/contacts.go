package dialog

import (
	"html"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// contacts is "wie kan ik bellen?": people of her own, for a bad moment.
func contacts() flow {
	return flow{name: "contacts", steps: []step{
		{name: "show", ask: showContacts, take: takeContacts},
		{name: "name", words: true, exact: true,
			ask:  func(t *turn) next { return t.ask("contacts.name", nil, t.opts("goback")...) },
			take: takeContactName},
		{name: "number", words: true, digits: true, exact: true,
			ask: func(t *turn) next {
				return t.ask("contacts.number", Vars{"contact": t.kept("name")}, t.opts("goback")...)
			},
			take: takeContactNumber},
		{name: "over", ask: (*turn).aside},
	}}
}

// showContacts lists them, where nobody may read along who must not know of them.
func showContacts(t *turn) next {
	all := t.p.Contacts
	switch {
	case t.p.guarded() && t.hidden():
		t.say("crisis.dull_here", nil)
		return t.leave()
	case len(all) == 0:
		return t.ask("contacts.none", nil, t.opts("addcontact", "goback")...)
	}
	t.say("contacts.list", nil)
	last := &t.out.Messages[len(t.out.Messages)-1]
	var options []option
	for i, c := range all {
		last.Text += "\n" + html.EscapeString(c.Name) + ": <b>" + html.EscapeString(c.Number) + "</b>"
		options = append(options, option{"drop:" + strconv.Itoa(i), fits(t.texts.label("contacts.drop", Vars{"contact": c.Name}))})
	}
	if len(all) < mostContacts {
		options = append(t.opts("addcontact"), options...)
	}
	return t.offer(append(options, t.opt("goback"))...)
}

func takeContacts(t *turn, a answer) next {
	if number, ok := strings.CutPrefix(a.choice, "drop:"); ok {
		if i, err := strconv.Atoi(number); err == nil && i < len(t.p.Contacts) {
			c := t.p.Contacts[i]
			t.fact(ContactRemoved(c), "", "")
			t.say("contacts.gone", Vars{"contact": c.Name})
		}
		return t.aside()
	}
	if a.choice == "addcontact" && len(t.p.Contacts) < mostContacts {
		return "name"
	}
	return t.aside()
}

// takeContactName takes a name, also with the number behind it.
func takeContactName(t *turn, a answer) next {
	if a.choice != "" {
		return t.aside()
	}
	name, number := a.words, ""
	if i := strings.IndexFunc(name, func(r rune) bool { return unicode.IsDigit(r) || r == '+' }); i >= 0 {
		name, number = name[:i], name[i:]
	}
	name = strings.Trim(strings.Join(strings.Fields(name), " "), " :,-(")
	if plain(name) == "" || utf8.RuneCountInString(name) > 30 {
		t.say("contacts.not_name", nil)
		return again
	}
	t.keep("name", name)
	if number == "" {
		return "number"
	}
	return takeContactNumber(t, answer{words: number})
}

func takeContactNumber(t *turn, a answer) next {
	if a.choice != "" {
		return t.aside()
	}
	number, ok := telephone(a.words)
	if !ok {
		t.say("contacts.not_number", nil)
		t.top().Step = "number"
		return again
	}
	t.fact(ContactSaved{Name: t.kept("name"), Number: number}, "", "")
	t.say("contacts.saved", Vars{"contact": t.kept("name"), "number": number})
	return t.aside()
}
