package dialog

import "strings"

// colleague makes a link for a mentor or another supervisor.
func colleague() flow {
	return flow{name: "colleague", steps: []step{
		{name: "role",
			ask: func(t *turn) next { return t.ask("supervisor.role", nil, t.opts("mentor", "supervisor", "quit")...) },
			take: func(t *turn, a answer) next {
				if a.choice == "quit" {
					return t.quitDesk()
				}
				t.keep("role", a.choice)
				return "name"
			}},
		{name: "name", words: true,
			ask: func(t *turn) next { return t.ask("supervisor.name", nil, t.opts("leaveopen", "quit")...) },
			take: func(t *turn, a answer) next {
				switch a.choice {
				case "quit":
					return t.quitDesk()
				case "leaveopen":
					a.words = ""
				}
				t.madeInvitation(InvitationMade{Role: Role(t.kept("role")), Name: clip(a.words, 30)})
				return t.leave()
			}},
	}}
}

// showStaff lists the colleagues of the organisation.
func (t *turn) showStaff() {
	var lines []string
	for _, m := range t.p.Desk.Staff {
		lines = append(lines, t.line("supervisor.line", Vars{"person": t.personName(m.Name, m.ID), "role": t.label("choice." + string(m.Role))}))
	}
	t.say("supervisor.staff", Vars{"lines": strings.Join(lines, "\n")}).Buttons = rows([]Button{{t.label("desk.colleague"), "d:colleague"}, t.menuButton()})
	t.resume()
}
