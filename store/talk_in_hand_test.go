package store_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// inHand is a house with Anne (chat 1), Bas (chat 2), and Fatima (chat 7), who is Anne's.
type inHand struct {
	*storetest.House
	t                 *testing.T
	anne, bas, fatima int64
	turns             func()
}

func newInHand(t *testing.T) *inHand {
	h := &inHand{House: storetest.NewHouse(t, store.Options{}), t: t}
	h.anne = h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	h.bas = h.ComesIn(2, dialog.MentorRole, 0, store.Details{Name: "Bas"})
	h.fatima = h.Joins(7, h.anne, store.Details{Name: "Fatima"})
	h.turns = answering(t, h.House)
	return h
}

func (h *inHand) hand(staff int64) store.Hand {
	return store.Hand{Organisation: h.Org, Staff: staff, Person: h.fatima}
}

// press and says put something in, make the turns and give what each chat got.
func (h *inHand) press(chat int64, data string) map[int64][]string {
	h.Receive(h.Arrival(chat, dialog.Input{Kind: dialog.Pressed, Press: data}))
	return h.after()
}

func (h *inHand) says(chat int64, words string) map[int64][]string {
	h.Receive(h.Says(chat, words))
	return h.after()
}

func (h *inHand) after() map[int64][]string {
	h.t.Helper()
	h.turns()
	got := map[int64][]string{}
	for _, o := range h.Sent() {
		got[o.Chat] = append(got[o.Chat], o.Message.Text)
	}
	return got
}

func (h *inHand) button(act string) string {
	return strings.ReplaceAll("p:#:"+act, "#", itoa(h.fatima))
}

func TestWordsGoBothWaysAndNowhereElse(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	got := h.press(1, h.button("talk"))
	require.Contains(t, got[1][0], "Jij hebt het gesprek met Fatima in handen")
	require.Equal(t, []string{"Anne is er nu zelf. Ik ben stil.\nWat je typt, leest Anne meteen."}, got[7])
	require.Equal(t, map[int64][]string{7: {"<b>Anne:</b>\nhoi Fatima"}}, h.says(1, "hoi Fatima"))
	require.Equal(t, map[int64][]string{1: {"<b>Fatima:</b>\nhoi Anne, &lt;geheim&gt;"}}, h.says(7, "hoi Anne, <geheim>"))
	require.NotContains(t, string(everything(t, h.House)), "geheim")

	h.DB = storetest.OpenURL(t, h.URL, store.Options{Clock: h.Clock.Now}) // a restart changes nothing
	require.Equal(t, map[int64][]string{7: {"<b>Anne:</b>\nben je er nog?"}}, h.says(1, "ben je er nog?"))
	all, err := h.Relayed(t.Context(), h.Org, h.fatima, time.Time{})
	require.NoError(t, err)
	require.Len(t, all, 3)
	require.Equal(t, []any{true, "Anne", "hoi Fatima", false, "hoi Anne, <geheim>"}, []any{all[0].FromStaff, all[0].By, all[0].Words, all[1].FromStaff, all[1].Words})
	_, err = h.Relayed(t.Context(), h.Org+1, h.fatima, time.Time{})
	require.ErrorIs(t, err, store.ErrNotFound)

	h.press(1, "h:back")
	got = h.says(1, "Morgen bellen we samen.")
	require.Contains(t, got[7][0], "Jullie spraken af: “Morgen bellen we samen.”")
	require.Equal(t, 1, h.Count("event WHERE kind = 'handed_back' AND share = 'shared'"))
	require.Zero(t, h.Count("ownership WHERE owner_id IS NOT NULL"))
	require.Zero(t, h.Count("timer WHERE kind LIKE 'hand%'"))
	require.NotEmpty(t, h.says(7, "hoi")[7], "the bot answers again")
}

func TestOfTwoWhoTakeATalkOneIsFirst(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	h.Receive(paging(h.House, 7, "help", risk.Material, risk.Now))
	h.turns()
	h.Exec("UPDATE alarm SET taken_by = $1, taken_at = now(), held_until = now()", h.bas)
	results := make([]error, 2)
	var both sync.WaitGroup
	for i, staff := range []int64{h.anne, h.bas} {
		both.Go(func() { results[i] = h.TakeOver(t.Context(), h.hand(staff), false) })
	}
	both.Wait()
	won := 0
	if results[0] != nil {
		won = 1
	}
	require.NoError(t, results[won])
	var taken *store.ErrInHand
	require.ErrorAs(t, results[1-won], &taken)
	require.Equal(t, []string{"Anne", "Bas"}[won], taken.Owner)
	h.after()

	loser, name := []int64{2, 1}[won], []string{"Anne", "Bas"}[won]
	got := h.press(loser, h.button("talk"))
	require.Contains(t, got[loser][0], name+" heeft het gesprek met Fatima nu in handen")
	got = h.press(loser, h.button("talkover"))
	require.Contains(t, got[3-loser][0], "van je overgenomen", "who had it hears it")
	require.Contains(t, got[7][0], "is er nu zelf")
	require.Equal(t, 1, h.Count("ownership WHERE owner_id IS NOT NULL"))
}

