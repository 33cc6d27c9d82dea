package desk

import (
	"net/http"
	"slices"
	"strconv"

	"stapmaat/store/staff"
)

// logPage is all that somebody shared, talk by talk, the newest first.
type logPage struct {
	Name, Path, FormID string
	Shares             bool
	Talks              []talkView
	Page, Pages, Blad  int // Blad counts from 0, as the address does
	Newer, Older       string
	Form               *form
}

// talkView is one talk of the log.
type talkView struct {
	Day   moment
	Lines []logLine
}

// logLine is one shared line, the event behind it, and how the mentor understood it.
type logLine struct {
	Event      int64
	At         moment
	Kind       string
	Text       string
	Bare       bool
	New        bool
	Correction string
	Corrected  moment
	Open       bool // its form is open
}

// talksPerPage is how many talks of the log stand on one page.
const talksPerPage = 12

// talks are the shared lines by talk, the newest talk first.
func (c *call) talks(p *staff.Participant) (all []talkView) {
	at := map[int64]int{}
	for _, f := range p.View.Facts {
		line := logLine{Event: f.ID, At: c.moment(f.At), Kind: c.kind(f.Kind), Text: f.Line, Bare: f.Bare, New: p.Fresh(f.SharedAt)}
		if words, ok := p.Corrections[f.ID]; ok {
			line.Correction, line.Corrected = words.Words, c.moment(words.At)
		}
		i, ok := at[f.Talk]
		if !ok {
			i = len(all)
			at[f.Talk] = i
			all = append(all, talkView{Day: c.moment(f.At)})
		}
		all[i].Lines = append(all[i].Lines, line)
	}
	slices.Reverse(all)
	return all
}

// kind names an event; one that has no name yet is something that was told.
func (c *call) kind(kind string) string {
	if text, ok := c.desk.words["kind."+kind]; ok {
		return text
	}
	return c.t("kind.other")
}

func showLog(c *call) error { return c.logPage(http.StatusOK, "") }

func (c *call) logPage(status int, open string) error {
	p, err := c.db().Look(c.ctx(), c.who, c.person)
	if err != nil {
		return err
	}
	page := c.participantPage(p)
	talks := c.talks(p)
	if open == "" {
		open = c.r.URL.Query().Get("regel")
	}
	n, _ := strconv.Atoi(c.r.URL.Query().Get("blad"))
	for i, t := range talks {
		for j, l := range t.Lines {
			if l.Open = strconv.FormatInt(l.Event, 10) == open; l.Open {
				n = i / talksPerPage
				if status == http.StatusOK {
					c.form.set("woorden", l.Correction)
				}
			}
			talks[i].Lines[j] = l
		}
	}
	data := logPage{Name: page.Name, Path: page.Path, FormID: page.FormID, Shares: page.Shares, Form: c.form, Pages: (len(talks) + talksPerPage - 1) / talksPerPage}
	n = min(max(n, 0), max(data.Pages-1, 0))
	data.Page, data.Blad = n+1, n
	data.Talks = talks[min(n*talksPerPage, len(talks)):min((n+1)*talksPerPage, len(talks))]
	if n > 0 {
		data.Newer = page.Path + "/logboek?blad=" + strconv.Itoa(n-1)
	}
	if n+1 < data.Pages {
		data.Older = page.Path + "/logboek?blad=" + strconv.Itoa(n+1)
	}
	return c.renderStatus(status, "log", data)
}

// correctLine keeps the mentor's words beside a line; the line stays as it is.
func correctLine(c *call) error {
	event, err := strconv.ParseInt(c.r.PathValue("event"), 10, 64)
	if err != nil {
		return errNotFound
	}
	words := c.form.lines("woorden", mostNote)
	if !c.form.OK() {
		return c.logPage(http.StatusUnprocessableEntity, c.r.PathValue("event"))
	}
	if err := c.db().Correct(c.ctx(), c.who, c.person, event, words); err != nil {
		return err
	}
	c.form.set("terug", "logboek")
	if words == "" {
		return c.done("notice.correction-gone")
	}
	return c.done("notice.corrected")
}
