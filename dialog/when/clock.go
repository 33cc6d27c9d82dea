package when

// atClock is a time as it was said. Hours of one to twelve may be by day or by
// night, so they are guessed when the day is known.
func atClock(hour, minute int, guessed bool) reading {
	if hour > 24 || minute > 59 || hour == 24 && minute > 0 {
		return reading{declined: true}
	}
	return reading{clock: Clock{hour, minute}, hasClock: true, guessed: guessed && hour >= 1 && hour <= 12}
}

func hour(s said) reading {
	return atClock(s.value("hour"), s.value("minutes"), true)
}

// around the clock: minutes before or after an hour of twelve.
func fromHourBy(hour, minutes int) reading {
	total := (hour*60 + minutes + 12*60) % (12 * 60)
	if total < 60 {
		total += 12 * 60 // "half een" is 12:30
	}
	return atClock(total/60, total%60, true)
}

func halfHour(s said) reading { return fromHourBy(s.value("hour12"), -30) }

func quarter(minutes int) reader {
	return func(s said) reading { return fromHourBy(s.value("hour12"), minutes) }
}

// minutesFrom: "tien voor half vier" is -10 from an hour that begins 30 earlier.
func minutesFrom(direction, from int) reader {
	return func(s said) reading {
		minutes := s.value("minutes")
		if minutes >= 30 {
			return reading{declined: true}
		}
		return fromHourBy(s.value("hour12"), from+direction*minutes)
	}
}

// clockFigures: "14.30" and "02:30" are what they are; "2:30" is by day.
func clockFigures(s said) reading {
	v, full := s.value("hm-any", "hm-colon", "hm-dots"), s.fullHour
	return atClock(v/100, v%100, !full && v/100 <= 6)
}

// fromHour: "9-12 uur".
func fromHour(s said) reading {
	return atClock(s.value("hours")/100, 0, true).with(Vague)
}

func midnight(said) reading { return atClock(24, 0, false) }

func noon(hour, minute int) reader {
	return func(said) reading { return atClock(hour, minute, false).with(Vague) }
}

func partOfDay(s said) reading { return reading{part: Part(s.value("part", "at-part"))} }

func partMorning(s said) reading {
	return reading{part: Part(max(1, s.value("part")))}
}
