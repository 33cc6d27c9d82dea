package knowledge

import (
	"path"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

func TestBridgesThatShip(t *testing.T) {
	l, err := Bridges()
	require.NoError(t, err)
	require.Equal(t, []string{"rustig-2026-11", "stapmaat-2026-11"}, l.Versions())
	require.Equal(t, "stapmaat-2026-11", l.Default().Version)
	for _, v := range l.Versions() {
		b, ok := l.ByVersion(v)
		require.True(t, ok)
		require.Equal(t, v, b.Version)
		require.Equal(t, "Mijn brug", b.Title, "to people every bridge is mijn brug")
		data, err := starter.ReadFile(path.Join("starter/bridges", v+".yaml"))
		require.NoError(t, err, "the file carries the name of its version")
		require.NotEmpty(t, data)
	}
	_, ok := l.ByVersion("stapmaat-1999-01")
	require.False(t, ok)
}

// The default bridge has the pillars of the method, in its order.
func TestDefaultBridgeShape(t *testing.T) {
	l, err := Bridges()
	require.NoError(t, err)
	var pillars, subs, optional []string
	for _, p := range l.Default().Pillars {
		pillars = append(pillars, p.Title)
	}
	for _, s := range l.Default().Subs() {
		subs = append(subs, s.ID)
		if s.NotForMe {
			optional = append(optional, s.ID)
		}
	}
	require.Equal(t, []string{"Thuis en gezin", "Gezondheid en mensen om je heen", "Leren", "Geld", "Werk"}, pillars)
	require.Equal(t, []string{"wonen", "gezin", "gezondheid", "mensen", "opleiding", "sparen", "schulden", "inkomen"}, subs)
	require.Equal(t, []string{"gezin", "inkomen"}, optional)
}

// A new mark, or one that went missing, is looked at by a human before it ships.
func TestRiskMarksThatShip(t *testing.T) {
	l, err := Bridges()
	require.NoError(t, err)
	marks := map[string]string{}
	for _, v := range l.Versions() {
		b, _ := l.ByVersion(v)
		for _, s := range b.Subs() {
			for _, r := range s.Rungs {
				if r.Risk != "" {
					marks[v+" "+s.ID+" "+r.Label] = r.Risk
				}
			}
		}
	}
	require.Equal(t, map[string]string{
		"stapmaat-2026-11 wonen Geen slaapplek": "material:now",
		"stapmaat-2026-11 wonen Ik moet eruit":  "material:soon",
		"rustig-2026-11 wonen Ik moet hier weg": "material:soon",
	}, marks)
}

func TestVersionsSideBySide(t *testing.T) {
	next := swap(t, small, "proef-2026-11", "proef-2027-01")
	l, err := readLibrary(folder(small, next), "b", "proef-2027-01")
	require.NoError(t, err)
	require.Equal(t, []string{"proef-2026-11", "proef-2027-01"}, l.Versions())
	require.Equal(t, "proef-2027-01", l.Default().Version)
	old, ok := l.ByVersion("proef-2026-11")
	require.True(t, ok)
	require.Equal(t, "Laag", old.Subs()[0].Rungs[0].Label)
}

func TestLibraryFaults(t *testing.T) {
	broken := swap(t, small, "label: Hoog", "label: Laag")
	_, err := readLibrary(folder(small, broken), "b", "proef-2026-11")
	require.EqualError(t, err, `b/1.yaml:2: version "proef-2026-11" is also in b/0.yaml: give every file its own
b/1.yaml:30: label "Laag" is also on line 17: make them differ`)

	_, err = readLibrary(folder(small), "b", "proef-2030-01")
	require.EqualError(t, err, `no bridge has version "proef-2030-01", which is named as the default`)
}

func folder(files ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i, data := range files {
		fsys[path.Join("b", string(rune('0'+i))+".yaml")] = &fstest.MapFile{Data: []byte(data)}
	}
	return fsys
}

func TestParseBridgeFillsEveryField(t *testing.T) {
	b, err := ParseBridge("b.yaml", []byte(small))
	require.NoError(t, err)
	require.Equal(t, &dialog.Bridge{
		Name: "proef", Version: "proef-2026-11", Title: "Mijn brug",
		AdaptedFrom: "Naar de Bridge to Self-Sufficiency® van EMPath.", Licence: "Eigen woorden.",
		Pillars: []dialog.Pillar{{ID: "geld", Title: "Geld", Emoji: "💶", Subs: []dialog.SubPillar{{
			ID: "sparen", Title: "Sparen", Question: "Kun je sparen?", NotForMe: true,
			Rungs: []dialog.Rung{
				{Number: 1, Group: dialog.Hard, Label: "Laag", Sentence: "Ik heb niets.", Example: "Bijvoorbeeld: alles is op.", Risk: "material:soon"},
				{Number: 2, Group: dialog.Hard, Label: "Bijna laag", Sentence: "Ik heb bijna niets.", Example: "Bijvoorbeeld: een euro."},
				{Number: 3, Group: dialog.Fair, Label: "Midden", Sentence: "Ik heb iets.", Example: "Bijvoorbeeld: een potje."},
				{Number: 4, Group: dialog.Good, Label: "Hoog", Sentence: "Ik heb genoeg.", Example: "Bijvoorbeeld: een spaarpot."},
			},
		}}}},
	}, b)
}
