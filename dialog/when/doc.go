// Package when reads the days and times that people in the Netherlands type in
// a chat ("doe maar vrijdag om half drie"), and says them back in plain Dutch.
//
// It is pure: the clock comes in as a value, and so does the zone, in
// now.Location(). Reading goes in three steps, each in its own files:
//
//	tokens    token.go, figures.go, lexicon.txt, compound.go, typo.go, abbreviation.go,
//	          things.go
//	phrases   form.go matches the tables in phrases.go and clock_phrases.go, unless
//	          guards.go forbids; days.go, gaps.go, weeks.go, calendar.go, months.go,
//	          feast.go and clock.go work out what each means
//	meaning   leads.go, refusal.go, narrow.go and choose.go weigh what was found,
//	          resolve.go makes the Moment
//
// A new word is a line in lexicon.txt. A new phrase is a line in a table.
//
// The choices that a caller should know:
//
//   - A weekday is the first such day after today; said on that day itself it is
//     a week ahead, with the doubt SameDay. "Volgende week vrijdag" is the Friday
//     of the next ISO week. "Volgende vrijdag" too, with the doubt WhichWeek unless
//     that is the coming one as well.
//   - Between midnight and four o'clock people still live the day before: "morgen"
//     and "vrijdag" then count from that day, so that "morgen" is the day after
//     sleeping. "Vandaag" and "vanavond" are the calendar day. All of it is
//     doubted (SmallHours), and [Say] then names the date in full.
//   - A day without a year is the coming one. "31 februari" is Impossible.
//   - "Half drie" and "3 uur" are read by day, from 7.00 until 18.59, and doubted
//     (HalfDay). Hours written as a clock ("9:30", "02:30") are taken as they are,
//     except 1:00 to 6:59 without a nought.
//   - More than one day ("maandag tot vrijdag", "elke dinsdag") is Several.
//     A week, month or weekend has its first day in Day, its last in Last.
//   - "Voor", "tot" and "uiterlijk vrijdag" are that Friday, Vague; "na vrijdag" is
//     the day after it, Vague.
//   - "Straks" is today when it is all that was said; in a sentence it is nothing.
//   - A time without a day gets the next day on which it comes; DaySaid is false.
//   - Figures beside money are never a date. "3.12" is one only on its own or
//     after a word such as "op"; in "mijn huur is 3.12" it is not.
package when
