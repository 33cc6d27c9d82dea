package store_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

// answering is the real conversation on a house.
func answering(t *testing.T, h *storetest.House) func() {
	e := engine(t)
	return func() {
		t.Helper()
		h.PlayBy(e.Needs, e.Advance)
	}
}

func TestWordsOfStaffArriveOnceAndSealed(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	person := h.Joins(7, mentor, store.Details{Name: "Fatima"})
	play := answering(t, h)
	wrote := dialog.Act{Staff: mentor, Kind: "staff_wrote", Words: "Kom je morgen om 3 uur?"}
	fresh, err := h.ActOn(t.Context(), h.Org, person, wrote, "form-1")
	require.NoError(t, err)
	require.True(t, fresh)
	fresh, err = h.ActOn(t.Context(), h.Org, person, wrote, "form-1")
	require.NoError(t, err)
	require.False(t, fresh, "sent twice it arrives once")
	play()
	require.Equal(t, []string{"<b>Bericht van Anne</b>\nKom je morgen om 3 uur?"}, storetest.Texts(h.Sent()))
	require.NotContains(t, strings.ToLower(string(everything(t, h))), "kom je morgen")

	_, err = h.ActOn(t.Context(), h.Org+1, person, wrote, "form-2")
	require.ErrorIs(t, err, store.ErrNotFound, "another organisation")
	_, err = h.ActOn(t.Context(), h.Org, mentor, wrote, "form-2")
	require.ErrorIs(t, err, store.ErrNotFound, "staff is no participant")
	_, err = h.ActOn(t.Context(), h.Org, person, dialog.Act{Staff: person, Kind: "staff_wrote", Words: "x"}, "form-2")
	require.ErrorIs(t, err, store.ErrNotFound, "a participant is no staff")
	wrote.Words = strings.Repeat("é", store.MaxWords+1)
	_, err = h.ActOn(t.Context(), h.Org, person, wrote, "form-2")
	require.ErrorIs(t, err, store.ErrTooLong)
}

func TestAnAppointmentIsKeptMovedAndReminded(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	mentor := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	person := h.Joins(7, mentor, store.Details{Name: "Fatima"})
	play := answering(t, h)
	at := h.Clock.Now().Add(72 * time.Hour).Truncate(time.Hour)
	act := func(kind, ref string, number int, when time.Time) {
		_, err := h.ActOn(t.Context(), h.Org, person, dialog.Act{Staff: mentor, Kind: kind, Number: number, When: when, Place: "Lange Straat 1", Bring: "je brieven"}, ref)
		require.NoError(t, err)
		play()
	}
	act("appointment", "1", 0, at)
	act("appointment", "2", 0, at) // the same by another form
	seen := look(h, 7)
	require.Len(t, seen.Appointments, 1)
	require.Equal(t, "Lange Straat 1", seen.Appointments[0].Place)
	require.Equal(t, "Anne", seen.Appointments[0].With)
	require.Equal(t, 2, h.Count("timer WHERE kind = 'appointment'"))
	act("appointment", "3", 1, at.Add(24*time.Hour))
	require.True(t, look(h, 7).Appointments[0].When.Equal(at.Add(24*time.Hour)))
	require.Equal(t, 2, h.Count("timer WHERE kind = 'appointment'"), "moved along")
	act("appointment_cancelled", "4", 1, time.Time{})
	require.Equal(t, dialog.AppointmentOff, look(h, 7).Appointments[0].State)
	require.Zero(t, h.Count("timer WHERE kind = 'appointment'"))
	act("appointment_cancelled", "5", 9, time.Time{}) // of nothing
	require.NotContains(t, string(everything(t, h)), "Lange Straat")
}

func TestAnotherMentorComesByATurn(t *testing.T) {
	t.Parallel()
	h := storetest.NewHouse(t, store.Options{})
	anne := h.ComesIn(1, dialog.MentorRole, 0, store.Details{Name: "Anne"})
	bas := h.ComesIn(2, dialog.MentorRole, 0, store.Details{Name: "Bas"})
	boss := h.ComesIn(3, dialog.Supervisor, 0, store.Details{Name: "Cor"})
	person := h.Joins(7, anne, store.Details{Name: "Fatima"})
	play := answering(t, h)
	_, err := h.ActOn(t.Context(), h.Org, person, dialog.Act{Staff: boss, Kind: "handed_over", Mentor: boss}, "1")
	require.ErrorIs(t, err, store.ErrNotFound, "a supervisor is nobody's mentor")
	_, err = h.ActOn(t.Context(), h.Org, person, dialog.Act{Staff: boss, Kind: "handed_over", Mentor: bas}, "2")
	require.NoError(t, err)
	play()
	require.Equal(t, "Bas", look(h, 7).Mentor.Name)
}
