package eval

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/prompts"
)

func question(key, text string, labels ...string) dialog.Message {
	m := dialog.Message{Key: key, Text: text}
	for _, l := range labels {
		m.Buttons = append(m.Buttons, []dialog.Button{{Label: l, Data: "q:1:" + l}})
	}
	m.Buttons = append(m.Buttons, []dialog.Button{{Label: "≡ Meer", Data: "m:more"}})
	return m
}

func playing(t *testing.T, rules ...Rule) *player {
	t.Helper()
	p := Person{ID: "een", Who: "Stel, iemand.", Hour: 9, Lost: []string{"huh"}, Rules: rules}
	require.NoError(t, p.check())
	return newPlayer(p, 1)
}

func TestPlayerFollowsItsRules(t *testing.T) {
	t.Parallel()
	p := playing(t, Rule{Asked: []string{"goal.*"}, Reads: "doel", Says: []string{"[Weg]"}}, Rule{Asked: []string{"goal.*"}, Says: []string{"post openen", "[Weet…]"}})
	p.talk.shown = []dialog.Message{question("goal.what", "Wat is je doel?", "Weet ik niet")}
	line, in := p.next()
	require.Equal(t, "post openen", line, "a button that is not there is not tapped")
	require.Equal(t, dialog.Typed, in.Kind)
	line, in = p.next()
	require.Equal(t, "[Weet ik niet]", line)
	require.Equal(t, "q:1:Weet ik niet", in.Press)
	p.talk.shown = append(p.talk.shown, dialog.Message{Key: "stop.good", Text: "Tot later."})
	require.Nil(t, p.question())
}

// Who has no answer says so, and taps something before long.
func TestPlayerIsNeverStuck(t *testing.T) {
	t.Parallel()
	p := playing(t, Rule{Asked: []string{"x"}, Says: []string{"nee"}})
	p.talk.shown = []dialog.Message{question("x", "Wat nu?", "A", "B")}
	var kinds []dialog.InputKind
	for range 4 {
		_, in := p.next()
		kinds = append(kinds, in.Kind)
	}
	require.Contains(t, kinds, dialog.Pressed)
}

func TestTypingIsTheSameForASeed(t *testing.T) {
	t.Parallel()
	line := "Ik heb de brieven van de verhuurder weggelegd."
	a, b := playing(t), playing(t)
	a.Typos, b.Typos = 1, 1
	require.Equal(t, a.typed(line), b.typed(line))
	require.NotEqual(t, line, a.typed(line))
	a.Typos, a.RunOn = 0, true
	require.Equal(t, "ik heb de brieven van de verhuurder weggelegd", a.typed(line))
	require.Equal(t, "(voice)", b.typed("(voice)"))
}

// Everybody who ships is fit to be played, and no rule is for a question that nobody asks.
func TestPeopleThatShip(t *testing.T) {
	t.Parallel()
	all, err := Find(nil)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(all), 12)
	texts, err := prompts.Load("nl")
	require.NoError(t, err)
	for _, p := range all {
		require.InDelta(t, 44, p.Age, 26, "%s: 18 to 70", p.ID)
		for _, r := range p.Rules {
			for _, key := range r.Asked {
				require.True(t, asked(texts, key), "%s: nobody asks %s", p.ID, key)
			}
		}
	}
}

func asked(texts *dialog.Texts, key string) bool {
	for k := range texts.Messages {
		if under(k, []string{key}) {
			return true
		}
	}
	return false
}

func TestPeopleWithFaults(t *testing.T) {
	t.Parallel()
	for fault, text := range map[string]string{
		"there is no id":          "who: Stel, iemand.\n",
		"nobody here is real":     "id: x\nwho: Piet.\n",
		"a day of a play":         "id: x\nwho: Stel, iemand.\nhour: 3\n",
		"lost is empty":           "id: x\nwho: Stel, iemand.\nhour: 9\n",
		"says nothing":            "id: x\nwho: Stel, iemand.\nhour: 9\nlost: [huh]\nrules: [{asked: [goal.what]}]\n",
		"unknown field \"shout\"": "id: x\nshout: 1\n",
	} {
		file := filepath.Join(t.TempDir(), "x.yaml")
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		_, err := Find([]string{file})
		require.ErrorContains(t, err, fault)
	}
}
