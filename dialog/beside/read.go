package beside

import (
	"encoding/json"
	"fmt"

	"stapmaat/dialog"
)

// readers know the events that say something beyond their line, by their kind. Whatever
// is not in here changes nothing that the desk shows: a new kind must be let in by hand.
var readers = map[string]func([]byte) (dialog.Event, error){
	dialog.Placed{}.Kind():       read[dialog.Placed],
	dialog.DebtHelpSaid{}.Kind(): read[dialog.DebtHelpSaid],
	dialog.LinkDrawn{}.Kind():    read[dialog.LinkDrawn],
	dialog.DreamTold{}.Kind():    read[dialog.DreamTold],
	dialog.GoalSet{}.Kind():      read[dialog.GoalSet],
	dialog.GoalSaid{}.Kind():     read[dialog.GoalSaid],
	dialog.GoalEnded{}.Kind():    read[dialog.GoalEnded],
	dialog.StepSet{}.Kind():      read[dialog.StepSet],
	dialog.StepMoved{}.Kind():    read[dialog.StepMoved],
	dialog.StepChanged{}.Kind():  read[dialog.StepChanged],
	dialog.StepEnded{}.Kind():    read[dialog.StepEnded],
	dialog.StepNotYet{}.Kind():   read[dialog.StepNotYet],
	dialog.StepHelped{}.Kind():   read[dialog.StepHelped],
	dialog.StepAnswered{}.Kind(): read[dialog.StepAnswered],
}

// Kinds are the kinds that Read knows.
func Kinds() []string {
	var all []string
	for kind := range readers {
		all = append(all, kind)
	}
	return all
}

// PlanKinds are those among them that a caseload needs: where somebody stands, and how her goals and steps go.
func PlanKinds() []string {
	return []string{dialog.Placed{}.Kind(), dialog.GoalSet{}.Kind(), dialog.GoalEnded{}.Kind(), dialog.StepSet{}.Kind(), dialog.StepMoved{}.Kind(),
		dialog.StepEnded{}.Kind(), dialog.StepNotYet{}.Kind(), dialog.StepAnswered{}.Kind()}
}

// Read makes the event of a stored one; nil for a kind that says no more than its line.
func Read(kind string, payload []byte) (dialog.Event, error) {
	reader := readers[kind]
	if reader == nil {
		return nil, nil
	}
	event, err := reader(payload)
	if err != nil {
		return nil, fmt.Errorf("reading an event %s: %w", kind, err)
	}
	return event, nil
}

func read[E dialog.Event](payload []byte) (dialog.Event, error) {
	var e E
	err := json.Unmarshal(payload, &e)
	return e, err
}
