package dialog_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"stapmaat/dialog"
	"stapmaat/dialog/transcript"
)

// tells are words that somebody who reads along must not see before the person said
// that it is safe: what it is about, who was called, and every number.
var tells = []string{"alarm", "geweld", "gevaar", "veilig thuis", "opgepakt", "gestuurd", "neemt contact op", "niet jouw schuld", "heel serieus", "een mens bij",
	"doet iemand je pijn", "dwingt", "bang", "politie", "112", "113", "0800", "0900", "zelfmoord", "karim", "06-", "hoe is het?"}

// askedFor are texts that say the same to everybody who asks for them, danger or not.
var askedFor = []string{"human.", "door.", "about", "minor.", "welcome.", "sees.", "crisis.no_secret", "said.", "mydata.", "contacts."}

// TestNothingTellsWhileItIsNotSafe lets anything at all happen to somebody who wrote
// about violence and did not say that it is safe: no message of any kind tells.
func TestNothingTellsWhileItIsNotSafe(t *testing.T) {
	t.Parallel()
	engine := newEngine(t)
	rapid.Check(t, func(r *rapid.T) {
		w := transcript.NewWorld(engine)
		var said []string
		play := func(line string) {
			said = append(said, line)
			lines, err := transcript.Parse(line)
			require.NoError(r, err)
			_, err = w.Play(lines)
			require.NoError(r, err, strings.Join(said, "\n"))
		}
		begin(r, play)
		play("set: contact Karim = 06-22334455")
		if rapid.Bool().Draw(r, "asked for a follow-up") { // of another danger, in the usual words
			for _, line := range []string{"set: screen = page material now no_shelter", "person: ik sta op straat", "person: [press c:later]", "person: morgen om 10 uur", "person: doe maar"} {
				play(line)
			}
		}
		begun := len(w.Shown())
		danger := rapid.SampledFrom([]string{"page violence_victim now", "page violence_victim today stalking", "ask violence_victim now",
			"ask violence_victim today loan_shark", "ask violence_victim soon controlled"}).Draw(r, "danger")
		play("set: screen = " + danger)
		play("person: hij is er weer")
		now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
		until := now.Add(dialog.AskedFor - time.Hour) // so long a doubt holds that nobody answered; an alarm until it is closed
		if strings.HasPrefix(danger, "page") {
			until = now.AddDate(1, 0, 0)
		}
		for range rapid.IntRange(1, 25).Draw(r, "turns") {
			unsafe(r, w, play, &now, until)
		}
		for _, m := range w.Shown()[begun:] {
			checkDull(r, m, said)
		}
	})
}

// unsafe is one thing that happens, save a yes.
func unsafe(r *rapid.T, w *transcript.World, play func(string), now *time.Time, until time.Time) {
	switch rapid.IntRange(0, 8).Draw(r, "happens") {
	case 0, 1:
		play("person: " + rapid.SampledFrom([]string{"nee", "hoi", "stop", "menu", "verder", "wis alles", "ja wis alles", "toestemming", "mijn plan", "mijn brug", "wie ziet wat", "later",
			"beloof je dat je het niemand vertelt", "wie kan ik bellen", "[press c:later]", "het is opgelost", "laat maar", "..."}).Draw(r, "types"))
	case 2:
		play(rapid.SampledFrom([]string{"person: /start", "person: (sticker)", "person: (voice)", "person: (edit) nee"}).Draw(r, "sends"))
	case 3:
		later := now.Add(time.Duration(rapid.SampledFrom([]int{5, 11, 31, 70, 1500, 4400}).Draw(r, "waits")) * time.Minute)
		if later.After(until) {
			return
		}
		*now = later
		play("clock: " + now.Format("2006-01-02 15:04"))
	case 4:
		play(rapid.SampledFrom([]string{"set: chain alarm_unheard = none", "set: chain alarm_unread = none", "set: chain alarm_resumed no_act = none", "set: chain alarm_handed = none", "set: chain alarm_confirmed safe = none",
			"set: chain alarm_taken = none", "set: chain human_coming = none"}).Draw(r, "chain"))
	case 5:
		play(rapid.SampledFrom([]string{"set: chain alarm_closed safe = Anne belt je over het alarm", "set: chain alarm_closed false_alarm = none"}).Draw(r, "closes"))
	case 6:
		play(rapid.SampledFrom([]string{"set: act staff_wrote = Is er gevaar?", "set: act appointment = 2026-12-24 14:00 | Veilig Thuis", "set: act paused_by_mentor = x",
			"set: act handed_over = Bas"}).Draw(r, "staff"))
	case 7:
		play("set: screen = page violence_victim now")
		play("person: hij is boos")
	default:
		b, ok := shownButton(r, w.Shown())
		if ok && b.Label != "Ja" && b.Label != "Laat zien" && !strings.Contains(b.Data, "!") && b.Data != "h:show" {
			play("person: [press " + b.Data + "]")
		}
	}
}

func checkDull(r *rapid.T, m dialog.Message, said []string) {
	if slices.ContainsFunc(askedFor, func(p string) bool { return strings.HasPrefix(m.Key, p) }) {
		return
	}
	text := strings.ToLower(transcript.Plain(m.Text))
	for _, row := range m.Buttons {
		for _, b := range row {
			text += "\n" + strings.ToLower(b.Label)
		}
	}
	for _, word := range tells {
		if strings.Contains(text, word) {
			r.Fatalf("%s tells %q: %q after:\n%s", m.Key, word, m.Text, strings.Join(said, "\n"))
		}
	}
}
