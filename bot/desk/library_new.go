package desk

import (
	"errors"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"

	"stapmaat/knowledge/content"
	"stapmaat/knowledge/reading"
)

type newTextData struct {
	Form  *form
	Title string
}

// newText shows the two ways to begin: a file, or an empty text.
func newText(c *call) error { return c.page("text-new", newTextData{Form: c.form}) }

// uploadParts is how many parts of a form are looked at before the file comes.
const uploadParts = 8

// upload reads a file and keeps it as a draft. Whatever is wrong with it, nothing of it is kept.
func upload(c *call) error {
	name, data, err := c.file("file")
	if err != nil {
		return err
	}
	if !c.form.OK() {
		return newText(c)
	}
	d, err := reading.Document(c.ctx(), name, data)
	switch reason := reading.Reason(err); {
	case reason != "":
		c.form.fail("file", "upload."+reason)
		return newText(c)
	case errors.Is(err, content.ErrHead):
		c.form.fail("file", "upload.head")
		return newText(c)
	case err != nil:
		return err
	}
	if d.Author == "" {
		d.Author = c.me.Organisation
	}
	return c.added(d, "file")
}

// file reads one file out of a multipart form; what is wrong with it stands beside the field.
func (c *call) file(field string) (name string, data []byte, err error) {
	parts, err := c.r.MultipartReader()
	if err != nil {
		c.form.fail(field, "upload.none")
		return "", nil, nil
	}
	for range uploadParts {
		part, err := parts.NextPart()
		if err != nil {
			break
		}
		if part.FormName() != field || part.FileName() == "" {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(part, reading.MaxFile+1))
		var large *http.MaxBytesError
		if errors.As(err, &large) || len(data) > reading.MaxFile {
			c.form.fail(field, "upload.too_big")
			return "", nil, nil
		}
		if err != nil {
			return "", nil, errBadForm
		}
		return path.Base(strings.ReplaceAll(part.FileName(), `\`, "/")), data, nil
	}
	c.form.fail(field, "upload.none")
	return "", nil, nil
}

// maxTitle is how long a title may be.
const maxTitle = 100

// addDraft makes an empty text with its sections laid out; gaps send their topic as its title.
func addDraft(c *call) error {
	title := c.form.required("title", maxTitle)
	if !c.form.OK() {
		return newText(c)
	}
	return c.added(content.Draft(title, c.me.Organisation), "title")
}

func (c *call) added(d content.Document, field string) error {
	id, err := c.db().AddText(c.ctx(), c.who, d)
	if c.refusedAs(err, field) {
		return newText(c)
	}
	if err != nil {
		return err
	}
	return c.seeOther(textPath+strconv.FormatInt(id, 10), "notice.text-added")
}
