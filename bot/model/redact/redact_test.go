package redact

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"stapmaat/dialog"
)

// pieces are what texts of the property are made of: all that is looked for, all that could
// be taken for a placeholder, and what stands between.
var pieces = []string{"Fatima", "fatima", "FATIMA's", "el Idrissi", "fatma", "metfatima", "Mila", "0612345678", "06-12 34 56 78", "+31612345678", "123456782",
	"NL91ABNA0417164300", "nl91 abna 0417 1643 00", "a@b.nl", "1234 AB 12", "Kerkstraat 5", "geboren 12-03-1985", "dossiernummer 12345", "12-AB-34",
	"nul zes een twee drie vier vijf zes zeven acht", "mevrouw de Vries", "⟨naam1⟩", "⟨naam1b⟩", "[naam1]", "naam1", "naam", "nummer 2", "(nummer1)", "⟨", "⟩", "<", ">",
	"{", "}", "teken1", "Teken2", "⟨teken1⟩", "1", "12", "12345678901234", " ", " ", " ", ".", ", ", "\n", "'s", "s", "é", "\u0301", "\u200b", "٠٦١٢٣٤٥٦٧٨", "😔", "\xff", "€ 50", "op 3 mei"}

func aText(t *rapid.T) string {
	if rapid.Bool().Draw(t, "any") {
		return rapid.String().Draw(t, "text")
	}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 14).Draw(t, "pieces"), "")
}

// TestEverythingComesBack : what is hidden is put back to the byte, in the order in which a call hides many texts.
func TestEverythingComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := New("Fatima el Idrissi", "Mila", "Anne")
		texts := rapid.SliceOfN(rapid.Custom(aText), 1, 4).Draw(t, "texts")
		var out []string
		for _, text := range texts {
			out = append(out, h.Redact(text))
		}
		for i, text := range texts {
			back, err := h.Restore(out[i])
			require.NoError(t, err, out[i])
			require.Equal(t, text, back, out[i])
			tidy, err := h.Tidy(out[i])
			require.NoError(t, err)
			require.Equal(t, out[i], tidy)
			require.Equal(t, out[i], h.Redact(text), "the same text is hidden in the same way")
		}
	})
}

func FuzzRestoreOfRedact(f *testing.F) {
	for _, p := range pieces {
		f.Add(p+" "+p, "Fatima el Idrissi")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		h := New(name, "Anne")
		out := h.Redact(text)
		back, err := h.Restore(out)
		require.NoError(t, err)
		require.Equal(t, text, back)
		if utf8.ValidString(text) {
			require.True(t, utf8.ValidString(out))
		}
	})
}

func TestTheSameThingHasTheSamePlaceholder(t *testing.T) {
	t.Parallel()
	h := New("Fatima el Idrissi", "Mila")
	require.Equal(t, "⟨naam1⟩ belt ⟨telefoon1⟩.", h.Redact("Fatima belt 0612345678."))
	require.Equal(t, "⟨naam2⟩ en ⟨naam1⟩s zus, ⟨telefoon1⟩", h.Redact("Mila en Fatimas zus, 0612345678"))
	require.Equal(t, "⟨naam1b⟩, ⟨naam1c⟩, ⟨telefoon1b⟩, ⟨telefoon2⟩", h.Redact("fatima, Fatima el Idrissi, +31 6 1234 5678, 0687654321"))
}

