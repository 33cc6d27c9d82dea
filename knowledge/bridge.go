package knowledge

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"stapmaat/dialog"
)

// The measures of a bridge, in characters and items. A button shows 18
// characters; a picture has room for seven pillars of four ladders each.
const (
	maxButton  = 18
	maxPillar  = 32
	maxID      = 24
	maxPillars = 7
	maxSubs    = 4
)

// ParseBridge reads one bridge, strictly, and returns it or Faults: everything
// that is wrong, each as "name:line: what is wrong, what to do". The rules of
// the ladders stand with readLadder, those of the words with sayPlainly.
func ParseBridge(name string, data []byte) (*dialog.Bridge, error) {
	f := &faults{file: name}
	b, _ := parseBridge(f, data)
	if err := f.err(); err != nil {
		return nil, err
	}
	return b, nil
}

// parseBridge also returns where the version stands, for faults over several files.
func parseBridge(f *faults, data []byte) (b *dialog.Bridge, versionLine int) {
	root, ok := parseYAML(f, data)
	if !ok {
		return nil, 1
	}
	o, ok := f.object(root, 1, "a bridge",
		[]string{"name", "version", "title", "adapted_from", "licence", "pillars"}, nil)
	if !ok {
		return nil, 1
	}
	r := &bridgeReader{faults: f, ids: map[string]int{}}
	name, version := r.slug(o.text("name")), r.slug(o.text("version"))
	if name.ok && version.ok && !strings.HasPrefix(version.value, name.value+"-") {
		f.add(version.line, "version %q must begin with the name: %q", version.value, name.value+"-")
	}
	return &dialog.Bridge{
		Name:        name.value,
		Version:     version.value,
		Title:       r.title(o.text("title"), maxButton),
		AdaptedFrom: o.text("adapted_from").value,
		Licence:     r.own(o.text("licence")).value,
		Pillars:     r.pillars(o),
	}, version.line
}

// bridgeReader reads one bridge; ids holds the line of every id of a pillar or sub-pillar.
type bridgeReader struct {
	*faults
	ids map[string]int
}

func (r *bridgeReader) pillars(o object) []dialog.Pillar {
	var all []dialog.Pillar
	items, line := o.list("pillars", 1, maxPillars)
	for _, n := range items {
		all = append(all, r.pillar(n, lineOf(n, line)))
	}
	return all
}

func (r *bridgeReader) pillar(n ast.Node, line int) dialog.Pillar {
	p, ok := r.object(n, line, "a pillar", []string{"id", "title", "emoji", "subs"}, []string{"short"})
	if !ok {
		return dialog.Pillar{}
	}
	title, short, emoji := p.text("title"), p.text("short"), p.text("emoji")
	r.pillarButton(title, short, emoji)
	return dialog.Pillar{
		ID:    r.id(p.text("id")),
		Title: r.title(title, maxPillar),
		Short: r.own(short).value,
		Emoji: r.emoji(emoji),
		Subs:  r.subs(p),
	}
}

// pillarButton checks that a pillar fits a button: its emoji and its short title, or its title.
func (r *bridgeReader) pillarButton(title, short, emoji text) {
	shown := title
	if short.ok {
		shown = short
	}
	n := utf8.RuneCountInString(emoji.value + " " + shown.value)
	if shown.ok && emoji.ok && n > maxButton {
		r.add(shown.line, "%q and the emoji have %d characters on a button: give the pillar a \"short\" that makes it at most %d", shown.value, n, maxButton)
	}
}

func (r *bridgeReader) subs(p object) []dialog.SubPillar {
	var all []dialog.SubPillar
	items, line := p.list("subs", 1, maxSubs)
	for _, n := range items {
		all = append(all, r.sub(n, lineOf(n, line)))
	}
	return all
}

func (r *bridgeReader) sub(n ast.Node, line int) dialog.SubPillar {
	s, ok := r.object(n, line, "a sub-pillar", []string{"id", "title", "question", "rungs"}, []string{"not_for_me", "first", "sensitive"})
	if !ok {
		return dialog.SubPillar{}
	}
	return dialog.SubPillar{
		ID:        r.id(s.text("id")),
		Title:     r.title(s.text("title"), maxButton),
		Question:  r.question(s.text("question")),
		NotForMe:  s.flag("not_for_me"),
		First:     s.flag("first"),
		Sensitive: s.flag("sensitive"),
		Rungs:     r.ladder(s),
	}
}

var slug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// slug checks what ends up in keys and file names.
func (r *bridgeReader) slug(t text) text {
	if t.ok && (!slug.MatchString(t.value) || len(t.value) > maxID) {
		r.add(t.line, "%q is no id: use at most %d of a-z, 0-9 and -", t.value, maxID)
		return text{}
	}
	return r.own(t)
}

// id checks that no other pillar or sub-pillar has this id.
func (r *bridgeReader) id(t text) string {
	t = r.slug(t)
	if first, double := r.ids[t.value]; t.ok && double {
		r.add(t.line, "id %q is also on line %d: give every pillar and sub-pillar its own", t.value, first)
	} else if t.ok {
		r.ids[t.value] = t.line
	}
	return t.value
}

func (r *bridgeReader) title(t text, most int) string {
	if n := utf8.RuneCountInString(t.value); t.ok && n > most {
		r.add(t.line, "%q has %d characters: make it at most %d", t.value, n, most)
	}
	return r.own(t).value
}

// emoji lets through what cannot be a word; which signs draw well is for the picture.
func (r *bridgeReader) emoji(t text) string {
	wordy := func(c rune) bool { return c <= unicode.MaxLatin1 || unicode.IsLetter(c) || unicode.IsSpace(c) }
	if t.ok && (utf8.RuneCountInString(t.value) > 8 || strings.ContainsFunc(t.value, wordy)) {
		r.add(t.line, "%q is no emoji: use one sign", t.value)
	}
	return t.value
}

// own refuses names that belong to others.
func (r *bridgeReader) own(t text) text {
	if name, found := trademark(t.value); t.ok && found {
		r.add(t.line, "%q is somebody's trademark: name it in adapted_from only; to people it is \"mijn brug\"", name)
	}
	return t
}
