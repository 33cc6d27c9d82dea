package terminal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"stapmaat/bot/receive"
	"stapmaat/bot/terminal"
	"stapmaat/dialog"
	"stapmaat/dialog/risk"
	"stapmaat/dialog/transcript"
	"stapmaat/store"
	"stapmaat/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// echo answers an input with what it was, and on some words with more.
func echo(in dialog.Input) []dialog.Message {
	m := dialog.Message{Text: fmt.Sprintf("%s <b>%s</b>", in.Kind, in.Text+in.Press+in.Token+in.Media)}
	switch in.Text {
	case "ask":
		m.Buttons = [][]dialog.Button{{{Label: "Ja", Data: "q:1:ja"}, {Label: "Nee", Data: "q:1:nee"}}, {{Label: "≡ Meer", Data: "m:more"}}}
	case "picture":
		m.Picture = &dialog.Picture{Bridge: &dialog.BridgePicture{}, Format: dialog.PNG}
	case "file":
		m.File = &dialog.Attachment{Name: "mijn-gegevens.md", Body: "# Jij"}
	case "two":
		return []dialog.Message{{Text: "een &amp;\nnog een regel"}, {Text: "twee"}}
	case "danger":
		m.Text += " " + string(in.Risk.Outcome)
	}
	return []dialog.Message{m}
}

// turns is a turn worker in a few lines: what bot/turn does is not tested here.
func turns(t *testing.T, db *store.DB) (start func(ctx context.Context, sent func()) (wake func()), ended *sync.WaitGroup) {
	ended = &sync.WaitGroup{}
	return func(ctx context.Context, sent func()) func() {
		woken := make(chan struct{}, 1)
		ended.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case <-woken:
				}
				if err := turn(ctx, db); err != nil && !errors.Is(err, context.Canceled) {
					t.Errorf("turn: %v", err)
				}
				sent()
			}
		})
		return func() { woken <- struct{}{} }
	}, ended
}

func turn(ctx context.Context, db *store.DB) error {
	g, err := db.Take(ctx, 8)
	if err != nil {
		return err
	}
	defer g.Close()
	var outcomes []store.Outcome
	for _, c := range g.Claims {
		if c.Err != nil {
			return c.Err
		}
		outcomes = append(outcomes, store.Outcome{Claim: c, Effects: dialog.Effects{Messages: echo(c.Input)}})
	}
	_, err = g.Commit(ctx, outcomes)
	return err
}

type bundle struct {
	options terminal.Options
	out     *bytes.Buffer
	save    *bytes.Buffer
	ended   *sync.WaitGroup
}

func setup(t *testing.T) bundle {
	t.Helper()
	ctx := context.Background()
	db := storetest.Open(t, store.Options{})
	organisation, err := db.EnsureOrganisation(ctx, "Demo", true)
	require.NoError(t, err)
	bot, err := db.AddBot(ctx, organisation, store.Terminal, "", "fatima")
	require.NoError(t, err)
	b := bundle{out: &bytes.Buffer{}, save: &bytes.Buffer{}}
	start, ended := turns(t, db)
	b.ended = ended
	b.options = terminal.Options{
		DB: db, Bot: bot, Chat: 1, Out: b.out, Save: b.save, Turns: start,
		Pictures: filepath.Join(t.TempDir(), "pictures"),
		Draw:     func(dialog.Picture) ([]byte, string, error) { return []byte("png"), "image/png", nil },
		Screen: receive.Plain(func(in dialog.Input) risk.Verdict {
			if in.Text == "danger" {
				return risk.Verdict{Outcome: risk.Page, Category: risk.Suicide, Urgency: risk.Now}
			}
			return risk.Verdict{}
		}),
	}
	return b
}

func (b bundle) run(t *testing.T, lines ...string) {
	t.Helper()
	b.options.In = strings.NewReader(strings.Join(lines, "\n"))
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	require.NoError(t, terminal.Run(ctx, b.options))
	b.ended.Wait()
}

