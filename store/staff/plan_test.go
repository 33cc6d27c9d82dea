package staff_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"stapmaat/dialog"
	"stapmaat/store/staff"
)

func TestStandInsAreRefusedWithAReason(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	ctx := t.Context()
	add := func(who staff.Who, mentor, stand int64, from, to int) error {
		return o.desk.AddStandIn(ctx, who, staff.StandIn{Mentor: mentor, Staff: stand, From: day(from), To: day(to)})
	}
	requireRefused(t, "self", add(o.asSara, o.anne, o.anne, 5, 9))
	requireRefused(t, "backwards", add(o.asSara, o.anne, o.bram, 9, 5))
	requireRefused(t, "past", o.desk.AddStandIn(ctx, o.asSara, staff.StandIn{Mentor: o.anne, Staff: o.bram, From: day(-5), To: day(0)}))
	requireRefused(t, "no_mentor", add(o.asSara, o.anne, o.ada, 5, 9))
	requireRefused(t, "no_mentor", add(o.asSara, o.fatima, o.bram, 5, 9))
	require.Error(t, add(o.asAnne, o.anne, o.bram, 5, 9), "a mentor plans nothing")
	require.NoError(t, add(o.asSara, o.anne, o.bram, 5, 9))
	requireRefused(t, "overlaps", add(o.asSara, o.anne, o.sara, 9, 12))
	requireRefused(t, "overlaps", add(o.asSara, o.anne, o.bram, 5, 6))
	requireRefused(t, "away", add(o.asSara, o.bram, o.anne, 8, 8))
	require.NoError(t, add(o.asSara, o.anne, o.sara, 10, 12), "the day after")
	all, err := o.desk.ReadStandIns(ctx, o.asAnne)
	require.NoError(t, err)
	require.Len(t, all, 2)
	require.Equal(t, "Bram", all[0].StaffName)
	require.Equal(t, day(9), all[0].To)
	require.NoError(t, o.desk.EndStandIn(ctx, o.asSara, all[0]))
	require.ErrorIs(t, o.desk.EndStandIn(ctx, o.asSara, all[0]), staff.ErrNotFound)
	require.ErrorIs(t, o.desk.EndStandIn(ctx, o.asAnne, all[1]), staff.ErrNotFound)
}

func TestDutyIsPlannedByHour(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	ctx := t.Context()
	requireRefused(t, "no_day", o.desk.AddDuty(ctx, o.asSara, o.anne, nil, 0, 60, 0))
	requireRefused(t, "no_mentor", o.desk.AddDuty(ctx, o.asSara, o.ada, []time.Weekday{time.Monday}, 0, 60, 0))
	require.Error(t, o.desk.AddDuty(ctx, o.asAnne, o.anne, []time.Weekday{time.Monday}, 0, 60, 0))
	require.NoError(t, o.desk.AddDuty(ctx, o.asSara, o.anne, []time.Weekday{time.Monday, time.Saturday}, 22*60, 6*60, 0))
	requireRefused(t, "changed", o.desk.AddDuty(ctx, o.asAda, o.bram, []time.Weekday{time.Monday}, 0, 60, 0))
	require.NoError(t, o.desk.AddDuty(ctx, o.asAda, o.anne, []time.Weekday{time.Tuesday}, 5*60, 9*60, 1))
	w, err := o.desk.ReadDuty(ctx, o.asAnne)
	require.NoError(t, err)
	require.Equal(t, 2, w.Version)
	require.Equal(t, []staff.Duty{{o.anne, "Anne", 0, 0, 360}, {o.anne, "Anne", 1, 1320, 1440}, {o.anne, "Anne", 2, 0, 540}, {o.anne, "Anne", 6, 1320, 1440}}, w.Duties,
		"nights go on into the next day, and what touches is one span")
	require.NoError(t, o.desk.EndDuty(ctx, o.asSara, w.Duties[2], 2))
	require.Equal(t, 3, o.Count("duty_hour"))
	require.Equal(t, 3, o.Count("audit WHERE kind = 'setting' AND what = 'duty'"))
}

