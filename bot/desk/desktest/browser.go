package desktest

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	proto "github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	cdp "github.com/chromedp/chromedp"
)

// tabFor bounds what one test does in a browser, soonFor how long one thing may be waited for.
const (
	tabFor  = 8 * time.Minute
	soonFor = 30 * time.Second
)

// Browser is Debian's Chromium with one tab.
type Browser struct {
	place *Place
	ctx   context.Context

	mu   sync.Mutex
	said []string // what the page complained about on its console
}

// NewBrowser starts one. Without Chromium the test fails: deploy/packages.sh installs it.
func (p *Place) NewBrowser(t testing.TB) *Browser {
	t.Helper()
	options := append(cdp.DefaultExecAllocatorOptions[:], cdp.ExecPath(chromium(t)), cdp.NoSandbox,
		cdp.Flag("disable-dev-shm-usage", true), cdp.Flag("force-color-profile", "srgb"), cdp.Env("LANGUAGE=en_US"))
	ctx, stop := context.WithTimeout(context.Background(), tabFor)
	alloc, end := cdp.NewExecAllocator(ctx, options...)
	tab, closeTab := cdp.NewContext(alloc)
	t.Cleanup(func() { _ = cdp.Cancel(tab); closeTab(); end(); stop() })
	b := &Browser{place: p, ctx: tab}
	if err := cdp.Listen(tab, b.hear); err != nil {
		t.Fatalf("desktest: starting Chromium: %v", err)
	}
	call(t, b, log.Enable, none)
	return b
}

func chromium(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	t.Fatal("desktest: there is no Chromium: run deploy/packages.sh chromium axe")
	return ""
}

// hear keeps what the page complains about.
func (b *Browser) hear(event any) {
	if e, ok := event.(*log.EventEntryAdded); ok && e.Entry.Level == log.EntryLevelError {
		b.mu.Lock()
		b.said = append(b.said, e.Entry.Text)
		b.mu.Unlock()
	}
}

// soon bounds one act in the tab.
func (b *Browser) soon() (context.Context, context.CancelFunc) {
	return context.WithTimeout(b.ctx, soonFor)
}

var none proto.Empty

// call runs one command of the protocol in the tab.
func call[P, R any](t testing.TB, b *Browser, command proto.Command[P, R], params P) R {
	t.Helper()
	result, err := cdp.Call(b.ctx, command, params)
	if err != nil {
		t.Fatalf("desktest: telling Chromium: %v", err)
	}
	return result
}

// Run gives what an action in the tab gives.
func Run[T any](t testing.TB, b *Browser, action cdp.Action[T]) T {
	t.Helper()
	result, err := cdp.Run(b.ctx, action)
	if err != nil {
		t.Fatalf("desktest: in Chromium: %v", err)
	}
	return result
}

// SignIn makes the tab somebody's; staff 0 is nobody's.
func (b *Browser) SignIn(t testing.TB, staff int64) {
	t.Helper()
	call(t, b, network.ClearBrowserCookies, none)
	if staff != 0 {
		only := true
		call(t, b, network.SetCookie, network.SetCookieParams{Name: Cookie, Value: b.place.Token(staff), URL: b.place.URL, HTTPOnly: &only, SameSite: network.CookieSameSiteLax})
	}
}

// Screen makes the tab so wide, dark or light, with or without JavaScript.
func (b *Browser) Screen(t testing.TB, width int, dark, script bool) {
	t.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	call(t, b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: 900, DeviceScaleFactor: 1})
	call(t, b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	call(t, b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !script})
}

// Open goes to a page and waits until it is there.
func (b *Browser) Open(t testing.TB, path string) {
	t.Helper()
	b.mu.Lock()
	b.said = nil
	b.mu.Unlock()
	Run(t, b, cdp.Navigate(b.place.URL+path))
}

// Complaints are the errors on the page's console since Open: what the policy refused, what failed to load.
func (b *Browser) Complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.said
}

// Text is what stands in an element that is seen; it needs no JavaScript of the page.
func (b *Browser) Text(t testing.TB, selector string) string {
	t.Helper()
	return Run(t, b, cdp.Text(cdp.CSS(selector), cdp.NodeVisible))
}

// Sideways tells by how many pixels the page is wider than the window, and what sticks out.
func (b *Browser) Sideways(t testing.TB) (pixels int, what string) {
	t.Helper()
	type width struct {
		Pixels int    `json:"pixels"`
		What   string `json:"what"`
	}
	found := Run(t, b, cdp.Evaluate[width](`(() => {
		const wide = document.documentElement.clientWidth, over = document.documentElement.scrollWidth - wide;
		const out = over > 0 ? [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > wide + 1)
			.slice(0, 3).map(e => e.tagName.toLowerCase() + '.' + e.className) : [];
		return {pixels: Math.max(0, over), what: out.join(', ')};
	})()`))
	return found.Pixels, found.What
}

// Window makes the tab's window so large, light.
func (b *Browser) Window(t testing.TB, width, height int) {
	t.Helper()
	b.Screen(t, width, false, true)
	call(t, b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: int64(height), DeviceScaleFactor: 1})
}

// Seen is what the window shows, as a PNG.
func (b *Browser) Seen(t testing.TB) []byte {
	t.Helper()
	shot := call(t, b, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng})
	return shot.Data
}

// Paper prints the page on A4, as Chromium does, and keeps it in .local/pages/ of the checkout.
func (b *Browser) Paper(t testing.TB, name string) string {
	t.Helper()
	pdf := Run(t, b, cdp.PrintToPDF(cdp.PDFPreferCSSPageSize()))
	path := filepath.Join(Checkout(t), ".local", "pages", name+".pdf")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// Picture keeps how the whole page looks, in .local/pages/ of the checkout.
func (b *Browser) Picture(t testing.TB, name string) {
	t.Helper()
	png := Run(t, b, cdp.FullScreenshot(100))
	folder := filepath.Join(Checkout(t), ".local", "pages")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// Axe looks at the page with axe-core and gives what is wrong by WCAG 2.2 AA and its own best practices.
func (b *Browser) Axe(t testing.TB) []string {
	t.Helper()
	Run(t, b, cdp.Evaluate[int](axe(t)))
	return Run(t, b, cdp.Evaluate[[]string](`axe.run(document, {resultTypes: ['violations'],
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(r => r.violations.map(v =>
		v.id + ': ' + v.help + ' at ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' (' + n.any.concat(n.all, n.none).map(c => c.message).slice(0, 1) + ')').join(' and ')))`,
		cdp.EvalAwaitPromise))
}

func axe(t testing.TB) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(Checkout(t), ".local", "axe-core-*.min.js"))
	if err != nil || len(found) == 0 {
		t.Fatal("desktest: there is no axe-core: run deploy/packages.sh chromium axe")
	}
	source, err := os.ReadFile(found[len(found)-1])
	if err != nil {
		t.Fatal(err)
	}
	return string(source) + "; 0"
}

// Checkout is the top of the tree.
func Checkout(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil && dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
	t.Fatal("desktest: this is no checkout")
	return ""
}

// Weight is what a page brings along, in bytes: itself and each file of ours once, as the server gives them.
func (v *Visitor) Weight(path string) (int, error) {
	a := v.Get(path)
	if a.Status != http.StatusOK {
		return 0, fmt.Errorf("weighing %s: status %d", path, a.Status)
	}
	weight := len(a.Body)
	seen := map[string]bool{}
	for _, part := range strings.Split(a.Body, `"/static/`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		if !seen[name] {
			seen[name] = true
			weight += len(v.Get("/static/" + name).Body)
		}
	}
	return weight, nil
}
