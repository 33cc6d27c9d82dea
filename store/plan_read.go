package store

import (
	"time"

	"stapmaat/dialog"
	"stapmaat/store/seal"
)

const selectGoals = `
	SELECT person_id AS person, number, sub, words, state, at
	FROM goal
	WHERE person_id = ANY($1)
	  AND NOT mistaken
	ORDER BY number`

type goalRow struct {
	owner
	Number int
	Sub    string
	Words  []byte
	State  dialog.GoalState
	At     time.Time
}

// goalWords is what goal.words holds, sealed.
type goalWords struct {
	Words     string `json:"words"`
	Why       string `json:"why,omitempty"`
	Notice    string `json:"notice,omitempty"`
	Helper    string `json:"helper,omitempty"`
	Obstacle  string `json:"obstacle,omitempty"`
	Then      string `json:"then,omitempty"`
	Celebrate string `json:"celebrate,omitempty"`
}

func planPlace(column string, person int64, number int) seal.Place {
	return seal.At(column, person, int64(number))
}

func (s *snapshot) goal(r goalRow) {
	var w goalWords
	s.json(r.Words, planPlace("goal.words", r.Person, r.Number), &w)
	s.person.Goals = append(s.person.Goals, dialog.Goal{Number: r.Number, Sub: r.Sub, Words: w.Words, Why: w.Why, Notice: w.Notice, Helper: w.Helper,
		Obstacle: w.Obstacle, Then: w.Then, Celebrate: w.Celebrate, State: r.State, At: r.At.In(s.zone)})
}

const selectSteps = `
	SELECT person_id AS person, number, goal, words, day, remind_at, by_whom, found_by, state, moves, at
	FROM step
	WHERE person_id = ANY($1)
	  AND NOT mistaken
	ORDER BY number`

type stepRow struct {
	owner
	Number, Goal  int
	Words         []byte
	Day, RemindAt *time.Time
	ByWhom        dialog.By
	FoundBy       dialog.FoundBy
	State         dialog.StepState
	Moves         int
	At            time.Time
}

// stepWords is what step.words holds, sealed.
type stepWords struct {
	Words  string `json:"words"`
	ByName string `json:"by_name,omitempty"`
	Note   string `json:"note,omitempty"`
}

func (s *snapshot) step(r stepRow) {
	var w stepWords
	s.json(r.Words, planPlace("step.words", r.Person, r.Number), &w)
	s.person.Steps = append(s.person.Steps, dialog.Step{Number: r.Number, Goal: r.Goal, Words: w.Words, Day: midnight(r.Day, s.zone), Remind: moment(r.RemindAt, s.zone),
		By: r.ByWhom, ByName: w.ByName, FoundBy: r.FoundBy, State: r.State, Moves: r.Moves, Note: w.Note, At: r.At.In(s.zone)})
}

// midnight is the start of a day in somebody's zone; zero for none.
func midnight(date *time.Time, zone *time.Location) time.Time {
	if date == nil {
		return time.Time{}
	}
	y, m, d := date.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// moment is a point in time in somebody's zone; zero for none.
func moment(at *time.Time, zone *time.Location) time.Time {
	if at == nil {
		return time.Time{}
	}
	return at.In(zone)
}

// orNull is the other way round.
func orNull(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}