func TestMergedDutyCoversTheSameMinutes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		minutes := func(all []staff.Duty) map[[3]int]bool {
			set := map[[3]int]bool{}
			for _, d := range all {
				for m := d.From; m < d.To; m++ {
					set[[3]int{int(d.Staff), int(d.Day), m}] = true
				}
			}
			return set
		}
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) staff.Duty {
			from := rapid.IntRange(0, 50).Draw(t, "from")
			return staff.Duty{Staff: rapid.Int64Range(1, 2).Draw(t, "staff"), Day: time.Weekday(rapid.IntRange(0, 1).Draw(t, "day")),
				From: from, To: rapid.IntRange(from+1, 60).Draw(t, "to")}
		}), 0, 8).Draw(t, "all")
		before := minutes(all)
		merged := staff.Merge(all)
		require.Equal(t, before, minutes(merged))
		for i := 1; i < len(merged); i++ {
			a, b := merged[i-1], merged[i]
			require.False(t, a.Staff == b.Staff && a.Day == b.Day && b.From <= a.To, "apart")
		}
	})
}

func TestSettingsTakeEffectInTheTalk(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	ctx := t.Context()
	requireRefused(t, "administrators_only", o.desk.Rename(ctx, o.asSara, "Wijkteam", "coach", 0))
	require.Zero(t, o.Count("setting"), "a refusal leaves nothing behind")
	require.Error(t, o.desk.Rename(ctx, o.asAnne, "Wijkteam", "coach", 0))
	require.NoError(t, o.desk.Rename(ctx, o.asAda, "Wijkteam", "coach", 0))
	requireRefused(t, "changed", o.desk.Rename(ctx, o.asAda, "Wijkteam 2", "coach", 0))
	require.NoError(t, o.desk.SetOpening(ctx, o.asAda, map[string][2]string{"2": {"09:00", "09:30"}, "3": {"10:00", "12:00"}},
		map[string]string{"2026-12-02": "studiedag"}, "Europe/Amsterdam", 0))
	require.NoError(t, o.desk.SetKeep(ctx, o.asAda, 30, 0))
	require.NoError(t, o.desk.SetBridge(ctx, o.asAda, "rustig-2026-11", 0))
	p := o.look(7)
	require.Equal(t, "Wijkteam", p.Organisation.Name)
	require.Equal(t, "coach", p.Organisation.MentorWord)
	require.Equal(t, 30, p.Organisation.KeepDays)
	require.False(t, p.Mentor.Open)
	require.Equal(t, "2026-12-08 09:00", p.Mentor.Opens.Format("2006-01-02 15:04"), "past the closed Wednesday")
	require.Empty(t, p.BridgeVersion, "nobody's bridge changes under her")
	o.Joins(11, o.anne, nameless)
	require.Equal(t, "rustig-2026-11", o.look(11).BridgeVersion)

	s, err := o.desk.ReadSettings(ctx, o.asSara)
	require.NoError(t, err)
	require.Equal(t, "Gemeente Aa", s.Name)
	require.Equal(t, "Ada", s.Sections[staff.NameSection].By)
	require.Equal(t, 1, s.Sections[staff.OpeningSection].Version)
	require.Equal(t, 4, o.Count("audit WHERE kind = 'setting' AND staff_id = $1", o.ada))
}

func TestWordsAreKeptAsLongAsTheOrganisationChose(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	say := func() {
		o.Receive(o.Says(7, "ik heb honger"))
		o.Play(func(_ dialog.Person, s dialog.State, in dialog.Input) (dialog.State, dialog.Effects) {
			return s, dialog.Effects{Events: []dialog.Fact{{Event: dialog.StoryTold{Words: in.Text}}}}
		})
	}
	say()
	require.Equal(t, 1, o.Count("message"))
	require.NoError(t, o.desk.SetKeep(t.Context(), o.asAda, 180, 0))
	o.Clock.Add(120 * 24 * time.Hour)
	require.NoError(t, o.Retain(t.Context(), o.Clock.Now()))
	require.Equal(t, 1, o.Count("message"), "longer than the usual")
	require.NoError(t, o.desk.SetKeep(t.Context(), o.asAda, 30, 1))
	require.NoError(t, o.Retain(t.Context(), o.Clock.Now()))
	require.Zero(t, o.Count("message"))
}

