package picture

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"stapmaat/dialog"
)

func drawPDF(t *testing.T, p dialog.Picture) []byte {
	t.Helper()
	p.Format = dialog.PDF
	data, kind, err := Draw(p)
	require.NoError(t, err)
	require.Equal(t, "application/pdf", kind)
	return data
}

// run gives a PDF to one of poppler's programs and returns what it says.
func run(t *testing.T, data []byte, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is not on the PATH: install poppler-utils (apt-get install poppler-utils)", name)
	}
	cmd := exec.Command(name, args...)
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.CombinedOutput()
	require.NoErrorf(t, err, "%s: %s", name, out)
	return string(out)
}

func TestPDFHoldsItsWordsAsText(t *testing.T) {
	text := run(t, drawPDF(t, read(t, "bridge.json")), "pdftotext", "-layout", "-", "-")
	for _, want := range []string{
		"De brug van Fatima", "21 november 2026", "Een rustig huis en werk in de zorg", "Thuis en gezin", "Schulden",
		"houdt tegen", "kort tegen de kinderen.", "Mijn zus haalt Sem op dinsdag van school.", "er is een regeling",
		"Nog niet besproken met je begeleider", "EMPath", "niet voor mij", "nog niet ingevuld",
	} {
		require.Contains(t, text, want)
	}
	text = run(t, drawPDF(t, read(t, "plan.json")), "pdftotext", "-layout", "-", "-")
	for _, want := range []string{"Mijn plan", "Mijn droom", "de huur op tijd.", "Mijn stappen", "vrijdag 27 november", "samen met Anne", "naar het zwembad"} {
		require.Contains(t, text, want)
	}
}

func TestPDFDrawsOtherAlphabets(t *testing.T) {
	p := read(t, "bridge.json")
	p.Bridge.Title = "Şükrü Żółć Вера"
	require.Contains(t, run(t, drawPDF(t, p), "pdftotext", "-", "-"), p.Bridge.Title)
}

func TestPDFIsOnePageOfVectors(t *testing.T) {
	for name, p := range samples(t) {
		t.Run(name, func(t *testing.T) {
			data := drawPDF(t, p)
			require.NotContains(t, string(data), "/Subtype /Image")
			require.Equal(t, 1, bytes.Count(data, []byte("/Type /Page\n")))
			info := run(t, data, "pdfinfo", "-")
			require.Contains(t, info, "A4")
			require.Contains(t, info, "Pages:           1")
			require.Less(t, len(data), maxPNG)
		})
	}
}

func TestPDFEmbedsItsFontsAndHasATitle(t *testing.T) {
	data := drawPDF(t, read(t, "bridge.json"))
	require.Contains(t, run(t, data, "pdfinfo", "-"), "De brug van Fatima")
	for _, line := range strings.Split(strings.TrimSpace(run(t, data, "pdffonts", "-")), "\n")[2:] {
		require.Regexp(t, `yes\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$`, line, "a font is not embedded")
	}
}
