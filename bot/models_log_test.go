package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	modeldouble "stapmaat/bot/model/double"
)

// However a model fails: people are answered, and no key, no words of theirs, no prompt and
// no answer is in the log, at its most talkative.
func TestNothingOfAModelIsLogged(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	model := p.withModel(t)
	environ := p.with(map[string]string{"LOG_LEVEL": "debug", "TELEGRAM_TOKEN": ""})
	model.Always("screen", modeldouble.Broken(400)) // which speaks of the question, not of the endpoint
	fails := []modeldouble.Reply{modeldouble.Broken(401), modeldouble.Nonsense(), modeldouble.Echo(), modeldouble.Refuses(), modeldouble.RefusesPlainly(),
		modeldouble.FilteredPrompt(), modeldouble.Length(`{"intent":"feeling","reflection":"pannenkoeken`), modeldouble.Body("pannenkoeken"), modeldouble.EchoWithin(), modeldouble.English(), modeldouble.Stuck()}
	model.Script("reply", fails...)
	const typed = "er kwam een brief waar ik niks van snap\n[2]\n"
	talk := toTheBridge + strings.Repeat(typed, 4) + strings.Replace(typed, "[2]", "[1]", 1) + strings.Repeat(typed, len(fails)-5) // the fifth asks whether to go on
	out, log, code := call(t, environ, talk, "chat", "--files", t.TempDir())
	require.Zero(t, code, log)
	turns := strings.Split(out, "person: er kwam een brief")
	require.Len(t, turns, len(fails)+1)
	for _, turn := range turns[1:] {
		require.Contains(t, turn, "bot: ")
	}
	require.Zero(t, model.Unused(), "every failure was met")
	for _, hidden := range []string{modeldouble.Key, "niks van snap", "brief", "Fatima", "pannenkoeken", "one JSON object of data", "assist", "weighing", "weer en dan"} {
		require.NotContains(t, log, hidden)
	}
	for _, said := range []string{"pannenkoeken", "one JSON object", "weighing", "en dan weer", "assist", "niet mee helpen"} {
		require.NotContains(t, out, said, "nothing that the model raved is said")
	}
}
