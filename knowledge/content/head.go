package content

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// head is the YAML before a document, as it is written.
type head struct {
	Title      string       `yaml:"title"`
	Pillars    []string     `yaml:"pillars,omitempty"`
	Audience   Audience     `yaml:"audience"`
	Kind       Kind         `yaml:"kind"`
	FitsWhen   []string     `yaml:"fits_when,omitempty"`
	Source     string       `yaml:"source"`
	Licence    string       `yaml:"licence"`
	Author     string       `yaml:"author"`
	CheckedOn  string       `yaml:"checked_on"`
	ValidUntil string       `yaml:"valid_until,omitempty"`
	Pinned     Pin          `yaml:"pinned,omitempty"`
	Reviewed   string       `yaml:"reviewed_by,omitempty"`
	Golden     []goldenHead `yaml:"golden,omitempty"`
}

type goldenHead struct {
	Question string `yaml:"question"`
	Heading  string `yaml:"heading"`
}

// Pillars of the bridge that a document can be about.
var pillars = []string{"home", "wellbeing", "learning", "money", "work"}

// debtHelps are the states of debt help, as dialog names them.
var debtHelps = []string{"none", "applied", "guardian", "scheme", "unsure"}

// maxHead is the size, in bytes, of the longest head that is looked at: the parser of YAML is slow on odd long ones.
const maxHead = 16 << 10

// ErrHead says that the head of a document can't be read.
var ErrHead = errors.New("the head between the --- lines")

// Parse reads a document of our own format. Key is its name, without folder and ending.
// A text without a head is a document without one: what is missing is for Lint to tell.
func Parse(key string, data []byte) (Document, error) {
	text := strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n")
	d := Document{Key: key, Audience: ForParticipants, Kind: Explanation, Body: text}
	rest, has := strings.CutPrefix(text, "---\n")
	if !has {
		return d, nil
	}
	raw, body, ends := strings.Cut(rest, "\n---\n")
	if !ends {
		return d, fmt.Errorf("%w has no end: close it with a line ---", ErrHead)
	}
	// The line of a passage is counted in the file, so the head's lines stay as empty ones.
	d.Body = strings.Repeat("\n", strings.Count(raw, "\n")+3) + body
	if len(raw) > maxHead {
		return d, fmt.Errorf("%w is longer than %d bytes: keep golden questions and notes short", ErrHead, maxHead)
	}
	var h head
	if err := yaml.UnmarshalWithOptions([]byte(raw), &h, yaml.Strict()); err != nil {
		return d, fmt.Errorf("%w: %s", ErrHead, yaml.FormatError(err, false, false))
	}
	return d, h.into(&d)
}

// into fills the document, and tells the first thing that can't be.
func (h head) into(d *Document) (err error) {
	d.Title, d.Pillars, d.FitsWhen = h.Title, h.Pillars, h.FitsWhen
	d.Source, d.Licence, d.Author, d.Pinned, d.Reviewed = h.Source, h.Licence, h.Author, h.Pinned, h.Reviewed
	if h.Audience != "" {
		d.Audience = h.Audience
	}
	if h.Kind != "" {
		d.Kind = h.Kind
	}
	for _, g := range h.Golden {
		d.Golden = append(d.Golden, Golden(g))
	}
	if d.CheckedOn, err = day("checked_on", h.CheckedOn); err != nil {
		return err
	}
	if d.ValidUntil, err = day("valid_until", h.ValidUntil); err != nil {
		return err
	}
	return d.checkWords()
}

// checkWords refuses words that are not among those we know.
func (d Document) checkWords() error {
	oneOf := func(what, value string, known []string) error {
		if slices.Contains(known, value) {
			return nil
		}
		return fmt.Errorf("%w: %s is %q, it must be one of %s", ErrHead, what, value, strings.Join(known, ", "))
	}
	var kinds []string
	for _, k := range Kinds() {
		kinds = append(kinds, string(k))
	}
	err := errors.Join(
		oneOf("audience", string(d.Audience), []string{string(ForParticipants), string(ForMentors)}),
		oneOf("kind", string(d.Kind), kinds),
		oneOf("pinned", string(d.Pinned), []string{"", string(PinnedCrisis), string(PinnedRights)}))
	for _, p := range d.Pillars {
		err = errors.Join(err, oneOf("pillars", p, pillars))
	}
	for _, f := range d.FitsWhen {
		err = errors.Join(err, oneOf("fits_when", f, debtHelps))
	}
	return err
}

// day reads a date; "unchecked" and nothing are no day.
func day(what, text string) (time.Time, error) {
	if text == "" || text == "unchecked" {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: %s is %q, write it as 2026-11-01 or unchecked", ErrHead, what, text)
	}
	return at, nil
}

// Markdown writes a document in our own format; Parse reads the same one back.
func (d Document) Markdown() ([]byte, error) {
	h := head{Title: d.Title, Pillars: d.Pillars, Audience: d.Audience, Kind: d.Kind, FitsWhen: d.FitsWhen, Source: d.Source,
		Licence: d.Licence, Author: d.Author, CheckedOn: "unchecked", Pinned: d.Pinned, Reviewed: d.Reviewed}
	if !d.CheckedOn.IsZero() {
		h.CheckedOn = d.CheckedOn.Format(time.DateOnly)
	}
	if !d.ValidUntil.IsZero() {
		h.ValidUntil = d.ValidUntil.Format(time.DateOnly)
	}
	for _, g := range d.Golden {
		h.Golden = append(h.Golden, goldenHead(g))
	}
	raw, err := yaml.MarshalWithOptions(h, yaml.IndentSequence(true))
	if err != nil {
		return nil, fmt.Errorf("writing the head of %s: %w", d.Key, err)
	}
	return []byte("---\n" + string(raw) + "---\n\n" + strings.TrimLeft(d.Body, "\n")), nil
}

// Pillars are the parts of the bridge that a document can be about.
func Pillars() []string { return slices.Clone(pillars) }

// DebtHelps are the states of debt help for which a document can be meant.
func DebtHelps() []string { return slices.Clone(debtHelps) }
