package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/desk/desktest"
)

// The main ways through the desk, walked in Chromium with mouse and keys. Each stage leaves
// a picture in .local/pages/walk.*.

// walk is one browser on its way through.
type walk struct {
	*desktest.Browser
	t    *testing.T
	name string
	n    int
}

func newWalk(t *testing.T, p *desktest.Place, name string) *walk {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes its time")
	}
	w := &walk{Browser: p.NewBrowser(t), t: t, name: name}
	w.Screen(t, 1280, false, true)
	return w
}

// sees waits for words and keeps how the page looks.
func (w *walk) sees(words string) {
	w.t.Helper()
	w.Sees(w.t, words)
	w.n++
	w.Picture(w.t, fmt.Sprintf("walk.%s.%d", w.name, w.n))
}

func TestClickingIn(t *testing.T) {
	t.Parallel()
	p, _, _ := team(t)
	w := newWalk(t, p, "sign-in")
	w.Open(t, "/vandaag")
	w.Type(t, "E-mailadres", "anne")
	w.Press(t, "Stuur mij een link")
	w.sees("Dit lijkt geen e-mailadres.")
	w.Empty(t, "E-mailadres") // it stands there still
	w.Type(t, "E-mailadres", anneMail)
	w.Press(t, "Stuur mij een link")
	w.Sees(t, "Kijk in je berichten")
	path, code, _ := parts(t, p, (<-p.Letters).Body)
	w.sees(code)
	w.Open(t, path)
	w.sees(code)
	w.Press(t, "Ja, log mij in")
	w.sees("Je hebt nog geen deelnemers.")
	require.Equal(t, "/vandaag", w.At(t), "where she wanted to go")

	w.Press(t, "Uitloggen")
	w.Sees(t, "Je bent uitgelogd.")
	w.Type(t, "E-mailadres", anneMail)
	w.Press(t, "Stuur mij een link")
	w.Sees(t, "Kijk in je berichten")
	path, _, digits := parts(t, p, (<-p.Letters).Body)

	phone := newWalk(t, p, "sign-in.phone")
	phone.Screen(t, 360, true, true)
	phone.Open(t, path)
	phone.sees("Open deze link waar je hem vroeg")
	w.Type(t, "Acht cijfers", "0000 0000")
	w.Press(t, "Inloggen")
	w.sees("Deze cijfers kloppen niet")
	w.Empty(t, "Acht cijfers")
	w.Type(t, "Acht cijfers", digits)
	w.Press(t, "Inloggen")
	w.Sees(t, "Je hebt nog geen deelnemers.")

	w.Press(t, "Anne")
	w.sees("Mijn sessies")
	other := p.As(p.Who(1))
	require.True(t, signedIn(other))
	w.Open(t, "/mijn-sessies")
	w.Press(t, "Beëindig")
	w.sees("De sessie is beëindigd.")
	require.False(t, signedIn(other))
}

func TestClickingThroughAMorning(t *testing.T) {
	t.Parallel()
	r := newRoom(t, 8)
	w := newWalk(t, r.Place, "morning")
	w.SignIn(t, r.mentor)
	w.Open(t, "/")
	w.sees("Wil een mens spreken")
	w.PressIn(t, "Abdi", "Ik bel")
	w.Sees(t, "De deelnemer hoort dat jij belt.")
	r.acts()
	w.SeesGone(t, "Wil een mens spreken") // by itself
	w.sees("de lijst samen doornemen")
	w.PressIn(t, "de lijst samen doornemen", "Fatima")
	w.sees("Nieuw sinds je vorige bezoek")
	w.Press(t, "Ja, dat doe ik")
	w.Sees(t, "De deelnemer hoort dat jij het doet.")
	r.acts()
	require.Equal(t, 1, r.Count("step WHERE person_id = $1 AND number = 4 AND state = 'open'", r.of(0)))

	w.Type(t, "Jouw bericht", "Goed gedaan met die lijst.")
	w.Press(t, "Verstuur")
	w.sees("Verstuurd.")
	r.acts()
	require.Equal(t, 1, r.Count("outbox WHERE key = 'said.wrote'"))

	w.Press(t, "Plan een afspraak")
	w.Type(t, "Dag", "12032026")
	w.Type(t, "Tijd", "0930AM")
	w.Type(t, "Waar", "Buurthuis")
	w.Press(t, "Plan de afspraak")
	w.Sees(t, "De afspraak staat.")
	r.acts()
	w.Press(t, "Schrijf een notitie")
	w.Type(t, "Notitie", "belt liever in de ochtend")
	w.Press(t, "Bewaar")
	w.sees("belt liever in de ochtend")
	w.Sees(t, "Buurthuis")

	w.PressIn(t, "Logboek", "Nog ")
	w.sees("Een regel verandert nooit.")
	w.Press(t, "Zet er iets bij")
	w.Type(t, "Hoe jij het begreep", "de lijst ligt bij haar zus")
	w.Press(t, "Bewaar")
	w.sees("de lijst ligt bij haar zus")

	w.Press(t, "Deelnemers")
	w.Sees(t, "Pijler")
	w.Type(t, "Naam", "sam\r")
	w.SeesGone(t, "Abdi")
	w.sees("Samir")
}

