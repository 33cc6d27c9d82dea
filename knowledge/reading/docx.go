package reading

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxPart is the most, in bytes, that the text of a DOCX may be once unpacked. A zip
// that says it holds more, or that goes on beyond it, is refused.
const maxPart = 32 << 20

// oleMagic begins a file of old Word, and of a DOCX with a password.
var oleMagic = []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}

// docx reads the body of a Word file: headings, paragraphs, lists and tables.
func docx(_ context.Context, data []byte) (string, error) {
	if bytes.HasPrefix(data, oleMagic) {
		return "", refuse("locked", errors.New("an OLE file: old Word, or one with a password"))
	}
	files, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", refuse("broken", err)
	}
	body, err := part(files, "word/document.xml")
	if err != nil {
		return "", err
	}
	styles, err := part(files, "word/styles.xml")
	if err != nil && Reason(err) != "broken" {
		return "", err
	}
	d := docxReader{headings: headingStyles(styles)}
	if err := d.read(xml.NewDecoder(bytes.NewReader(body))); err != nil {
		return "", refuse("broken", err)
	}
	return d.out.String(), nil
}

// part unpacks one file of the zip, and no more of it than is allowed.
func part(files *zip.Reader, name string) ([]byte, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, refuse("broken", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPart+1))
	if err != nil {
		return nil, refuse("broken", err)
	}
	if len(data) > maxPart {
		return nil, refuse("bomb", fmt.Errorf("%s unpacks to more than %d bytes", name, maxPart))
	}
	return data, nil
}

// headingStyles finds the level of each style of headings: the names of styles are translated, their outline level is not.
func headingStyles(data []byte) map[string]int {
	levels := map[string]int{}
	dec := xml.NewDecoder(bytes.NewReader(data))
	style := ""
	for {
		t, err := dec.Token()
		if err != nil {
			return levels // a broken list of styles costs headings, not text
		}
		if e, ok := t.(xml.StartElement); ok {
			switch e.Name.Local {
			case "style":
				style = attribute(e, "styleId")
			case "outlineLvl":
				if n, err := strconv.Atoi(attribute(e, "val")); err == nil && n >= 0 && n < 6 {
					levels[style] = n + 1
				}
			}
		}
	}
}

type docxReader struct {
	headings map[string]int
	out      strings.Builder

	text    strings.Builder // of the paragraph that is being read
	level   int
	listed  bool
	deleted int // depth inside text that was deleted under track changes
	cells   []string
	inTable int
}

func (d *docxReader) read(dec *xml.Decoder) error {
	dec.Strict = true
	for {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			d.begin(t)
		case xml.EndElement:
			d.end(t.Name.Local)
		case xml.CharData:
			if d.deleted == 0 {
				d.text.Write(bytes.TrimRight(t, "\r\n"))
			}
		}
	}
}

func (d *docxReader) begin(e xml.StartElement) {
	switch e.Name.Local {
	case "p":
		d.text.Reset()
		d.level, d.listed = 0, false
	case "pStyle":
		d.level = d.headings[attribute(e, "val")]
	case "outlineLvl":
		if n, err := strconv.Atoi(attribute(e, "val")); err == nil && n >= 0 && n < 6 {
			d.level = n + 1
		}
	case "numPr":
		d.listed = true
	case "tab":
		d.text.WriteByte(' ')
	case "br", "cr":
		d.text.WriteByte(' ')
	case "tbl":
		d.inTable++
	case "tr":
		d.cells = nil
	case "del", "delText", "instrText", "txbxContent":
		d.deleted++
	}
}

func (d *docxReader) end(name string) {
	switch name {
	case "p":
		d.paragraph()
	case "tbl":
		d.inTable--
		d.out.WriteByte('\n')
	case "tr":
		if row := strings.Join(d.cells, "; "); strings.Trim(row, "; ") != "" {
			d.out.WriteString("- " + row + "\n")
		}
	case "del", "delText", "instrText", "txbxContent":
		d.deleted--
	}
}

func (d *docxReader) paragraph() {
	text := strings.Join(strings.Fields(d.text.String()), " ")
	d.text.Reset()
	switch {
	case text == "":
	case d.inTable > 0:
		d.cells = append(d.cells, text)
	case d.level > 0:
		d.out.WriteString("\n" + strings.Repeat("#", d.level) + " " + text + "\n\n")
	case d.listed:
		d.out.WriteString("- " + text + "\n")
	default:
		d.out.WriteString("\n" + escaped(text) + "\n")
	}
}

// escaped keeps a line of plain text from being read as Markdown by how it begins.
func escaped(text string) string {
	if strings.IndexByte("#>-+*=|`~", text[0]) >= 0 {
		return `\` + text
	}
	return text
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