func TestOnlyWhoMayTakesATalk(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	require.ErrorIs(t, h.TakeOver(t.Context(), h.hand(h.bas), true), store.ErrNotFound, "somebody else's participant")
	require.Contains(t, h.press(2, h.button("talk"))[2][0], "staat niet op jouw lijst")
	h.Exec("INSERT INTO stand_in (organisation_id, mentor_id, staff_id, from_day, to_day) VALUES ($1, $2, $3, $4, $4)", h.Org, h.anne, h.bas, h.Clock.Now())
	require.NoError(t, h.TakeOver(t.Context(), h.hand(h.bas), false), "who stands in today")
	require.NoError(t, h.TakeOver(t.Context(), h.hand(h.bas), false), "taken twice is taken once")
	h.after()
	require.Equal(t, map[int64][]string{7: {"<b>Bas:</b>\ndag Fatima"}}, h.says(2, "dag Fatima"))

	samir := h.Joins(8, h.anne, store.Details{Name: "Samir"})
	require.NoError(t, h.TakeOver(t.Context(), store.Hand{Organisation: h.Org, Staff: h.anne, Person: samir}, false))
	var full *store.ErrInHand
	require.ErrorAs(t, h.TakeOver(t.Context(), h.hand(h.anne), true), &full)
	require.Equal(t, samir, full.Person, "one talk in hand")
	require.ErrorIs(t, h.Relay(t.Context(), h.hand(h.anne), "hoi", "1"), store.ErrNotFound, "not in her hands")
	require.ErrorIs(t, h.GiveBack(t.Context(), h.hand(h.anne), ""), store.ErrNotFound)
}

func TestDeskAndTelegramAtOnce(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	require.NoError(t, h.TakeOver(t.Context(), h.hand(h.anne), false))
	got := h.after()
	require.Contains(t, got[1][0], "Jij hebt het gesprek met Fatima in handen", "her chat knows, since she may type there")
	require.NoError(t, h.Relay(t.Context(), h.hand(h.anne), "vanaf de pagina", "form-1"))
	require.NoError(t, h.Relay(t.Context(), h.hand(h.anne), "vanaf de pagina", "form-1"))
	require.Equal(t, map[int64][]string{7: {"<b>Anne:</b>\nvanaf de pagina"}}, h.after(), "sent twice it arrives once")
	require.Equal(t, map[int64][]string{7: {"<b>Anne:</b>\nen uit Telegram"}}, h.says(1, "en uit Telegram"))
	require.NoError(t, h.GiveBack(t.Context(), h.hand(h.anne), "tot vrijdag"))
	require.ErrorIs(t, h.GiveBack(t.Context(), h.hand(h.anne), "tot vrijdag"), store.ErrNotFound)
	require.Contains(t, h.after()[7][0], "tot vrijdag")
	require.ErrorIs(t, h.Relay(t.Context(), h.hand(h.anne), "te laat", "form-2"), store.ErrNotFound)
}

// Who took the alarm and writes to the person has acted, by whichever face: the chain
// does not go on after a quarter of an hour, and does after four hours of nothing.
func TestARelayedWordIsAnActForTheChain(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	h.Receive(paging(h.House, 7, "help", risk.Suicide, risk.Now))
	h.turns()
	var alarm int64
	h.Scan("SELECT id FROM alarm", nil, &alarm)
	held := func() time.Duration {
		var until time.Time
		h.Scan("SELECT held_until FROM alarm", nil, &until)
		return until.Sub(h.Clock.Now())
	}
	require.NoError(t, h.TakeAlarm(t.Context(), h.Org, alarm, h.anne))
	require.Equal(t, 15*time.Minute, held())
	h.press(1, h.button("talk"))
	h.Clock.Add(10 * time.Minute)
	h.says(1, "ik ben er")
	require.Equal(t, 4*time.Hour, held(), "in Telegram")
	h.Clock.Add(time.Hour)
	require.NoError(t, h.Relay(t.Context(), h.hand(h.anne), "ik ben er nog", "form-1"))
	require.Equal(t, 4*time.Hour, held(), "at the desk")
	require.Equal(t, 2, h.Count("alarm_act WHERE kind = 'wrote' AND staff_id = $1", h.anne))
	h.Clock.Add(4 * time.Hour)
	_, err := h.MoveAlarms(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, h.Count("alarm_act WHERE kind = 'resumed'"))
}

func TestATakeOverThatIsLeftEndsForBoth(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	h.press(1, h.button("talk"))
	h.says(7, "ben je er?")
	rings := func(after time.Duration) map[int64][]string {
		h.Clock.Add(after)
		_, err := h.DueTimers(t.Context(), h.Clock.Now(), 100)
		require.NoError(t, err)
		return h.after()
	}
	require.Empty(t, rings(29*time.Minute))
	got := rings(2 * time.Minute)
	require.Contains(t, got[7][0], "Ik ben er weer")
	require.Contains(t, got[1][0], "heb ik het gesprek teruggenomen")
	require.NotEmpty(t, h.says(7, "hoi")[7], "the bot answers again")
}

