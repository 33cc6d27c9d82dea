package desktest

import (
	"strings"
	"testing"

	cdp "github.com/chromedp/chromedp"
)

// What people do on a page: press what they read, and type. Things are found by the words
// on them; each act waits until its thing is there.

// quoted makes a string of XPath.
func quoted(text string) string {
	if !strings.Contains(text, `"`) {
		return `"` + text + `"`
	}
	return "'" + text + "'"
}

// says matches an element whose words begin so.
func says(text string) string { return "starts-with(normalize-space(.), " + quoted(text) + ")" }

// field finds what is filled in under a label, or within it.
func field(label string) cdp.Search {
	return cdp.Search("//*[@id=//label[" + says(label) + "]/@for] | //label[" + says(label) + "]//input")
}

// Press clicks the button, the link or the line to unfold whose words begin so, with the mouse.
func (b *Browser) Press(t testing.TB, label string) { b.PressIn(t, "", label) }

// PressIn presses within the nearest list item, card or row that holds these words.
func (b *Browser) PressIn(t testing.TB, words, label string) {
	t.Helper()
	path := "//*[self::a or self::button or self::summary][" + says(label) + "]"
	if words != "" {
		path += "[ancestor::*[self::li or self::tr or self::section or self::article][1][contains(normalize-space(.), " + quoted(words) + ")]]"
	}
	b.do(t, "pressing "+label, cdp.Click(cdp.Search(path), cdp.NodeVisible))
}

// Choose clicks a box, or one of several, by its label.
func (b *Browser) Choose(t testing.TB, label string) {
	t.Helper()
	b.do(t, "choosing "+label, cdp.Click(cdp.Search("//label[input]["+says(label)+"]"), cdp.NodeVisible))
}

// Type types into the empty field with this label. In a list it chooses what begins so.
// Days and times are typed as Chromium has them in English: 12032026, 0930AM.
func (b *Browser) Type(t testing.TB, label, text string) {
	t.Helper()
	b.do(t, "typing into "+label, cdp.SendKeys(field(label), text, cdp.NodeVisible))
}

// Upload chooses a file of this machine for the field with this label.
func (b *Browser) Upload(t testing.TB, label, path string) {
	t.Helper()
	b.do(t, "choosing a file for "+label, cdp.SetUploadFiles(field(label), []string{path}))
}

// Empty takes away what stands in a field.
func (b *Browser) Empty(t testing.TB, label string) {
	t.Helper()
	b.do(t, "emptying "+label, cdp.Clear(field(label), cdp.NodeVisible))
}

// Key presses one key, outside of fields.
func (b *Browser) Key(t testing.TB, key string) {
	t.Helper()
	b.do(t, "pressing the key "+key, cdp.KeyEvent(key))
}

// Sees waits until words stand on the page.
func (b *Browser) Sees(t testing.TB, words string) {
	t.Helper()
	b.do(t, "waiting for "+words, cdp.WaitVisible(cdp.Search("//main//*[contains(normalize-space(.), "+quoted(words)+")]")))
}

// SeesGone waits until no element of the page says these words any more.
func (b *Browser) SeesGone(t testing.TB, words string) {
	t.Helper()
	b.do(t, "waiting until it says no more "+words, cdp.WaitNotPresent(cdp.Search("//main//*[contains(normalize-space(.), "+quoted(words)+")]")))
}

// At is the path where the tab is.
func (b *Browser) At(t testing.TB) string {
	t.Helper()
	return strings.TrimPrefix(Run(t, b, cdp.Location()), b.place.URL)
}

// do runs an action, and when it does not come about shows what the page looked like.
func (b *Browser) do(t testing.TB, doing string, action cdp.Action[cdp.Void]) {
	t.Helper()
	ctx, done := b.soon()
	defer done()
	if _, err := cdp.Run(ctx, action); err != nil {
		b.Picture(t, "broken."+strings.ReplaceAll(t.Name(), "/", "."))
		t.Fatalf("desktest: %s at %s: %v", doing, b.At(t), err)
	}
}