func TestAModelMayChangeBracketsAndCase(t *testing.T) {
	t.Parallel()
	h := New("Fatima", "Mila")
	h.Redact("Fatima en Mila: 0612345678")
	for in, want := range map[string]string{
		"⟨naam1⟩ slaapt.":           "Fatima slaapt.",
		"⟨Naam1⟩ slaapt.":           "Fatima slaapt.",
		"⟨NAAM 2⟩ slaapt.":          "Mila slaapt.",
		"<naam1> slaapt.":           "Fatima slaapt.",
		"[naam_2] slaapt.":          "Mila slaapt.",
		"{naam1} slaapt.":           "Fatima slaapt.",
		"‹naam1› slaapt.":           "Fatima slaapt.",
		"Naam1 slaapt.":             "Fatima slaapt.",
		"(naam1) slaapt.":           "(Fatima) slaapt.",
		"Bel ⟨telefoon1⟩.":          "Bel 0612345678.",
		"⟨naam1⟩'s zus, ⟨naam1⟩s":   "Fatima's zus, Fatimas",
		"Stap nummer 2 en nummer3.": "Stap nummer 2 en nummer3.",
		"Een naam is genoeg.":       "Een naam is genoeg.",
	} {
		got, err := h.Restore(in)
		require.NoError(t, err, in)
		require.Equal(t, want, got)
	}
	tidy, err := h.Tidy(`{"reflection":"[Naam1] slaapt, <naam 2> niet."}`)
	require.NoError(t, err)
	require.JSONEq(t, `{"reflection":"⟨naam1⟩ slaapt, ⟨naam2⟩ niet."}`, tidy)
	for _, in := range []string{"⟨naam3⟩ slaapt.", "[naam9]", "<telefoon2>", "⟨persoon1⟩", "⟨naam⟩", "naam1⟩", "⟨naam1b⟩", "⟨naam01x⟩", "⟨naam99999⟩"} {
		_, err := h.Restore(in)
		require.ErrorIs(t, err, ErrInvented, in)
		_, err = h.Tidy(in)
		require.ErrorIs(t, err, ErrInvented, in)
	}
}

// TestAWholeQuestionIsHidden walks through a question and puts its answer back.
func TestAWholeQuestionIsHidden(t *testing.T) {
	t.Parallel()
	asked := dialog.ReplyAsked{
		Language: "nl", Phase: dialog.Planning, Before: "Hoi Fatima, hoe ging het?", Said: "mila belde 0612345678 niet",
		Goal: "Mila naar de opvang", Steps: []string{"Bellen met 06-12345678"}, Topics: []string{"when"}, OwnWords: true,
		Choices:  []dialog.Choice{{ID: "mila", Label: "Mila belt"}, {ID: "q7", Label: "Morgen"}},
		Subs:     []dialog.AskedSub{{ID: "mila", Title: "Mila", Rungs: []string{"een", "twee"}}},
		Passages: []dialog.Passage{{ID: "mila#1", Title: "Bellen", Short: "Bel 0612345678.", Words: "Mila is een naam."}},
	}
	before := asked
	h := New("Fatima", "Mila")
	hidden, err := Hide(h, asked)
	require.NoError(t, err)
	require.Equal(t, before, asked, "what was asked is left alone")
	require.Equal(t, "Hoi ⟨naam1⟩, hoe ging het?", hidden.Before)
	require.Regexp(t, `^⟨naam2b?⟩ belde ⟨telefoon1b?⟩ niet$`, hidden.Said)
	require.Regexp(t, `^⟨naam2b?⟩ belt$`, hidden.Choices[0].Label)
	require.Equal(t, "mila", hidden.Choices[0].ID)
	require.Equal(t, asked.Subs, hidden.Subs, "the bridge is ours")
	require.Equal(t, asked.Passages, hidden.Passages, "approved content is about nobody, and its numbers are for all")
	require.Equal(t, asked.Phase, hidden.Phase)
	shown, err := Show(h, hidden)
	require.NoError(t, err)
	require.Equal(t, asked, shown)

	proposal, err := Show(h, dialog.Proposal{Intent: dialog.IntentSetback, Words: hidden.Said, Reflection: "⟨naam2⟩ belde nog niet.",
		Links: []dialog.Linked{{From: "mila", To: "werk", Helps: true, Words: hidden.Said}}})
	require.NoError(t, err)
	require.Equal(t, asked.Said, proposal.Words)
	require.Equal(t, asked.Said, proposal.Links[0].Words)
	require.NotContains(t, proposal.Reflection, "⟨")
	_, err = Show(h, dialog.Proposal{Reflection: "⟨naam7⟩ belde."})
	require.ErrorIs(t, err, ErrInvented)
}

// TestNothingIsSaidInErrors : errors are logged, and hold no word of anybody.
func TestNothingIsSaidInErrors(t *testing.T) {
	t.Parallel()
	_, err := New("Fatima").Restore("Fatima heeft ⟨geheim1⟩")
	require.NotContains(t, err.Error(), "Fatima")
	require.NotContains(t, err.Error(), "geheim")
}