func TestATalkInHandEndsWithTheHumansAccess(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	require.NoError(t, h.Release(t.Context(), h.anne), "harmless when she has none")
	h.press(1, h.button("talk"))
	require.NoError(t, h.Release(t.Context(), h.anne))
	require.Contains(t, h.after()[7][0], "Anne is er nu niet meer. Ik ben er weer.")

	h.press(1, h.button("talk"))
	h.Exec("UPDATE person SET wipe_at = $1, erased_at = $1 WHERE id = $2", h.Clock.Now(), h.anne)
	n, err := h.Wipe(t.Context(), h.Clock.Now(), 10)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Contains(t, h.after()[7][0], "Ik ben er weer.", "a human who is wiped lets go")
	require.NotEmpty(t, h.says(7, "hoi")[7])
}

func TestATalkInHandEndsWithThePerson(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	h.press(1, h.button("talk"))
	h.says(1, "hoi")
	h.Exec("UPDATE person SET wipe_at = $1, erased_at = $1 WHERE id = $2", h.Clock.Now(), h.fatima)
	n, err := h.Wipe(t.Context(), h.Clock.Now().Add(time.Hour), 10)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Zero(t, h.Count("relayed")+h.Count("ownership"))
	require.Contains(t, h.says(1, "ben je er nog Fatima")[1][0], "aan niemand gestuurd")
}

func TestAReplyGoesToWhomItAnswers(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	h.Joins(8, h.anne, store.Details{Name: "Samir"})
	h.press(1, h.button("talk"))
	h.Receive(h.Says(7, "hoi Anne"))
	h.turns()
	fromFatima := h.Sent()[0]
	require.Equal(t, int64(1), fromFatima.Chat)
	var message int64
	h.Scan("SELECT message_id FROM outbox WHERE id = $1", []any{fromFatima.ID}, &message)
	h.press(1, "h:back")
	h.says(1, "overslaan")
	h.press(1, strings.ReplaceAll("p:#:talk", "#", itoa(h.Who(8))))

	h.Exec("UPDATE outbox SET message_id = message_id + 1000 WHERE id <> $1 AND message_id = $2", fromFatima.ID, message) // the numbers of the test's face begin anew each time
	reply := dialog.Input{Kind: dialog.Typed, Text: "nog even voor jou", ReplyTo: message}
	h.Receive(h.Arrival(1, reply))
	got := h.after()
	require.Equal(t, []string{"<b>Bericht van Anne</b>\nnog even voor jou"}, got[7], "to Fatima, though Samir's talk is in hand")
	require.Empty(t, got[8])
	reply.ReplyTo = 999999
	h.Receive(h.Arrival(1, reply))
	require.Equal(t, map[int64][]string{8: {"<b>Anne:</b>\nnog even voor jou"}}, h.after(), "an answer to nobody's words")
}

func TestWithoutConsentWordsToAHumanAreNotKept(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	h.Exec("UPDATE consent SET given = false WHERE what = 'sensitive'")
	h.press(1, h.button("talk"))
	h.says(7, "ik slaap slecht")
	h.says(1, "wat naar")
	require.Equal(t, 2, h.Count("relayed"), "the human must be able to read it")
	require.NoError(t, h.GiveBack(t.Context(), h.hand(h.anne), ""))
	require.Equal(t, 1, h.Count("relayed"))
}

// TestACrashInATakeOverLosesNothing lets the process die before each commit on the way
// and makes the same turns again.
func TestACrashInATakeOverLosesNothing(t *testing.T) {
	t.Parallel()
	h := newInHand(t)
	e := engine(t)
	crash := func() {
		g, err := h.Take(t.Context(), 8)
		require.NoError(t, err)
		defer g.Close()
		require.NotEmpty(t, g.Claims)
		require.NoError(t, g.Fill(t.Context(), e.Needs))
		for _, c := range g.Claims {
			require.NoError(t, c.Err)
			e.Advance(c.Person, c.State, c.Input)
		}
		// and never commits
	}
	var heard []string
	step := func(a store.Arrival) {
		h.Receive(a)
		crash()
		for _, o := range func() []store.Outgoing { h.turns(); return h.Sent() }() {
			if o.Chat == 7 {
				heard = append(heard, strings.Split(o.Message.Text, "\n")[0])
			}
		}
	}
	step(h.Arrival(1, dialog.Input{Kind: dialog.Pressed, Press: h.button("talk")}))
	step(h.Says(1, "hoi"))
	step(h.Says(7, "dag"))
	step(h.Arrival(1, dialog.Input{Kind: dialog.Pressed, Press: "h:back"}))
	step(h.Says(1, "tot morgen"))
	require.Equal(t, []string{"Anne is er nu zelf. Ik ben stil.", "<b>Anne:</b>", "Anne is klaar. Ik ben er weer."}, heard)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
