package desk

import (
	"fmt"
	"strings"

	"stapmaat/bot/librarian"
)

// triedHits is how many passages a try shows.
const triedHits = 5

// triedHit is a passage that a try found.
type triedHit struct {
	librarian.Hit
	Path    string
	Score   string
	Source  string
	OwnCase bool
	First   bool
	Legs    string
	Fits    []string
}

type tryData struct {
	Form   *form
	Asked  bool
	Found  librarian.Found
	Sure   int // per cent
	Needed int
	Hits   []triedHit
	None   bool // no library here
}

// try asks the library what a participant would ask: of what is live, or of what comes.
func try(c *call) error {
	c.form.values = c.r.URL.Query()
	data := tryData{Form: c.form, None: c.desk.shelf == nil, Needed: int(100 * librarian.SureFrom)}
	question := c.form.text("vraag", 500)
	if question == "" || data.None || !c.form.OK() {
		return c.page("try", data)
	}
	ask := c.desk.shelf.Search
	if c.form.Has("van", "nieuw") {
		ask = c.desk.shelf.SearchComing
	}
	found, err := ask(c.ctx(), c.who.Organisation, question, triedHits)
	if err != nil {
		return err
	}
	data.Asked, data.Found, data.Sure = true, found, int(100*found.Confidence)
	for i, h := range found.Hits {
		v := triedHit{Hit: h, First: i == 0, Path: strings.Join(h.Heading, " › "), Score: decimal(h.Score), OwnCase: ownCase(h.Kind, h.Pillars)}
		checked := moment{}
		if h.CheckedOn != nil {
			checked = c.day(c.noon(*h.CheckedOn))
		}
		v.Source = c.sourceLine(h.Title, checked)
		v.Legs = c.legs(h)
		for _, f := range h.FitsWhen {
			v.Fits = append(v.Fits, c.t("debt-help."+f))
		}
		data.Hits = append(data.Hits, v)
	}
	return c.page("try", data)
}

// legs says how words and likeness ranked a passage.
func (c *call) legs(h librarian.Hit) string {
	var parts []string
	if h.Lexical.Rank > 0 {
		parts = append(parts, c.t("try.words", "place", h.Lexical.Rank, "score", decimal(h.Lexical.Score)))
	}
	if h.Vector.Rank > 0 {
		parts = append(parts, c.t("try.like", "place", h.Vector.Rank, "score", decimal(h.Vector.Score)))
	}
	return strings.Join(parts, " · ")
}

// decimal writes a number as the Dutch do.
func decimal(n float64) string { return strings.Replace(fmt.Sprintf("%.2f", n), ".", ",", 1) }
