package search_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"stapmaat/knowledge/search"
)

// library is a small one of our own sentences.
var library = []search.Passage{
	{ID: "toeslag#1", Doc: "toeslag", Title: "Huurtoeslag aanvragen", Text: "Je kunt huurtoeslag aanvragen als je weinig verdient en een huis huurt. Dat gaat met DigiD."},
	{ID: "toeslag#2", Doc: "toeslag", Heading: []string{"Huurtoeslag", "Als je inkomen verandert"}, Text: "Verdien je ineens meer? Geef dat door, dan hoef je later niets terug te betalen."},
	{ID: "paspoort#1", Doc: "paspoort", Title: "Vermissing van je paspoort", Text: "Is je paspoort of identiteitskaart weg? Meld de vermissing bij de gemeente. Je krijgt een verklaring."},
	{ID: "beslag#1", Doc: "beslag", Title: "De deurwaarder en beslag", Text: "Een deurwaarder kan beslag leggen op je loon. Een deel blijft altijd voor jou: de beslagvrije voet."},
	{ID: "bijstand#1", Doc: "bijstand", Title: "Bijstand", Text: "Heb je te weinig inkomen om van te leven? De gemeente kan je een bijstandsuitkering geven."},
	{ID: "verhuizing#1", Doc: "verhuizing", Title: "Een verhuizing doorgeven", Text: "Geef je nieuwe adres door aan de gemeente. Doe dat binnen vijf dagen."},
	{ID: "regeling#1", Doc: "regeling", Title: "Een betalingsregeling afspreken", Text: "Kun je een rekening niet in een keer betalen? Vraag of het in delen mag."},
	{ID: "huisarts#1", Doc: "huisarts", Title: "Een huisarts zoeken", Text: "Je mag zelf een huisarts kiezen bij jou in de buurt.", Questions: []string{"Mijn dokter is met pensioen, wat nu?"}},
	{ID: "voedsel#1", Doc: "voedsel", Title: "De voedselbank", Text: "Bij de voedselbank krijg je een pakket met eten. Je maatschappelijk werker kan je aanmelden."},
	{ID: "energie#1", Doc: "energie", Title: "Minder energie gebruiken", Text: "Zet de verwarming een graad lager. Trek de stekkers van oude apparaten eruit."},
}

func build(t require.TestingT, passages []search.Passage) *search.Index {
	ix, err := search.Build(passages, search.Options{Dims: 16})
	require.NoError(t, err)
	return ix
}

// What people type, and the document that is meant.
var asked = []struct{ name, text, doc string }{
	{"the same words", "hoe kan ik huurtoeslag aanvragen", "toeslag"},
	{"a compound", "huurtoeslagaanvraag", "toeslag"},
	{"a verb in two pieces", "waar vraag ik huurtoeslag aan", "toeslag"},
	{"other forms", "aangevraagde huurtoeslagen", "toeslag"},
	{"accents", "húurtóeslag", "toeslag"},
	{"a typo", "huurtoelsag", "toeslag"},
	{"by ear", "voetselbank", "voedsel"},
	{"everyday words", "pas kwijt", "paspoort"},
	{"an everyday phrase", "brief van de deurwaarder", "beslag"},
	{"what the office calls otherwise", "geld van de gemeente", "bijstand"},
	{"an everyday verb", "we gaan verkassen", "verhuizing"},
	{"payment in pieces", "mag ik in stukjes betalen", "regeling"},
	{"a question of the author", "dokter met pensioen", "huisarts"},
	{"a story, then the question", "Hoi, ik ben Ria en mijn zoon woont weer thuis. De verwarming staat altijd aan. Waar vind ik een huisarts?", "huisarts"},
}

func TestWhatPeopleType(t *testing.T) {
	t.Parallel()
	ix := build(t, library)
	for _, a := range asked {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			hits := ix.Search(a.text, 5).Hits
			require.NotEmpty(t, hits)
			require.Equal(t, a.doc, hits[0].Doc)
		})
	}
}

func TestNothingToFind(t *testing.T) {
	t.Parallel()
	ix := build(t, library)
	for _, text := range []string{"", "   ", "?", "hoe wat waar", "xqzwv", "\xff\xfe", "🙂🙂"} {
		r := ix.Search(text, 5)
		require.False(t, r.Answered, "%q", text)
		require.NotEmpty(t, r.Why)
	}
}

