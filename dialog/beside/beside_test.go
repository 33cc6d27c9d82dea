package beside_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"stapmaat/dialog"
	"stapmaat/dialog/beside"
)

var now = time.Date(2026, 12, 15, 10, 0, 0, 0, time.UTC)

func ago(days int) time.Time { return now.AddDate(0, 0, -days) }

func shares() dialog.Person {
	return dialog.Person{Now: now, Consents: map[dialog.ConsentKind]dialog.Consent{dialog.Sharing: {Given: true}}}
}

// view plays events that were all shared, one a day, the last one today.
func view(events ...dialog.Event) beside.View {
	var facts []beside.Fact
	for i, e := range events {
		facts = append(facts, beside.Fact{ID: int64(i + 1), At: ago(len(events) - 1 - i), Event: e})
	}
	return beside.View{Person: beside.Seen(shares(), facts), Facts: facts}
}

func kinds(v beside.View) (all []string) {
	for _, t := range v.Topics() {
		all = append(all, t.Kind)
	}
	return all
}

func goal(n int, words string) dialog.GoalSet {
	return dialog.GoalSet{Goal: n, Sub: "schulden", Words: words}
}

func step(n, of int, words string, day time.Time) dialog.StepSet {
	return dialog.StepSet{Step: n, Goal: of, Words: words, Day: day, By: dialog.ByMe}
}

func placed(sub string, rung int) dialog.Placed {
	return dialog.Placed{Bridge: "v1", Sub: sub, Rung: rung}
}

func TestTopics(t *testing.T) {
	t.Parallel()
	why := dialog.GoalSaid{Goal: 1, Aspect: "why", Words: "rust"}
	waits := step(1, 1, "brief", now.AddDate(0, 0, 3))
	tests := []struct {
		name string
		view beside.View
		want []string
	}{
		{"nothing known", view(), nil},
		{"a goal of today needs no reason yet", view(goal(1, "post")), nil},
		{"a goal without a reason, and nothing to do", view(goal(1, "post"), nil, nil, nil), []string{beside.GoalNoWhy, beside.GoalNoStep}},
		{"a goal with both", view(goal(1, "post"), why, waits, nil), nil},
		{"a goal whose words stayed with her", view(dialog.GoalSet{Goal: 1}, nil, nil, nil), nil},
		{"a step that did not happen once", view(goal(1, "post"), why, waits, dialog.StepNotYet{Step: 1}), nil},
		{"a step that did not happen twice", view(goal(1, "post"), why, waits, dialog.StepNotYet{Step: 1}, dialog.StepNotYet{Step: 1}), []string{beside.StepStuck}},
		{"a step that moved twice", view(goal(1, "post"), why, waits, dialog.StepMoved{Step: 1, Day: now}, dialog.StepMoved{Step: 1, Day: now.AddDate(0, 0, 1)}), []string{beside.StepStuck}},
		{"and was done after all", view(goal(1, "post"), why, waits, dialog.StepNotYet{Step: 1}, dialog.StepNotYet{Step: 1}, dialog.StepEnded{Step: 1, State: dialog.StepDone}, step(2, 1, "bel", now)), []string{beside.Celebrate}},
		{"days gone by", view(goal(1, "post"), why, step(1, 1, "a", ago(2)), step(2, 1, "b", ago(3))), []string{beside.StepsPast}},
		{"one place holds back two others", view(dialog.LinkDrawn{From: "zorg", To: "werk"}, dialog.LinkDrawn{From: "zorg", To: "schulden"}, dialog.LinkDrawn{From: "a", To: "b"}), []string{beside.LinkHub}},
		{"helping is no knot", view(dialog.LinkDrawn{From: "zorg", To: "werk", Helps: true}, dialog.LinkDrawn{From: "zorg", To: "schulden", Helps: true}), nil},
		{"a step back", view(placed("schulden", 3), placed("schulden", 1)), []string{beside.StepBack, beside.Undiscussed}},
		{"what was let go is not stuck", view(goal(1, "post"), why, waits, dialog.StepNotYet{Step: 1}, dialog.StepNotYet{Step: 1}, dialog.StepEnded{Step: 1, State: dialog.StepLetGo}, step(2, 1, "bel", now)), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, kinds(test.view))
		})
	}
}

func TestADifferenceIsSomethingToTalkAbout(t *testing.T) {
	t.Parallel()
	v := view(placed("schulden", 2), placed("werk", 3))
	v.Mine = []beside.Placing{{Bridge: "v1", Sub: "werk", Rung: 4}, {Bridge: "v1", Sub: "schulden", Rung: 4}, {Bridge: "v0", Sub: "leren", Rung: 1}}
	got := v.Topics()
	require.Equal(t, beside.Topic{Kind: beside.Difference, Sub: "schulden", Count: 2, At: ago(1)}, got[0])
	v.Mine = v.Mine[:1]
	require.NotContains(t, kinds(v), beside.Difference, "one rung is none")
}

func TestSilenceAfterASetbackComesFirst(t *testing.T) {
	t.Parallel()
	v := view(goal(1, "post"), step(1, 1, "brief", ago(12)), dialog.StepNotYet{Step: 1})
	v.Facts[2].At = ago(12)
	v.Silence = beside.Silent(nil, ago(12), now)
	require.Equal(t, beside.SetbackSilence, v.Topics()[0].Kind)
	require.Equal(t, 12, v.Topics()[0].Count)
	v.Silence = beside.Silent(nil, ago(8), now)
	require.NotContains(t, kinds(v), beside.SetbackSilence, "she wrote after it")
}

