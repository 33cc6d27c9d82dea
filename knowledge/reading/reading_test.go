package reading_test

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/stretchr/testify/require"

	"stapmaat/knowledge/reading"
)

var ctx = context.Background()

// word makes a DOCX whose body is this XML.
func word(t testing.TB, body string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range map[string]string{
		"word/styles.xml":   `<w:styles xmlns:w="w"><w:style w:styleId="Kop1"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>`,
		"word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`,
	} {
		f, err := z.Create(name)
		require.NoError(t, err)
		_, err = f.Write([]byte(text))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return out.Bytes()
}

func paragraph(style, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func TestAWordFileKeepsHeadingsListsAndTables(t *testing.T) {
	t.Parallel()
	text, err := reading.Read(ctx, "Brief.DOCX", word(t, paragraph("Kop1", "Post openen")+paragraph("", "Begin met &amp;eacute;&#233;n brief. # geen kop")+
		`<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Leg hem</w:t><w:tab/><w:t>neer</w:t></w:r></w:p>`+
		`<w:p><w:r><w:delText>weg</w:delText></w:r><w:del><w:r><w:t>ook weg</w:t></w:r></w:del></w:p>`+
		`<w:tbl><w:tr><w:tc>`+paragraph("", "Wat")+`</w:tc><w:tc>`+paragraph("", "Waar")+`</w:tc></w:tr></w:tbl>`))
	require.NoError(t, err)
	require.Equal(t, "# Post openen\n\nBegin met &eacute;én brief. # geen kop\n- Leg hem neer\n- Wat; Waar", text)
}

func TestAPageLosesWhatIsAroundItsText(t *testing.T) {
	t.Parallel()
	text, err := reading.Read(ctx, "x.html", []byte(`<html><head><title>t</title></head><body><nav>menu</nav><main><h1>Huurtoeslag</h1>
		<p>Geld voor <b>huur</b>.<script>alert(1)</script></p><ul><li>Een</li><li>Twee</li></ul><!-- weg --><form>nee</form>
		<table><tr><th>Wat</th></tr><tr><td>DigiD</td></tr></table></main><footer>voet</footer></body></html>`))
	require.NoError(t, err)
	require.Contains(t, text, "# Huurtoeslag\n\nGeld voor **huur**.\n\n- Een\n- Twee")
	for _, gone := range []string{"menu", "alert", "weg", "nee", "voet"} {
		require.NotContains(t, text, gone)
	}
}

// sheet is a PDF with these lines, behind a password when locked.
func sheet(t testing.TB, locked bool, lines ...string) []byte {
	t.Helper()
	doc := fpdf.New("P", "mm", "A4", "")
	if locked {
		doc.SetProtection(0, "geheim", "baas")
	}
	doc.AddPage()
	for i, l := range lines {
		doc.SetFont("Helvetica", "", 20-8*float64(min(i, 1)))
		doc.MultiCell(0, 8, l, "", "L", false)
		doc.Ln(20)
	}
	var out bytes.Buffer
	require.NoError(t, doc.Output(&out))
	return out.Bytes()
}

func TestAPDFIsReadByItsLines(t *testing.T) {
	t.Parallel()
	text, err := reading.Read(ctx, "folder.pdf", sheet(t, false, "Wat is beslag?", "Beslag is dat een deurwaarder een deel van je geld pakt. Je houdt altijd een deel over."))
	require.NoError(t, err)
	require.Equal(t, "## Wat is beslag?\n\nBeslag is dat een deurwaarder een deel van je geld pakt. Je houdt altijd een deel over.", text)
}

func TestWhatCannotBeReadIsRefusedWithAReason(t *testing.T) {
	t.Parallel()
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	f, err := z.Create("word/document.xml")
	require.NoError(t, err)
	for range 40 {
		_, err = f.Write(bytes.Repeat([]byte(" "), 1<<20))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	require.Less(t, bomb.Len(), 1<<20)

	for name, c := range map[string]struct {
		file string
		data []byte
		want string
	}{
		"50 MB":               {"a.md", make([]byte, reading.MaxFile+1), "too_big"},
		"a picture":           {"a.jpg", []byte("x"), "unknown"},
		"no ending":           {"a", []byte("x"), "unknown"},
		"a script":            {"a.txt", []byte("#!/bin/sh\nrm -rf /"), "script"},
		"bytes as text":       {"a.txt", []byte{0xff, 0xfe, 0}, "broken"},
		"nothing":             {"a.md", []byte(" \n "), "empty"},
		"a page of scripts":   {"a.html", []byte("<script>x</script>"), "empty"},
		"nested without end":  {"a.html", []byte(strings.Repeat("<div>", 5000) + "x"), "broken"},
		"no zip":              {"a.docx", []byte("PK but no"), "broken"},
		"old Word":            {"a.docx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest"), "locked"},
		"a zip bomb":          {"a.docx", bomb.Bytes(), "bomb"},
		"XML cut off":         {"a.docx", word(t, "<w:p><w:r>"), "broken"},
		"text named PDF":      {"a.pdf", []byte("hoi"), "broken"},
		"a PDF cut off":       {"a.pdf", []byte("%PDF-1.4\n1 0 obj"), "broken"},
		"a PDF with password": {"a.pdf", sheet(t, true, "Niet voor jou"), "locked"},
		"a scanned PDF":       {"a.pdf", sheet(t, false), "scanned"},
	} {
		text, err := reading.Read(ctx, c.file, c.data)
		require.Equal(t, c.want, reading.Reason(err), "%s: %v", name, err)
		require.Empty(t, text, name)
	}
}

func TestASlowToolIsStopped(t *testing.T) {
	t.Parallel()
	gone, cancel := context.WithCancel(ctx)
	cancel()
	_, err := reading.Read(gone, "a.pdf", sheet(t, false, "tekst"))
	require.Equal(t, "slow", reading.Reason(err))
}

func FuzzPage(f *testing.F) {
	f.Add([]byte("<main><h1>a<p><table><tr><td>b"))
	f.Fuzz(func(t *testing.T, data []byte) { refusesOrReads(t, "a.html", data) })
}

func FuzzWord(f *testing.F) {
	f.Add([]byte(paragraph("Kop1", "a") + "<w:tbl><w:tr><w:p/></w:tr></w:tbl>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		refusesOrReads(t, "a.docx", data)
		refusesOrReads(t, "a.docx", word(t, string(data)))
	})
}

func refusesOrReads(t *testing.T, name string, data []byte) {
	text, err := reading.Read(ctx, name, data)
	if err == nil {
		require.NotEmpty(t, text)
		return
	}
	require.NotEmpty(t, reading.Reason(err))
}
