package dialog

// mydata shows what is held about the person: as a file, and the way to wipe it.
func mydata() flow {
	return flow{name: "mydata", steps: []step{
		{name: "ask",
			ask: func(t *turn) next {
				return t.ask("mydata.ask", nil, t.opts("datafile", "wholooked", "callwhom", "wipe", "goback")...)
			},
			take: takeMyData},
		{name: "over", ask: (*turn).aside},
	}}
}

func takeMyData(t *turn, a answer) next {
	switch a.choice {
	case "datafile":
		t.say("mydata.file", nil).File = &Attachment{Name: t.label("mydata.name"), Body: t.dataFile()}
		return again
	case "wholooked":
		t.showLooks()
		return again
	case "callwhom":
		return t.into("contacts", "over")
	case "wipe":
		return t.into("erase", "over")
	}
	return t.aside()
}
