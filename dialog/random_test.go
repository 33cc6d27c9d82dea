package dialog_test

import (
	"fmt"
	"html"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"stapmaat/dialog"
	"stapmaat/dialog/transcript"
	"stapmaat/prompts"
)

// typed is what random people type: wishes, answers, days, own words, and what no
// answer is.
var typed = []string{
	"hoi", "ja", "nee", "weet niet", "later", "stop", "terug", "waarom", "verder", "menu", "mijn plan", "mijn brug", "overslaan",
	"ik wil een mens", "wie ziet wat", "mijn gegevens", "pauze", "andere naam", "meldingen", "toestemming", "wis alles",
	"1", "2", "3", "7", "👍", "👎", "🤷🤷", "...", "?", " ", "<b>", "“ja”", "{name}", "q:1:ja", "/start",
	"goed", "moeilijk", "gaat wel", "niet voor mij", "gedaan", "nog niet", "kleiner", "andere dag", "laten gaan", "samen", "met mijn zus",
	"morgen", "vrijdag", "gisteren", "31 februari", "volgende week", "maandag of dinsdag", "om half 3", "21 uur", "over 3 jaar",
	"de gemeente bellen", "alles regelen", "de huur betalen", "ik wil hierbij bezwaar maken", "mijn schulden houden me wakker", "ik slaap niet door mijn schulden",
	"er kwam vandaag een brief van de deurwaarder", "rust in mijn hoofd", "weer grip op mijn post", "mentor", "Anne",
	"gisteren niet op vrijdag", "niet op vrijdag", "zaterdag of zondag", "23 uur", "ik ben 16", "ja, dat mag", "hun 3e brief",
	"أريد المساعدة من فضلك", strings.Repeat("ik kan niet meer slapen van de brieven ", 100), strings.Repeat("😬", 2000), strings.Repeat("\u0001<", 2000),
}

// danger has talks of its own; here it only must not break one.
const danger = "person: ik wil dood"

// forged are buttons that nobody was shown.
var forged = []string{"", ":", "q", "q::", "q:1", "q:99:ja", "q:-1:x", "s:1:done", "s:0:add", "s:1:show", "s:-3:show", "s:99999999999999999999:done",
	"m:more", "m:plan", "m:planpdf", "m:bridgepdf", "m:nope", "m:", "a:1:take", "p:4711:log:0", "st:4711.1:yes", "x:y:z"}

// TestRandomTalks lets people who do anything at all talk with the bot: it never
// panics, always fits its state, always leaves a way on, and passes the gate.
func TestRandomTalks(t *testing.T) {
	t.Parallel()
	engine := newEngine(t)
	gate, err := prompts.NewGate()
	require.NoError(t, err)
	rapid.Check(t, func(r *rapid.T) { randomTalk(r, engine, gate) })
}

func randomTalk(r *rapid.T, engine *dialog.Engine, gate *prompts.Gate) {
	w := transcript.NewWorld(engine)
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	var said []string
	play := func(line string) {
		said = append(said, line)
		defer func() {
			if p := recover(); p != nil {
				r.Fatalf("%v after:\n%s", p, strings.Join(said, "\n"))
			}
		}()
		lines, err := transcript.Parse(line)
		require.NoError(r, err)
		_, err = w.Play(lines)
		require.NoError(r, err, strings.Join(said, "\n"))
	}
	begin(r, play)
	for range rapid.IntRange(1, 60).Draw(r, "turns") {
		switch rapid.IntRange(0, 9).Draw(r, "does") {
		case 0, 1, 2:
			play("person: " + line(rapid.SampledFrom(typed).Draw(r, "types")))
		case 3:
			play("person: [press " + rapid.SampledFrom(forged).Draw(r, "forges") + "]")
		case 4:
			now = now.Add(time.Duration(rapid.SampledFrom([]int{5, 40, 300, 1500, 6000, 15000}).Draw(r, "waits")) * time.Minute)
			play("clock: " + now.Format("2006-01-02 15:04"))
		case 5:
			play(rapid.SampledFrom([]string{"person: (photo)", "person: (voice)", "person: (edit) ja", "mentor: [press st:4711.1:yes]",
				"mentor: [press st:4711.1:no]", "mentor: [press st:4711.2:no]", "mentor: hoi", "person: /start", danger}).Draw(r, "rarely"))
		default:
			if b, ok := shownButton(r, w.Shown()); ok && !strings.Contains(b.Data, "!") {
				play("person: [press " + b.Data + "]")
			}
		}
	}
	atRisk := false
	for _, m := range w.Shown() {
		checkShown(r, gate, m, said)
		atRisk = atRisk || m.Key == "crisis.suicide"
		if atRisk && m.Picture != nil {
			r.Fatalf("a picture of a bridge while there is danger, after:\n%s", strings.Join(said, "\n"))
		}
	}
}

// begin is where a random talk starts: at the door, after the welcome, or on the way.
func begin(r *rapid.T, play func(string)) {
	start := rapid.SampledFrom([]string{
		"person: /start geldig",
		"set: joined = yes",
		"set: joined = yes\nset: phone = own\nset: story geld = post\nset: place schulden = 2\nset: place sparen = 2\nset: passed = bridge",
		"set: joined = yes\nset: phone = watched\nset: sensitive = no\nset: story geld = post\nset: goal schulden = grip\nset: step 2026-11-25 = bellen",
		"set: joined = yes\nset: phone = own\nset: push = words\nset: sharing = no\nset: mentor = nobody\nset: story geld = post\nset: goal schulden = grip",
		"set: joined = yes\nset: phone = own\nset: debthelp = scheme\nset: story geld = post\nset: dream = rust\nset: goal schulden = grip\nset: aspect celebrate = taart\nset: step 2026-11-20 = bellen",
	}).Draw(r, "starts")
	for l := range strings.Lines(start) {
		play(strings.TrimSpace(l))
	}
}

// line is a text as a line of a transcript: those can't hold a line break.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// shownButton is one of the buttons on the last screens.
func shownButton(r *rapid.T, shown []dialog.Message) (dialog.Button, bool) {
	var buttons []dialog.Button
	for _, m := range shown[max(0, len(shown)-4):] {
		for _, row := range m.Buttons {
			buttons = append(buttons, row...)
		}
	}
	if len(buttons) == 0 {
		return dialog.Button{}, false
	}
	return rapid.SampledFrom(buttons).Draw(r, "taps"), true
}

func checkShown(r *rapid.T, gate *prompts.Gate, m dialog.Message, said []string) {
	fail := func(format string, args ...any) {
		r.Fatalf("%s in %s %q after:\n%s", fmt.Sprintf(format, args...), m.Key, m.Text, strings.Join(said, "\n"))
	}
	if m.Text == "" && m.Picture == nil {
		fail("no words")
	}
	if plainText := html.UnescapeString(m.Text); len([]rune(plainText)) > 4096 {
		fail("too long for a message")
	}
	if m.Picture != nil && len([]rune(html.UnescapeString(m.Text))) > 1024 {
		fail("too long for a caption")
	}
	for _, row := range m.Buttons {
		for _, b := range row {
			if len(b.Data) > 64 || len(gate.CheckLabel(b.Label)) > 0 || b.Label == "" {
				fail("button %+v", b)
			}
		}
	}
}