// A vector leg outside takes the place of the one in memory.
func TestNearFromOutside(t *testing.T) {
	t.Parallel()
	ix := build(t, library)
	near := []search.Near{{ID: "energie#1", Similarity: 0.9}, {ID: "gone#9", Similarity: 0.8}, {ID: "voedsel#1", Similarity: math.NaN()}}
	r := ix.SearchNear("xqzwv", 5, near, false)
	require.Len(t, r.Hits, 1)
	require.Equal(t, "energie", r.Hits[0].Doc)
	require.Equal(t, search.Leg{}, r.Hits[0].Lexical)
	require.Equal(t, 1, r.Hits[0].Vector.Rank)
	alone := ix.SearchNear("huurtoeslag", 5, nil, false)
	require.Equal(t, "toeslag", alone.Hits[0].Doc)
	require.Zero(t, alone.Hits[0].Vector.Rank)
}

func TestBadPassages(t *testing.T) {
	t.Parallel()
	for name, passages := range map[string][]search.Passage{
		"none":  nil,
		"no id": {{Doc: "a", Text: "b"}}, "no document": {{ID: "a", Text: "b"}},
		"twice": {{ID: "a", Doc: "a", Text: "b"}, {ID: "a", Doc: "a", Text: "c"}}, "empty": {{ID: "a", Doc: "a", Text: " \n"}},
	} {
		_, err := search.Build(passages, search.Options{})
		require.ErrorIs(t, err, search.ErrPassages, name)
	}
}

// The order of passages, and asking again, change nothing.
func TestSameAnswers(t *testing.T) {
	t.Parallel()
	ix := build(t, library)
	rapid.Check(t, func(t *rapid.T) {
		other := build(t, rapid.Permutation(library).Draw(t, "order"))
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"pas kwijt", "geld voor eten", "brief van de gemeente"})).Draw(t, "text")
		require.Equal(t, ix.Search(text, 10), other.Search(text, 10))
	})
}

// Twins score the same: then the id decides.
func TestTiesByID(t *testing.T) {
	t.Parallel()
	ix := build(t, []search.Passage{
		{ID: "c#1", Doc: "c", Text: "gratis fietsen"}, {ID: "a#1", Doc: "a", Text: "gratis fietsen"}, {ID: "b#1", Doc: "b", Text: "gratis fietsen"},
	})
	var docs []string
	for _, h := range ix.Search("gratis fietsen", 3).Hits {
		docs = append(docs, h.Doc)
	}
	require.Equal(t, []string{"a", "b", "c"}, docs)
}

func TestBuiltInEmbedder(t *testing.T) {
	t.Parallel()
	e := build(t, library).Embedder()
	vectors, err := e.Embed(context.Background(), []string{"huurtoeslag aanvragen", "huurtoeslagaanvraag", "eten van de voedselbank", "zzz"})
	require.NoError(t, err)
	cosine := func(a, b []float32) (sum float64) {
		for i := range a {
			sum += float64(a[i] * b[i])
		}
		return sum
	}
	require.Len(t, vectors[0], e.Dims())
	require.InDelta(t, 1, cosine(vectors[0], vectors[0]), 1e-5)
	require.Greater(t, cosine(vectors[0], vectors[1]), cosine(vectors[0], vectors[2]))
	require.Zero(t, cosine(vectors[3], vectors[3]))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = e.Embed(ctx, []string{"huur"})
	require.ErrorIs(t, err, context.Canceled)
}

func FuzzSearch(f *testing.F) {
	ix := build(f, library)
	for _, a := range asked {
		f.Add(a.text)
	}
	f.Add(strings.Repeat("gemeentelijkebelastingaanslagbiljet ", 300))
	f.Add("\x00\xff.?!a.o.w.'")
	f.Fuzz(func(t *testing.T, text string) {
		r := ix.Search(text, 5)
		require.LessOrEqual(t, len(r.Hits), 5)
		require.False(t, math.IsNaN(r.Confidence))
		require.True(t, r.Confidence >= 0 && r.Confidence <= 1)
		for i := 1; i < len(r.Hits); i++ {
			require.GreaterOrEqual(t, r.Hits[i-1].Score, r.Hits[i].Score)
		}
		require.Equal(t, r, ix.Search(text, 5))
	})
}