// On a pipe the output is the transcript: each line is read when all before it was answered.
func TestAPipeIsATranscript(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.run(t, "/start geheim_1", "hoi", "", "ask", "[2]", "[Ja]", "[≡ Meer]", "[9]", "[Nooit]", "two", "(photo) de brief", "(voice)", "(edit) anders", "(huh) wat", "2", "danger", "a\x07b")
	require.Equal(t, strings.Join([]string{
		"person: /start geheim_1", "bot: started geheim_1",
		"person: hoi", "bot: typed hoi",
		"person: ask", "bot: typed ask", "    [Ja] [Nee] [≡ Meer]",
		"person: [Nee]", "bot: pressed q:1:nee",
		"person: [Ja]", "bot: pressed q:1:ja",
		"person: [≡ Meer]", "bot: pressed m:more",
		"# there is no button [9]",
		"# there is no button [Nooit]",
		"person: two", "bot: een &", "    nog een regel", "bot: twee",
		"person: (photo) de brief", "bot: sent de briefphoto",
		"person: (voice)", "bot: sent voice",
		"person: (edit) anders", "bot: edited anders",
		"person: (huh) wat", "bot: typed (huh) wat",
		"person: 2", "bot: typed 2",
		"person: danger", "bot: typed danger page",
		"person: ab", "bot: typed ab",
	}, "\n")+"\n", b.out.String())
	require.Equal(t, strings.ReplaceAll(strings.ReplaceAll(b.out.String(), "# there is no button [9]\n", ""), "# there is no button [Nooit]\n", ""), b.save.String())
	_, err := transcript.Parse(b.save.String())
	require.NoError(t, err, "what is saved can be played")
}

func TestPicturesAndFilesAreWritten(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.run(t, "picture", "file")
	files, err := filepath.Glob(filepath.Join(b.options.Pictures, "*"))
	require.NoError(t, err)
	require.Len(t, files, 2)
	file := transcript.Format(transcript.Message("bot", echo(dialog.Input{Kind: dialog.Typed, Text: "file"})[0]))
	want := "person: picture\nbot: typed picture\npicture: bridge\n# " + files[0] + "\nperson: file\n" + file + "# " + files[1] + "\n"
	require.Equal(t, want, b.out.String())
	require.NotContains(t, b.save.String(), files[0])
	body, err := os.ReadFile(files[1])
	require.NoError(t, err)
	require.Equal(t, "# Jij", string(body))
	require.True(t, strings.HasSuffix(files[0], "-bridge.png"), files[0])
	info, err := os.Stat(files[1])
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
}

func TestAPictureThatCanNotBeDrawnLeavesItsWords(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.options.Draw = func(dialog.Picture) ([]byte, string, error) { return nil, "", errors.New("no such font") }
	b.run(t, "picture")
	require.Equal(t, "person: picture\nbot: typed picture\npicture: bridge\n", b.out.String())
}

func TestATerminalIsForPeople(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.options.TTY = true
	b.options.Role = dialog.MentorRole
	b.run(t, "ask", "[1]")
	require.Equal(t, "mentor: to mentor: typed \033[1mask\033[0m\n    [1] Ja  [2] Nee  [3] ≡ Meer\nmentor: to mentor: pressed \033[1mq:1:ja\033[0m\nmentor: \n", b.out.String(),
		"what was typed was shown by the terminal itself, with its line break")
	require.Equal(t, "mentor: ask\nto mentor: typed ask\n    [Ja] [Nee] [≡ Meer]\nmentor: [Ja]\nto mentor: pressed q:1:ja\n", b.save.String())
}

func TestWhatWaitedIsPrintedFirst(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ctx := context.Background()
	_, err := b.options.DB.Receive(ctx, b.options.Bot, []store.Arrival{{Ref: "1", Chat: 1, Input: dialog.Input{Kind: dialog.Typed, Text: "gisteren"}, At: time.Now()}}, 0)
	require.NoError(t, err)
	require.NoError(t, turn(ctx, b.options.DB))
	b.run(t, "vandaag")
	require.Equal(t, "bot: typed gisteren\nperson: vandaag\nbot: typed vandaag\n", b.out.String())
}

func TestStoppingEndsATalkThatGoesOn(t *testing.T) {
	t.Parallel()
	b := setup(t)
	in, typing := io.Pipe()
	b.options.In = in
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- terminal.Run(ctx, b.options) }()
	_, err := typing.Write([]byte("hoi\n"))
	require.NoError(t, err)
	cancel()
	require.NoError(t, <-done)
	require.NoError(t, typing.Close())
	b.ended.Wait()
}
