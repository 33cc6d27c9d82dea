package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"
)

// riskCommand runs "risk ARGS" as the program does.
func riskCommand(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var cli struct {
		Risk RiskCmd `cmd:""`
	}
	var out bytes.Buffer
	parser, err := kong.New(&cli, kong.Writers(&out, &out), kong.Exit(func(int) {}))
	require.NoError(t, err)
	command, err := parser.Parse(append([]string{"risk"}, args...))
	require.NoError(t, err)
	err = command.Run()
	return out.String(), err
}

func TestRiskScreenPrintsALineForEachMessage(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	in := `{"id":"a","lang":"nl","text":"ik wil niet meer leven"}` + "\n\n" + `{"id":"b","text":"de brief is verstuurd"}` + "\n"
	require.NoError(t, riskScreen(strings.NewReader(in), &out))
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Len(t, lines, 2)
	require.JSONEq(t, `{"id":"a","outcome":"page","category":"suicide","urgency":"today","layer":"both"}`, lines[0])
	require.JSONEq(t, `{"id":"b","outcome":"none","category":"none","urgency":"none","layer":"none"}`, lines[1])
}

func TestRiskReportNamesTheWorstCell(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	in := `{"id":"a","lang":"nl","text":"ik wil niet meer leven","category":"suicide","urgency":"today"}
{"id":"b","lang":"nl","text":"ik heb de brief verstuurd","category":"none","urgency":"none","kind":"ordinary"}
{"id":"c","lang":"nl","text":"xyz","category":"medical","urgency":"now"}`
	require.NoError(t, riskReport(strings.NewReader(in), &out))
	require.Contains(t, out.String(), "worst cell: nl medical now")
	require.Contains(t, out.String(), "nl ordinary")
}

func TestRiskFaultsNameTheLine(t *testing.T) {
	t.Parallel()
	good := `{"id":"a","lang":"nl","text":"hoi","category":"none","urgency":"none"}`
	for bad, want := range map[string]string{
		"nonsense": "line 2: this is no JSON",
		`{"id":"b","lang":"nl","text":"hoi","category":"sad","urgency":"now"}`:  `line 2: category "sad" of b`,
		`{"id":"b","lang":"nl","text":"hoi","category":"none","urgency":"now"}`: "do not go together",
	} {
		var out bytes.Buffer
		err := riskReport(strings.NewReader(good+"\n"+bad+"\n"+good), &out)
		require.ErrorContains(t, err, want)
		require.Contains(t, out.String(), "0/2", "the good lines are counted all the same")
	}
}

func TestRiskScreenTakesWhatItGets(t *testing.T) {
	t.Parallel()
	in := "\ufeff" + `{"id":1,"text":"ik wil dood"}` + "\r\n\r\n" + `{"lang":"xx","text":""}` + "\r\nnonsense\n" +
		`{"id":null,"text":"` + strings.Repeat("de brief is er ", 200_000) + `"}` + "\n{\"id\":\"z\",\"text\":\"\xff\"}"
	var out bytes.Buffer
	err := riskScreen(strings.NewReader(in), &out)
	require.ErrorContains(t, err, "line 4: this is no JSON")
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Len(t, lines, 4)
	require.Contains(t, lines[0], `"id":"1","outcome":"page"`)
	require.Contains(t, lines[1], `"id":"3","outcome":"none"`)
	require.Contains(t, lines[2], `"id":"5","outcome":"none"`)
	require.Contains(t, lines[3], `"id":"z","outcome":"none"`)
}

func TestRiskCommandReadsAFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "messages.jsonl")
	require.NoError(t, os.WriteFile(file, []byte(`{"id":"a","text":"hoi"}`), 0o600))
	out, err := riskCommand(t, "screen", file)
	require.NoError(t, err)
	require.Contains(t, out, `"id":"a","outcome":"none"`)
	_, err = riskCommand(t, "report", file+".gone")
	require.ErrorContains(t, err, "opening the messages")
}
