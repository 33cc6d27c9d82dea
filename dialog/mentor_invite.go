package dialog

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
)

// details are what a mentor may give with an invitation, each with the number of
// characters that is kept: a draft must stay small. They lie sealed and open on an alarm only.
var details = []struct {
	name string
	most int
}{{"name", 30}, {"phone", 40}, {"address", 120}, {"contact", 160}, {"language", 40}, {"safety", 600}}

// invite makes a link for one participant.
func invite() flow {
	f := flow{name: "invite"}
	for i, d := range details {
		to := next("check")
		if i+1 < len(details) {
			to = next(details[i+1].name)
		}
		f.steps = append(f.steps, askDetail(d.name, d.most, to))
	}
	f.steps = append(f.steps,
		step{name: "check", ask: askInvite, take: takeInvite},
		step{name: "change", ask: askDetailToChange, take: takeDetailToChange})
	return f
}

// askDetail asks one thing, which may be passed over.
func askDetail(name string, most int, to next) step {
	return step{name: name, words: true,
		ask: func(t *turn) next { return t.ask("invite."+name, nil, t.opts("leaveopen", "quit")...) },
		take: func(t *turn, a answer) next {
			switch {
			case a.choice == "quit":
				return t.quitDesk()
			case a.choice == "leaveopen":
				t.keep(name, "")
			case name == "phone" && strings.Count(strings.Map(digit, a.words), "0") < 8:
				t.say("invite.no_phone", nil)
				return again
			default:
				t.keep(name, clip(a.words, most))
			}
			if t.kept("change") != "" {
				return "check"
			}
			return to
		}}
}

// digit turns every digit into a nought, to count them.
func digit(r rune) rune {
	if unicode.IsDigit(r) {
		return '0'
	}
	return -1
}

// askInvite reads everything back for a yes.
func askInvite(t *turn) next {
	var lines []string
	for _, d := range details {
		value := t.kept(d.name)
		if value == "" {
			value = t.label("invite.unknown")
		}
		lines = append(lines, t.label("choice.d_"+d.name)+": "+value)
	}
	return t.ask("invite.check", Vars{"lines": strings.Join(lines, "\n")}, t.opts("make", "fix", "quit")...)
}

func takeInvite(t *turn, a answer) next {
	switch a.choice {
	case "quit":
		return t.quitDesk()
	case "fix":
		return "change"
	}
	t.madeInvitation(InvitationMade{Role: Participant, Name: t.kept("name"), Phone: t.kept("phone"), Address: t.kept("address"),
		Contact: t.kept("contact"), Language: t.kept("language"), Safety: t.kept("safety")})
	return t.leave()
}

func askDetailToChange(t *turn) next {
	var options []option
	for _, d := range details {
		options = append(options, t.opt("d_"+d.name))
	}
	return t.ask("invite.change", nil, options...)
}

func takeDetailToChange(t *turn, a answer) next {
	t.keep("change", "yes")
	name := strings.TrimPrefix(a.choice, "d_")
	if !slices.ContainsFunc(invite().steps, func(s step) bool { return s.name == name }) {
		return again
	}
	return next(name)
}

// madeInvitation records an invitation and shows its link in a message of its
// own, to be copied. Only the hash of the token is kept: the link is shown once.
func (t *turn) madeInvitation(made InvitationMade) {
	sum := sha256.Sum256([]byte(t.p.Desk.FreshToken))
	made.TokenHash = hex.EncodeToString(sum[:])
	t.fact(made, "", "")
	person := made.Name
	if person == "" {
		person = t.label("invite.nameless." + string(made.Role))
	}
	t.say("invite.made."+string(made.Role), Vars{"person": person})
	t.say("invite.link", Vars{"link": t.p.Desk.Link + t.p.Desk.FreshToken}).Buttons = [][]Button{{t.menuButton()}}
}

// quitDesk leaves a question of staff: nothing was made.
func (t *turn) quitDesk() next {
	t.deskStop()
	return stay
}
