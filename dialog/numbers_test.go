package dialog_test

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog/transcript"
	"stapmaat/prompts"
)

var (
	// phoneNumber finds what somebody could dial: 112, 113, 0800-2000, 088 0767 000, 06-12345678.
	phoneNumber = regexp.MustCompile(`\b(?:1\d\d|0\d[\d -]{6,}\d)\b`)
	// theirs are words of people, which may hold any number.
	theirs = regexp.MustCompile(`“[^”]*”`)
)

// TestOnlyApprovedNumbersAreSaid reads every message of every talk, and every text as
// it lies in the files: a number that stands there is on the approved list.
func TestOnlyApprovedNumbersAreSaid(t *testing.T) {
	t.Parallel()
	engine := newEngine(t)
	nl := engine.Texts["nl"]
	approved := map[string]bool{}
	for id, n := range nl.Lines {
		approved[n.Number] = true
		require.Equal(t, nl.Numbers[id], n.Number)
		require.Less(t, n.From, n.Until, id)
	}
	found := 0
	check := func(where, text string) {
		for _, n := range phoneNumber.FindAllString(theirs.ReplaceAllString(text, ""), -1) {
			found++
			require.True(t, approved[n], "%s says %s, which is on no list", where, n)
		}
	}
	for key, text := range nl.Messages {
		check(key, text)
	}
	for key, text := range nl.Labels {
		check(key, text)
	}
	require.Zero(t, found, "texts name a number by its id")
	hers, nearby := 0, 0
	playWorlds(t, engine, func(file string, w *transcript.World) {
		list := maps.Clone(approved)
		for _, m := range w.Shown() {
			if strings.HasPrefix(m.Key, "said.") || m.Key == "followup.said" {
				continue // a human's own words
			}
			for n := range w.Saved() { // what she saved is hers, and what two of the staff checked is theirs
				approved[n] = true
				if strings.Contains(m.Text, n) && strings.HasPrefix(m.Key, "crisis.") {
					hers++
				}
			}
			for _, n := range w.Nearby() {
				approved[n.Number] = true
				if strings.Contains(m.Text, n.Number) {
					require.True(t, strings.HasPrefix(m.Key, "crisis."), m.Key)
					nearby++
				}
			}
			check(file+": "+m.Key, transcript.Plain(m.Text))
			approved = maps.Clone(list)
		}
	})
	require.Greater(t, found, 100)
	require.Positive(t, hers)
	require.Positive(t, nearby)
}

// TestNumbersFitWhoAsksAndWhen holds the choice of numbers: open at this hour, meant
// for this person, and no number of help with money alone at night.
func TestNumbersFitWhoAsksAndWhen(t *testing.T) {
	t.Parallel()
	nl, err := prompts.Load("nl")
	require.NoError(t, err)
	for danger, ids := range nl.Ways {
		for _, id := range ids {
			require.Contains(t, nl.Lines, id, danger)
		}
	}
	say := func(lines ...string) string {
		w := transcript.NewWorld(newEngine(t))
		all, err := transcript.Parse(strings.Join(append([]string{"set: joined = yes", "set: phone = own"}, lines...), "\n"))
		require.NoError(t, err)
		_, err = w.Play(all)
		require.NoError(t, err)
		text := ""
		for _, m := range w.Shown() {
			text += m.Text + "\n"
		}
		return text
	}
	young := []string{"person: ik ben 16", "person: [Ja, jonger]"}
	suicide := []string{"set: screen = page suicide today", "person: x"}
	eviction := []string{"set: screen = page material today eviction", "person: x"}
	at := func(clock string, lines ...[]string) string {
		all := []string{"clock: 2026-11-24 " + clock}
		for _, l := range lines {
			all = append(all, l...)
		}
		return say(all...)
	}
	number := func(id string) string { return "<b>" + nl.Lines[id].Number + "</b>" }
	require.NotContains(t, at("15:00", suicide), number("kindertelefoon"), "not for adults")
	require.Equal(t, 2, strings.Count(at("15:00", young, suicide), number("kindertelefoon")), "when asked for the age, and with the danger")
	require.Equal(t, 1, strings.Count(at("23:00", young, suicide), number("kindertelefoon")), "closed: with the hour from which one can call, and not with the danger")
	require.Contains(t, at("11:00", eviction), number("geldfit"))
	require.NotContains(t, at("23:00", eviction), number("geldfit"), "never at night")
	for _, text := range []string{at("03:00", suicide), at("03:00", young, suicide)} {
		require.Contains(t, text, number("113"))
		require.Contains(t, text, number("112"))
	}
}
