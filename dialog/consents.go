package dialog

import (
	"slices"
	"strings"
	"time"
)

// consents shows the answers that stand, and lets each be given or taken back alone.
func consents() flow {
	return flow{name: "consents", steps: []step{
		{name: "show", ask: showConsents, take: takeConsents},
		{name: "informed", ask: askInformed, take: takeInformed},
		{name: "sensitive", ask: askConsent(Sensitive), take: takeConsent(Sensitive, "show")},
		{name: "sharing", ask: askConsent(Sharing), take: takeSharingConsent},
		{name: "model", ask: askConsent(ByModel), take: takeByModel("show")},
		{name: "leave",
			ask:  func(t *turn) next { return t.ask("consents.leave", nil, t.opts("leavenow", "stayhere")...) },
			take: takeLeaving},
	}}
}

// showConsents lists them with their day. "How does it stand" is read off the facts.
func showConsents(t *turn) next {
	var lines []string
	for _, kind := range []ConsentKind{Informed, Joined, Sensitive, Sharing} {
		lines = append(lines, t.consentLine(kind))
	}
	change := []string{"c_informed", "c_sensitive", "c_sharing", "c_leave", "goback"}
	if t.knowsByModel() {
		lines = append(lines, t.consentLine(ByModel))
		change = slices.Insert(change, 3, "c_model")
	}
	return t.ask("consents.show", Vars{"lines": strings.Join(lines, "\n")}, t.opts(change...)...)
}

// consentLine is "Delen met Anne: ja, sinds maandag 23 november 2026".
func (t *turn) consentLine(kind ConsentKind) string {
	c := t.p.Consents[kind]
	key := "consents.no"
	if c.Given {
		key = "consents.yes"
	}
	what := t.texts.label("consents."+string(kind), t.vars(nil))
	if c.At.IsZero() {
		return what + ": " + t.label("consents.unasked")
	}
	return what + ": " + t.texts.label(key, Vars{"day": t.date(c.At)})
}

func takeConsents(t *turn, a answer) next {
	if a.choice == "goback" {
		return t.aside()
	}
	return next(strings.TrimPrefix(a.choice, "c_"))
}

// askInformed explains once more. Who says it is not clear gets a human to explain.
func askInformed(t *turn) next {
	t.say("welcome.computer", nil)
	t.say("welcome.sees", nil)
	return t.ask("consents.clear", nil, t.opts("yes", "no")...)
}

func takeInformed(t *turn, a answer) next {
	t.fact(Consented{Informed, a.choice == "yes", t.texts.version("welcome.sees")}, "", "")
	if a.choice == "yes" {
		return "show"
	}
	t.say("consents.unclear", nil)
	return t.into("human", "show", "open", "yes")
}

// takeSharingConsent closes or opens the log. Taking it back holds for what was
// shared before, too; what waits for an answer stays with the person.
func takeSharingConsent(t *turn, a answer) next {
	before := t.given(Sharing)
	if a.choice == "yes" || !before {
		return takeConsent(Sharing, "show")(t, a)
	}
	t.fact(Consented{Sharing, false, t.texts.version("consent.sharing")}, "", "")
	t.timer(BareFacts, "", time.Time{})
	t.say("consents.sharing_off", nil)
	return "show"
}

// takeLeaving takes "joined" back: that is leaving, and all is wiped.
func takeLeaving(t *turn, a answer) next {
	if a.choice != "leavenow" {
		return "show"
	}
	t.fact(Consented{Joined, false, t.texts.version("consents.leave")}, "", "")
	if !t.p.Alarm {
		return t.refuse()
	}
	t.fact(Refused{}, "", "")
	t.eraseWaits()
	t.rest()
	return stay
}
