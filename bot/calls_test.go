package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	modeldouble "stapmaat/bot/model/double"
	"stapmaat/bot/telegram/double"
)

// withModel lets the place ask a strict double of a model, which answers as a test says.
func (p *place) withModel(t *testing.T) *modeldouble.Server {
	t.Helper()
	server := modeldouble.New(modeldouble.Options{Fail: t.Errorf})
	t.Cleanup(server.Close)
	endpoint := func(name string) map[string]string {
		return map[string]string{name + "_URL": server.URL(), name + "_KEY": modeldouble.Key, name + "_NAME": modeldouble.Model, name + "_REGION": "nl"}
	}
	p.environ = p.with(endpoint("MODEL"))
	p.environ = p.with(endpoint("SPEECH"))
	return server
}

// calm is a screen that sees no danger.
func calm() modeldouble.Reply {
	return modeldouble.Says(map[string]any{"marks": []string{}, "category": "none", "urgency": "none", "sub": "none", "sure": true})
}

func reflecting(words string) modeldouble.Reply {
	return modeldouble.Says(map[string]any{"intent": "feeling", "choice": "", "words": "", "reflection": words, "question": "", "sentences": []any{}, "placings": []any{}, "links": []any{}})
}

// toTheBridge is what somebody does who says yes to the model, until the first place on the bridge is asked.
const toTheBridge = "[Oké]\n[Duidelijk]\n[Goed]\n[Ja, ik doe mee]\nja\nja\nFatima\nnee alleen ik\nja\nde huur\n[Verder]\n"

func TestChatWithAModel(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	model := p.withModel(t)
	model.Always("screen", calm())
	model.Script("reply", reflecting("Er kwam een brief waar je niks van snapt."), modeldouble.Broken(400), modeldouble.Nonsense())
	out, errors := p.chat(t, toTheBridge+strings.Repeat("er kwam een brief waar ik niks van snap\n", 3))
	require.Empty(t, errors)
	require.Equal(t, 1, strings.Count(out, "er kwam een brief waar je niks van snapt"), out)
	turns := strings.Split(out, "person: er kwam een brief")
	require.Len(t, turns, 4)
	for _, turn := range turns[1:] {
		require.Contains(t, turn, "bot: ", "whatever the model does, there is an answer")
	}
	for _, r := range model.Requests() {
		require.NotContains(t, string(r.Body), "Fatima")
	}
	model.Always("check", modeldouble.Blank())
	model.Always("hear", modeldouble.Text("stilte"))
	findings, _, _ := call(t, p.environ, "", "check")
	require.NotContains(t, findings, "Fatima")
	require.Contains(t, findings, "Demo uses a model for 1 people who said yes")
	require.Regexp(t, `warn calls +reply: fixed words took the place of 67% of 3 answers`, findings)
}

// tells waits until a chat has a message with these words.
func tells(t *testing.T, c *double.Chat, words string) {
	t.Helper()
	require.Eventually(t, func() bool {
		for _, p := range c.Posts() {
			if strings.Contains(p.Text, words) {
				return true
			}
		}
		return false
	}, 20*time.Second, 10*time.Millisecond, words)
}

// A person types and speaks; the second opinion sees what the rules can't, and the mentor has the alarm.
func TestServeWithAModel(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	model := p.withModel(t)
	s := p.serve(t)
	organisation, err := p.db.FindOrganisation(t.Context(), "Stadsteam")
	require.NoError(t, err)
	require.NoError(t, p.db.UseModel(t.Context(), organisation))
	anne, fatima := p.mentorAnne(t), p.bot.Private(3, "F.")
	fatima.Say("/start " + p.invitation(t, 2))
	for _, step := range []struct{ waits, says string }{
		{"Ik ben een computer", "oké"}, {"Ik help je met kleine stappen", "duidelijk"}, {"Jij kiest wat", "goed"}, {"Doe je mee?", "ja"},
		{"gezondheid", "ja"}, {"op een rij", "ja"}, {"Hoe mag ik je noemen", "Fatima"}, {"Leest er iemand mee", "nee alleen ik"}, {"Mag die computer meelezen", "ja"},
		{"Waar loop je nu", "de huur"}, {"zulke zorgen", "verder"}, {"Hoe woon je nu", ""},
	} {
		tells(t, fatima, step.waits)
		if step.says != "" {
			fatima.Say(step.says)
		}
	}
	model.Script("screen", calm())
	model.Script("reply", reflecting("Er kwam een brief waar je niks van snapt.").Late(600*time.Millisecond))
	fatima.Say("er kwam een brief waar ik niks van snap")
	tells(t, fatima, "er kwam een brief waar je niks van snapt")
	require.Equal(t, []string{"typing"}, fatima.Actions())

	model.Script("hear", modeldouble.Text("ik durf de brief niet open te maken"))
	model.Script("screen", calm())
	model.Script("reply", reflecting("Je durft de brief niet open te maken."))
	fatima.Speak(4, []byte("OggS"))
	tells(t, fatima, "“ik durf de brief niet open te maken”")
	tells(t, fatima, "je durft de brief niet open te maken")

	model.Script("screen", modeldouble.Says(map[string]any{"marks": []string{}, "category": "suicide", "urgency": "now", "sub": "farewell", "sure": true}))
	model.Script("reply", reflecting("Je hebt alles geregeld."))
	fatima.Say("alles is geregeld voor de poes en de planten")
	tells(t, anne, "Alarm")
	tells(t, fatima, "113")
	for _, post := range fatima.Posts() {
		require.NotContains(t, post.Text, "alles geregeld", "nothing that the model proposed is said beside danger")
	}
	_, metrics := fetch(t, s.address, "/metrics")
	require.Contains(t, metrics, `stapmaat_calls_total{kind="screen",verdict="ok"} 3`)
	require.Contains(t, metrics, `stapmaat_answers_total{kind="reply",use="used"} 2`)
	require.NotContains(t, s.log.text(), "planten")
}

// mentorAnne is Anne's chat, in by an invitation.
func (p *place) mentorAnne(t *testing.T) *double.Chat {
	t.Helper()
	out, _, code := call(t, p.environ, "", "invite", "mentor", "--organisation", "Stadsteam", "--name", "Anne")
	require.Zero(t, code)
	_, token, ok := strings.Cut(strings.TrimSpace(out), "?start=")
	require.True(t, ok)
	anne := p.bot.Private(2, "A.")
	anne.Say("/start " + token)
	posts(t, anne, 1)
	return anne
}
