package dialog

// flowNamed finds a flow. Every flow of the house stands here, in one line.
func flowNamed(name string) (flow, bool) {
	for _, f := range flows() {
		if f.name == name {
			return f.build(), true
		}
	}
	return flow{}, false
}

type flowEntry struct {
	name  string
	build func() flow
}

func flows() []flowEntry {
	return []flowEntry{
		{"welcome", welcome},
		{"danger", danger},
		{"safe", safe},
		{"need", firstNeed},
		{"phone", phone},
		{"bymodel", byModel},
		{"meant", meant},
		{"askon", askOn},
		{"story", story},
		{"bridge", bridge},
		{"debthelp", debtHelp},
		{"links", links},
		{"dream", dream},
		{"small", beginSmall},
		{"goal", goal},
		{"steps", steps},
		{"checkin", checkin},
		{"answered", answered},
		{"waiting", waiting},
		{"breath", breath},
		{"later", later},
		{"door", door},
		{"comeback", comeback},
		{"fire", fire},
		{"human", human},
		{"question", question},
		{"name", name},
		{"sharing", sharing},
		{"reply", reply},
		{"sees", sees},
		{"mydata", mydata},
		{"contacts", contacts},
		{"asklater", askLater},
		{"erase", erase},
		{"consents", consents},
		{"pause", pause},
		{"push", push},
		{"minor", minor},
		{"mistake", mistake},
		{"answer", writeBack},
		{"unfit", unfit},
		{"sendto", sendTo},
		{"giveback", giveBack},
		{"invite", invite},
		{"alarm", alarmEnds},
		{"alarmhand", alarmHands},
		{"digest", digestTime},
		{"colleague", colleague},
	}
}
