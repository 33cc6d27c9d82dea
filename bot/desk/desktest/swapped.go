package desktest

import (
	"strconv"
	"testing"
	"time"

	cdp "github.com/chromedp/chromedp"
)

// Parts of a page that refresh themselves are replaced while a test looks at them, and
// Chromium's own search then holds on to what is gone. These ask the page anew each time.

// Until waits until an expression is true on whatever page the tab has by then.
func (b *Browser) Until(t testing.TB, expression string) {
	t.Helper()
	ctx, done := b.soon()
	defer done()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		if ok, err := cdp.Run(ctx, cdp.Evaluate[bool](expression)); err == nil && ok {
			return
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			b.Picture(t, "broken."+t.Name())
			t.Fatalf("desktest: waiting at %s until %s", b.At(t), expression)
		}
	}
}

// Reads waits until words stand on the page.
func (b *Browser) Reads(t testing.TB, words string) {
	t.Helper()
	b.Until(t, "document.querySelector('main').innerText.includes("+strconv.Quote(words)+")")
}

// ReadsNot waits until they don't.
func (b *Browser) ReadsNot(t testing.TB, words string) {
	t.Helper()
	b.Until(t, "!document.querySelector('main').innerText.includes("+strconv.Quote(words)+")")
}

// Click presses what says so, as soon as it is there.
func (b *Browser) Click(t testing.TB, words string) {
	t.Helper()
	b.Until(t, "(() => { const e = [...document.querySelectorAll('main a, main button, main summary')].find(e => e.innerText.startsWith("+strconv.Quote(words)+
		")); if (e) e.click(); return !!e })()")
}
