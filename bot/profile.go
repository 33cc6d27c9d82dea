package main

import (
	"html"
	"strings"

	"stapmaat/bot/telegram"
	"stapmaat/dialog"
)

// menuCommands is the menu of commands that Telegram shows: what a person would
// type for a wish, and the label of the button that does the same.
func menuCommands() []struct{ name, label string } {
	return []struct{ name, label string }{
		{"menu", "menu.more"},
		{"stop", "menu.stop"},
		{"mens", "menu.human"},
		{"plan", "menu.plan"},
		{"brug", "menu.bridge"},
		{"gegevens", "menu.data"},
	}
}

// profile is what Telegram shows of every bot. Telegram counts the description in
// characters: 512 in an empty chat, 120 on the bot's page.
func profile(texts *dialog.Texts) telegram.Profile {
	var p telegram.Profile
	for _, c := range menuCommands() {
		p.Commands = append(p.Commands, telegram.Command{Name: c.name, Description: texts.Labels[c.label]})
	}
	p.Description = plainText(texts.Messages["about"])
	first, _, _ := strings.Cut(p.Description, "\n")
	p.ShortDescription = first
	return p
}

// goodbye is what a group reads before the bot leaves it; nothing when there is no such text.
func goodbye(texts *dialog.Texts) string { return plainText(texts.Messages["group.goodbye"]) }

func plainText(text string) string {
	return html.UnescapeString(strings.NewReplacer("<b>", "", "</b>", "").Replace(text))
}