func TestClickingAsASupervisor(t *testing.T) {
	t.Parallel()
	d := desktest.NewWorld(t)
	w := newWalk(t, d.Place, "supervisor")
	w.SignIn(t, d.Bas)
	w.Open(t, "/mensen")
	w.Press(t, "Collega uitnodigen")
	w.Choose(t, "Mentor")
	w.Type(t, "Voornaam", "Femke")
	w.Type(t, "E-mailadres", "femke@gemeente-aa.example")
	w.Press(t, "Maak de link")
	w.sees("De link is klaar")
	letter := <-d.Letters
	require.Equal(t, "femke@gemeente-aa.example", letter.To)
	_, rest, found := strings.Cut(letter.Body, d.URL)
	require.True(t, found)
	path, _, _ := strings.Cut(rest, "\n")
	femke := newWalk(t, d.Place, "supervisor.invited")
	femke.Open(t, path)
	femke.sees("Je wordt daar begeleider")
	femke.Press(t, "Aan de slag")
	femke.sees("Je hebt nog geen deelnemers.")

	w.Press(t, "Diensten")
	w.Sees(t, "Wie heeft dienst")
	w.Type(t, "Wie?", "Carla")
	w.Choose(t, "zaterdag")
	w.Type(t, "Van", "0900AM")
	w.Type(t, "Tot", "0500PM")
	w.Press(t, "Zet erbij")
	w.sees("De dienst staat erin.")
	require.Equal(t, 1, d.Count("duty_hour WHERE staff_id = $1 AND weekday = 6 AND from_minute = 540 AND to_minute = 1020", d.Carla))

	w.Press(t, "Wie vervangt wie")
	w.Type(t, "Wie is er weg?", "Carla")
	w.Type(t, "Wie vervangt?", "Femke")
	w.Type(t, "Eerste dag", "12102026")
	w.Type(t, "Laatste dag", "12112026")
	w.Press(t, "Zet erbij")
	w.sees("De vervanging staat erin.")

	w.Press(t, "Mensen")
	w.PressIn(t, "Anne", "Anne")
	w.Press(t, "Overdragen")
	w.Type(t, "Naar wie gaan ze?", "Femke")
	w.Choose(t, "Alleen deze")
	w.Choose(t, fmt.Sprint("Zaak ", d.Youssef))
	w.sees("Draag over")
	w.Press(t, "Draag over")
	w.sees("Overgedragen. De deelnemers krijgen bericht.")
	d.Play(desktest.Engine(t).Advance)
	require.Equal(t, 1, d.Count("person WHERE id = $1 AND mentor_id <> $2", d.Youssef, d.Anne))
	require.Equal(t, 1, d.Count("person WHERE id = $1 AND mentor_id = $2", d.Fatima, d.Anne))
}

func TestClickingAsAnAdministrator(t *testing.T) {
	t.Parallel()
	d := desktest.NewWorld(t)
	w := newWalk(t, d.Place, "administrator")
	w.SignIn(t, d.Dewi)
	w.Open(t, "/instellingen")
	w.Empty(t, "Jullie woord voor een mentor")
	w.Type(t, "Jullie woord voor een mentor", "maatje")
	w.PressIn(t, "Jullie woord voor een mentor", "Bewaren")
	w.sees("Bewaard.")
	require.Equal(t, 1, d.Count("organisation WHERE id = $1 AND mentor_word = 'maatje'", d.Org))
	w.Choose(t, "De rustige brug")
	w.PressIn(t, "De rustige brug", "Bewaren")
	w.Sees(t, "Bewaard.")
	w.Press(t, "Nummers dichtbij")
	w.Press(t, "Nummer toevoegen")
	w.Type(t, "Naam", "Voedselbank")
	w.Type(t, "Telefoonnummer", "bel Piet")
	w.Type(t, "Waar staat het", "zelf gebeld")
	w.Press(t, "Bewaren")
	w.sees("Dit is geen telefoonnummer.")
	w.Empty(t, "Telefoonnummer")
	w.Type(t, "Telefoonnummer", "020 123 45 67")
	w.Press(t, "Bewaren")
	w.sees("wacht op een tweede blik")
	w.Sees(t, "Jij vulde dit in.")

	second := newWalk(t, d.Place, "administrator.second")
	second.SignIn(t, d.Bas)
	second.Open(t, "/instellingen/nummers")
	second.Press(t, "Het klopt")
	second.sees("Dit nummer telt vanaf nu mee.")
	require.Equal(t, 1, d.Count("local_number WHERE confirmed_by = $1", d.Bas))
}