func TestANumberCountsAfterASecondPairOfEyes(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	ctx := t.Context()
	number := staff.LocalNumber{Name: "Voedselbank Aa", Number: "020 123 45 67", For: "iedereen", Source: "zelf gebeld", CheckedOn: day(1)}
	require.Error(t, o.desk.WriteNumber(ctx, o.asAnne, number))
	require.NoError(t, o.desk.WriteNumber(ctx, o.asSara, number))
	all, err := o.desk.ReadNumbers(ctx, o.asAda)
	require.NoError(t, err)
	require.Len(t, all, 1)
	require.False(t, all[0].Confirmed())
	require.Empty(t, o.look(7).Organisation.Numbers)
	requireRefused(t, "own_number", o.desk.ConfirmNumber(ctx, o.asSara, all[0].ID, 1))
	requireRefused(t, "changed", o.desk.ConfirmNumber(ctx, o.asAda, all[0].ID, 2))
	require.NoError(t, o.desk.ConfirmNumber(ctx, o.asAda, all[0].ID, 1))
	told := o.look(7).Organisation.Numbers
	require.Len(t, told, 1)
	require.Equal(t, "020 123 45 67", told[0].Number)
	require.Nil(t, told[0].WithoutCredit)
	require.Equal(t, "2026-12-01", told[0].CheckedOn.Format(time.DateOnly))

	all[0].Number = "020 765 43 21"
	require.NoError(t, o.desk.WriteNumber(ctx, o.asAda, all[0]))
	require.Empty(t, o.look(7).Organisation.Numbers, "changed: unconfirmed again")
	requireRefused(t, "changed", o.desk.WriteNumber(ctx, o.asSara, all[0]))
	require.NoError(t, o.desk.RemoveNumber(ctx, o.asSara, all[0].ID, 2))
	require.Equal(t, 4, o.Count("audit WHERE kind = 'number'"))
}

func TestTheTrailIsFilteredAndPaged(t *testing.T) {
	t.Parallel()
	o := newTeam(t)
	ctx := t.Context()
	o.Exec(`INSERT INTO staff_look (organisation_id, staff_id, person_id, what, at) SELECT $1, $2, $3, 'log', $4 FROM generate_series(1, 5)`, o.Org, o.anne, o.fatima, o.Clock.Now())
	o.Exec(`WITH a AS (INSERT INTO alarm (organisation_id, person_id, cause_id, opened_at) VALUES ($1, $2, 0, $3) RETURNING id)
	        INSERT INTO alarm_act (organisation_id, alarm_id, staff_id, kind, at) SELECT $1, id, $4, 'taken', $3 FROM a`, o.Org, o.samir, o.Clock.Now(), o.bram)
	o.Clock.Add(48 * time.Hour)
	_, err := o.desk.HandOver(ctx, o.asSara, o.anne, o.bram, []int64{o.fatima})
	require.NoError(t, err)
	read := func(f staff.TrailFilter) staff.Trail {
		f.Limit = max(f.Limit, 1)
		tr, err := o.desk.ReadTrail(ctx, o.asAda, f)
		require.NoError(t, err)
		return tr
	}
	seen := 0
	for f := (staff.TrailFilter{Limit: 3}); ; {
		tr := read(f)
		seen += len(tr.Lines)
		if f.Before = tr.More; tr.More == 0 {
			break
		}
	}
	require.Equal(t, 7, seen)
	first := read(staff.TrailFilter{}).Lines[0]
	require.Equal(t, staff.KindHandOver, first.Kind)
	require.Equal(t, "Sara", first.StaffName)
	require.Equal(t, "Bram", first.OtherName)
	require.Equal(t, o.fatima, first.Person)
	require.Len(t, read(staff.TrailFilter{Person: o.fatima, Limit: 20}).Lines, 6)
	require.Len(t, read(staff.TrailFilter{Staff: o.bram, Limit: 20}).Lines, 2, "did it, or was it about")
	require.Len(t, read(staff.TrailFilter{Kind: staff.KindAlarm, Limit: 20}).Lines, 1)
	require.Len(t, read(staff.TrailFilter{From: o.Clock.Now().Add(-time.Hour), Limit: 20}).Lines, 1)
	require.Len(t, read(staff.TrailFilter{To: o.Clock.Now().Add(-time.Hour), Limit: 20}).Lines, 6)
	for _, nobody := range []staff.Who{o.asAnne, o.asOther} {
		tr, err := o.desk.ReadTrail(ctx, nobody, staff.TrailFilter{Limit: 9})
		require.NoError(t, err)
		require.Empty(t, tr.Lines)
	}
	_, err = o.desk.ExportTrail(ctx, o.asAda, staff.TrailFilter{Limit: 100})
	require.NoError(t, err)
	require.Equal(t, 1, o.Count("audit WHERE kind = 'trail_exported'"))
	o.Clock.Add(2*365*24*time.Hour + time.Hour)
	require.NoError(t, o.Retain(ctx, o.Clock.Now()))
	require.Zero(t, o.Count("audit"))
}
