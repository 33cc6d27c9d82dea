package curate_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"stapmaat/bot/librarian/curate"
	"stapmaat/bot/model"
	"stapmaat/bot/model/double"
	"stapmaat/dialog"
	"stapmaat/knowledge/content"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

const passage = "Bel de gemeente op 14020 of 06-12345678. Doe dat voor 3 mei."

func drafting(t *testing.T) (*curate.Helper, *double.Server, *storetest.House) {
	t.Helper()
	house := storetest.NewHouse(t, store.Options{})
	house.Exec(`UPDATE organisation SET model_on = true`)
	server := double.New(double.Options{Fail: t.Errorf})
	t.Cleanup(server.Close)
	m, err := model.New(model.Settings{URL: server.URL(), Key: double.Key, Name: double.Model})
	require.NoError(t, err)
	helper, err := curate.New(m, house.DB)
	require.NoError(t, err)
	return helper, server, house
}

func document(body string) content.Document {
	return content.Document{Key: "bellen", Title: "Bellen", Body: body}
}

func says(short string, questions ...string) double.Reply {
	return double.Says(map[string]any{"short": short, "questions": questions})
}

var questions = []string{"Wie moet ik bellen?", "voor wanneer bellen", "wat is het nummer van de gemeente"}

// A telephone number in a document leaves hidden, and stands in the draft as it was.
func TestNumbersAreHiddenOnTheWay(t *testing.T) {
	t.Parallel()
	helper, server, house := drafting(t)
	server.Script("curate", double.Made(func(r double.Request) string {
		require.NotContains(t, string(r.Body), "12345678")
		_, rest, _ := strings.Cut(r.User, "of ⟨")
		mark, _, _ := strings.Cut(rest, "⟩")
		return `{"short":"Bel de gemeente voor 3 mei op ⟨` + mark + `⟩.","questions":["Wie moet ik bellen?","voor wanneer bellen","wat is het nummer van de gemeente"]}`
	}))
	draft, err := helper.Draft(t.Context(), house.Org, 0, document("## Wie bel je?\n"+passage))
	require.NoError(t, err)
	require.Equal(t, 1, draft.Filled, draft.Pieces)
	require.Equal(t, "## Wie bel je?\n> kort: Bel de gemeente voor 3 mei op 06-12345678.\n> vraag: Wie moet ik bellen?\n> vraag: voor wanneer bellen\n> vraag: wat is het nummer van de gemeente\n\n"+passage, draft.Document.Body)
}

func TestALateModelLeavesThePassageEmptyAndIsCounted(t *testing.T) {
	t.Parallel()
	helper, server, house := drafting(t)
	server.Script("curate", says("Bel de gemeente.", questions...))
	server.Always("curate", double.Silent())
	d := document("## Een\n" + strings.Repeat(passage+" ", 12) + "\n\n## Twee\n" + strings.Repeat(passage+" ", 13))
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	draft, err := helper.Draft(ctx, house.Org, 0, d)
	require.NoError(t, err)
	require.Equal(t, 1, draft.Filled)
	require.Len(t, draft.Pieces, 2)
	var whys []string
	for _, p := range draft.Pieces {
		whys = append(whys, string(p.Why))
	}
	require.ElementsMatch(t, []string{"", string(dialog.CallLate)}, whys)
	require.Equal(t, 1, house.Count("model_month WHERE tokens > 0"), "what came before the time was over counts")
}

func TestOnlySoManyAtOnce(t *testing.T) {
	t.Parallel()
	helper, server, house := drafting(t)
	server.Always("curate", says("Bel de gemeente.", questions...))
	var body strings.Builder
	for _, name := range strings.Fields("een twee drie vier vijf zes zeven acht") {
		body.WriteString("## " + name + "\n" + strings.Repeat(passage+" ", 12) + name + "\n\n")
	}
	draft, err := helper.Draft(t.Context(), house.Org, 0, document(body.String()))
	require.NoError(t, err)
	require.Equal(t, curate.Most, draft.Filled, draft.Pieces)
	require.Equal(t, 2, draft.More)
	require.LessOrEqual(t, server.Busiest(), 3)
	draft, err = helper.Draft(t.Context(), house.Org, 0, draft.Document)
	require.NoError(t, err)
	require.Equal(t, 2, draft.Filled)
	_, err = helper.Draft(t.Context(), house.Org, 0, draft.Document)
	require.ErrorIs(t, err, curate.ErrFull)
}
