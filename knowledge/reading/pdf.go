package reading

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"time"
	"unicode"
)

// pdfWithin bounds the reading of one PDF.
const pdfWithin = 30 * time.Second

// pdf reads the text layer by poppler's pdftotext, a program of its own: a PDF that breaks
// it breaks nothing of ours. Its headings are guessed from short lines that stand alone.
func pdf(ctx context.Context, data []byte) (string, error) {
	if !bytes.HasPrefix(bytes.TrimLeft(data[:min(len(data), 1024)], "\x00\r\n\t "), []byte("%PDF-")) {
		return "", refuse("broken", errors.New("no PDF"))
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		return "", refuse("no_tool", err)
	}
	ctx, cancel := context.WithTimeout(ctx, pdfWithin)
	defer cancel()
	var out, said limited
	out.most, said.most = maxText+1, 4096
	cmd := exec.CommandContext(ctx, tool, "-enc", "UTF-8", "-nopgbrk", "-", "-")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(data), &out, &said
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err != nil {
		switch {
		case ctx.Err() != nil:
			return "", refuse("slow", ctx.Err())
		case strings.Contains(said.String(), "password"):
			return "", refuse("locked", err)
		case out.Len() > maxText:
			return "", refuse("too_big", err)
		}
		return "", refuse("broken", fmt.Errorf("pdftotext: %w", err))
	}
	text := strings.ToValidUTF8(out.String(), "")
	if letters(text) < 20 {
		return "", refuse("scanned", nil)
	}
	return lines(text), nil
}

// limited keeps so many bytes and then makes the writer stop.
type limited struct {
	bytes.Buffer
	most int
}

func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > l.most {
		return 0, errors.New("more text than a document for people has")
	}
	return l.Buffer.Write(p)
}

func letters(text string) (n int) {
	for _, r := range text {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

var (
	bullet = regexp.MustCompile(`^[•●▪◦‣·–-]\s*`)
	number = regexp.MustCompile(`^\d{1,2}[.)]\s+`)
)

// lines makes paragraphs out of the lines of a page: broken words are joined, bullets become
// list items, and a short line that stands alone and ends without a mark is taken for a heading.
func lines(text string) string {
	var b strings.Builder
	for _, paragraph := range regexp.MustCompile(`\n[ \t]*\n`).Split(text, -1) {
		var out []string
		for _, line := range strings.Split(paragraph, "\n") {
			line = strings.Join(strings.Fields(line), " ")
			last := len(out) - 1
			switch {
			case line == "":
			case bullet.MatchString(line):
				out = append(out, "- "+bullet.ReplaceAllString(line, ""))
			case number.MatchString(line), last < 0:
				out = append(out, line)
			case strings.HasSuffix(out[last], "-") && unicode.IsLower([]rune(line)[0]):
				out[last] = strings.TrimSuffix(out[last], "-") + line
			default:
				out[last] += " " + line
			}
		}
		if len(out) == 1 && heading(out[0]) {
			out[0] = "## " + out[0]
		}
		for i, line := range out {
			if i == 0 && !strings.HasPrefix(line, "- ") && !strings.HasPrefix(line, "## ") && line != "" {
				out[i] = escaped(line)
			}
		}
		b.WriteString(strings.Join(out, "\n") + "\n\n")
	}
	return b.String()
}

func heading(line string) bool {
	return len([]rune(line)) <= 70 && len(strings.Fields(line)) <= 9 && !strings.ContainsAny(line[len(line)-1:], ".,;:") &&
		!strings.HasPrefix(line, "- ") && letters(line) > 2 && unicode.IsUpper([]rune(line)[0])
}