func TestThereAreAtMostThreeAndJoyIsOne(t *testing.T) {
	t.Parallel()
	v := view(goal(1, "post"), step(1, 1, "a", ago(9)), step(2, 1, "b", ago(9)), step(3, 1, "c", ago(9)), placed("werk", 4), placed("werk", 2),
		dialog.LinkDrawn{From: "zorg", To: "werk"}, dialog.LinkDrawn{From: "zorg", To: "geld"}, dialog.StepEnded{Step: 3, State: dialog.StepDone})
	require.Equal(t, []string{beside.Celebrate, beside.StepsPast, beside.LinkHub}, kinds(v))
	require.Equal(t, "c", v.Topics()[0].Title)
	reached := view(goal(1, "post"), dialog.GoalEnded{Goal: 1, State: dialog.GoalReached}, step(1, 1, "a", now), dialog.StepEnded{Step: 1, State: dialog.StepDone})
	require.Equal(t, "post", reached.Topics()[0].Title, "a goal goes before a step")
}

func TestSilence(t *testing.T) {
	t.Parallel()
	every := func(days, times int) (talks []time.Time) {
		for i := times; i > 0; i-- {
			talks = append(talks, ago(20+days*i))
		}
		return talks
	}
	tests := []struct {
		name   string
		talks  []time.Time
		days   int
		longer bool
	}{
		{"daily, a long weekend", every(1, 10), 4, false},
		{"daily, five days", every(1, 10), 5, true},
		{"weekly, two weeks", every(7, 5), 14, false},
		{"weekly, fifteen days", every(7, 5), 15, true},
		{"monthly, three weeks", every(20, 5), 21, false},
		{"monthly, longer", every(20, 5), 22, true},
		{"new, a week", every(1, 3), 7, false},
		{"new, eight days", every(1, 3), 8, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.longer, beside.Silent(test.talks, ago(test.days), now).Longer)
		})
	}
	require.Equal(t, beside.Silence{}, beside.Silent(nil, time.Time{}, now), "who never wrote is not silent")
}

// events are those that say something beyond their line, with words that must not leak.
func events(t *rapid.T) dialog.Event {
	n, secret := rapid.IntRange(1, 3).Draw(t, "number"), "geheim"
	return rapid.SampledFrom([]dialog.Event{
		dialog.Placed{Bridge: "v1", Sub: secret, Rung: n, Words: secret}, dialog.DebtHelpSaid{Status: dialog.DebtHelpScheme},
		dialog.LinkDrawn{From: secret, To: secret, Words: secret}, dialog.DreamTold{Words: secret},
		dialog.GoalSet{Goal: n, Sub: secret, Words: secret}, dialog.GoalSaid{Goal: n, Aspect: "why", Words: secret}, dialog.GoalEnded{Goal: n, State: dialog.GoalReached},
		dialog.StepSet{Step: n, Goal: n, Words: secret, Day: now, By: dialog.ByOther, ByName: secret, FoundBy: dialog.FoundByBot}, dialog.StepMoved{Step: n, Day: now},
		dialog.StepChanged{Step: n, Words: secret}, dialog.StepEnded{Step: n, State: dialog.StepDone, Words: secret}, dialog.StepNotYet{Step: n, Words: secret},
		dialog.StepHelped{Step: n, Words: secret}, dialog.StepAnswered{Step: n, Accepted: true}, dialog.StoryTold{Pillar: secret, Words: secret},
	}).Draw(t, "event")
}

func TestBareFactsTellNoWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var facts []beside.Fact
		for i := range rapid.IntRange(0, 12).Draw(t, "facts") {
			facts = append(facts, beside.Fact{ID: int64(i + 1), At: now, Bare: true, Event: events(t)})
		}
		told, err := json.Marshal(beside.Seen(shares(), facts))
		require.NoError(t, err)
		require.NotContains(t, string(told), "geheim")
		require.NotContains(t, string(told), string(dialog.DebtHelpScheme))
	})
}

func TestWithoutConsentNothingFollows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var facts []beside.Fact
		for i := range rapid.IntRange(0, 12).Draw(t, "facts") {
			facts = append(facts, beside.Fact{ID: int64(i + 1), At: now, Bare: rapid.Bool().Draw(t, "bare"), Event: events(t)})
		}
		about := dialog.Person{ID: 7, Name: "Fatima", Now: now, Dream: "x", DebtHelp: dialog.DebtHelpScheme, Goals: []dialog.Goal{{Number: 1}}}
		require.Equal(t, dialog.Person{ID: 7, Name: "Fatima", Now: now}, beside.Seen(about, facts))
	})
}

// TestEveryKindIsRead holds the readers against the events: what is stored comes back.
func TestEveryKindIsRead(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := events(t)
		payload, err := json.Marshal(e)
		require.NoError(t, err)
		got, err := beside.Read(e.Kind(), payload)
		require.NoError(t, err)
		if e.Kind() == (dialog.StoryTold{}).Kind() {
			require.Nil(t, got, "its line says it all")
			return
		}
		require.Equal(t, e, got)
	})
	_, err := beside.Read("placed", []byte("{"))
	require.Error(t, err)
	require.Len(t, beside.Kinds(), 14)
}
