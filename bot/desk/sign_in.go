package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"golang.org/x/time/rate"

	"stapmaat/store/door"
	"stapmaat/store/seal"
)

// A browser that asks for a link carries this cookie for as long as the link lives: only it
// can use the link. It is the browser's secret and the code that is shown, apart by a dot.
const (
	askCookie  = "ask"
	askSeconds = int(door.LinkFor / 1e9)
)

// How often one address of e-mail may be asked for, known or not.
const (
	asksASecond = rate.Limit(1.0 / 60)
	asksAtOnce  = 5
)

// signInPage is the data of the page.
type signInPage struct {
	Form          *form
	To            string // where to go afterwards
	Chat          bool   // the bot can send links too
	Organisations []door.SignIn
}

// signIn is the page where people who are not in end up.
func signIn(c *call) error {
	c.form.set("naar", ownPath(c.r.URL.Query().Get("naar")))
	return c.signInPage(c.render)
}

func (c *call) signInPage(show func(string, any) error) error {
	own, err := c.desk.door.SignIns(c.ctx())
	if err != nil {
		return err
	}
	return show("sign-in", signInPage{Form: c.form, To: c.form.Value("naar"), Chat: c.desk.chat != nil, Organisations: own})
}

// askLink answers the same to everybody, at the same pace: whether somebody is known, and
// reached, is found out after the answer.
func askLink(c *call) error {
	email := seal.NormalEmail(c.form.required("email", 254))
	if email == "" {
		c.form.fail("email", "sign-in.email.wrong")
	}
	if !c.form.OK() {
		return c.signInPage(c.again)
	}
	if !c.desk.limits.allow("ask "+email, asksASecond, asksAtOnce) {
		return errTooOften
	}
	ask := newAsk(c.form.Value("waar") == "chat", email)
	c.setCookie(askCookie, ask.browser+"."+ask.code, askSeconds)
	if to := ownPath(c.form.Value("naar")); to != "" {
		c.setCookie("to", escape(to), askSeconds)
	}
	c.desk.later(func(ctx context.Context) error { return c.desk.sendLinks(ctx, ask) })
	return c.seeOther("/inloggen/wacht", "")
}

// waitPage is the data of the page that waits for the message.
type waitPage struct {
	Form *form
	Code string
}

func waitForLink(c *call) error { return c.waitPage(c.render) }

func (c *call) waitPage(show func(string, any) error) error {
	_, code := c.asked()
	if code == "" {
		return c.seeOther("/inloggen", "notice.ask-again")
	}
	return show("sign-in-wait", waitPage{Form: c.form, Code: code})
}

// typeDigits lets in who read the message on another device.
func typeDigits(c *call) error {
	browser, _ := c.asked()
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, c.form.required("cijfers", 40))
	if browser == "" || !c.form.OK() {
		return c.waitPage(c.again)
	}
	account, way, err := c.desk.door.UseDigits(c.ctx(), browser, digits)
	if errors.Is(err, door.ErrNotFound) {
		c.form.fail("cijfers", "sign-in.digits.wrong")
		return c.waitPage(c.again)
	}
	if err != nil {
		return err
	}
	return c.welcome(account, way)
}

// linkPage is the data of the page behind a link.
type linkPage struct {
	Code  string
	Fits  bool // this browser may use it
	Token string
}

// lookAtLink shows the code and a button. Nothing is used up: messengers open links too.
func lookAtLink(c *call) error {
	token := c.r.PathValue("token")
	code, err := c.desk.door.LinkCode(c.ctx(), token)
	if errors.Is(err, door.ErrNotFound) {
		return errLinkOver
	}
	if err != nil {
		return err
	}
	browser, _ := c.asked()
	fits, err := c.desk.door.LinkFits(c.ctx(), token, browser)
	if err != nil {
		return err
	}
	return c.render("sign-in-link", linkPage{code, fits, token})
}

// useLink lets in the browser that asked.
func useLink(c *call) error {
	browser, _ := c.asked()
	account, way, err := c.desk.door.UseLink(c.ctx(), c.r.PathValue("token"), browser)
	if errors.Is(err, door.ErrNotFound) {
		return errLinkOver
	}
	if err != nil {
		return err
	}
	return c.welcome(account, way)
}

// welcome begins the session and goes where somebody wanted to go.
func (c *call) welcome(a door.Account, way door.Way) error {
	if err := c.letIn(a.Organisation, a.Staff, way); err != nil {
		return err
	}
	to := c.wanted()
	c.setCookie(askCookie, "", -1)
	c.setCookie("to", "", -1)
	return c.seeOther(to, "")
}

// wanted is the page that somebody asked for before signing in.
func (c *call) wanted() string {
	if to := ownPath(unescape(c.cookie("to"))); to != "" {
		return to
	}
	return "/"
}

// asked gives the secret and the code of a browser that asked for a link.
func (c *call) asked() (browser, code string) {
	browser, code, _ = strings.Cut(c.cookie(askCookie), ".")
	return browser, code
}

// ownPath is a path of this desk, as it was; "" for anything that leads elsewhere.
func ownPath(to string) string {
	if len(to) > 500 || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") ||
		strings.HasPrefix(to, "/inloggen") || strings.HasPrefix(to, "/live/") {
		return ""
	}
	return to
}

var errLinkOver = &Error{http.StatusGone, "link-over"}

// ask is a wish for a link.
type ask struct {
	email, browser, code string
	chat                 bool // rather by the bot
}

func newAsk(chat bool, email string) ask {
	return ask{email: email, browser: door.NewToken(), code: door.NewCode(), chat: chat}
}

// sendLinks sends a link to whoever has the address; usually that is nobody or one.
func (d *Desk) sendLinks(ctx context.Context, a ask) error {
	accounts, err := d.door.ByEmail(ctx, a.email)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if err := d.sendLink(ctx, a, account); err != nil && !errors.Is(err, door.ErrTooOften) {
			return err
		}
	}
	return nil
}

func (d *Desk) sendLink(ctx context.Context, a ask, account door.Account) error {
	byChat := d.chat != nil && account.Chat && (a.chat || d.mail == nil)
	if !byChat && d.mail == nil {
		return nil
	}
	way := door.ByMail
	if byChat {
		way = door.ByChat
	}
	link, err := d.door.MakeLink(ctx, account, way, a.browser, a.code)
	if err != nil {
		return err
	}
	digits := link.Digits[:4] + " " + link.Digits[4:]
	address := d.address("/in/" + link.Token)
	if byChat {
		return d.chat(ctx, SignInNote{Staff: account.Staff, Ref: fmt.Sprintf("sign-in.%d", link.ID), Address: address, Code: link.Code, Digits: digits})
	}
	return d.mail(ctx, account.Email, d.words.text("mail.sign-in.subject"),
		d.words.text("mail.sign-in", "address", address, "code", link.Code, "digits", digits))
}
