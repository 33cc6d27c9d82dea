package desk

import (
	"net/http"
	"strings"
)

// A notice is one line on top of the next page, such as "Bewaard". Only its key travels,
// in a cookie of a minute; what is no key of ours is not shown.
const (
	noticePrefix  = "notice."
	noticeSeconds = 60
)

func (c *call) leaveNotice(key string) {
	c.setCookie("notice", strings.TrimPrefix(key, noticePrefix), noticeSeconds)
}

func (c *call) takeNotice() string {
	key := c.cookie("notice")
	if key == "" {
		return ""
	}
	c.setCookie("notice", "", -1)
	text, ok := c.desk.words[noticePrefix+key]
	if !ok {
		return ""
	}
	return text
}

// cookieName has the prefix that binds a cookie to this host over TLS; without TLS, on a
// loopback host, browsers refuse the prefix.
func (d *Desk) cookieName(name string) string {
	if d.secure() {
		return "__Host-" + name
	}
	return "desk-" + name
}

// setCookie sets a cookie of ours for some seconds; 0 lasts as long as the browser, less ends it.
func (c *call) setCookie(name, value string, seconds int) {
	http.SetCookie(c.w, &http.Cookie{Name: c.desk.cookieName(name), Value: value, Path: "/", MaxAge: seconds,
		Secure: c.desk.secure(), HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

func (c *call) cookie(name string) string {
	cookie, err := c.r.Cookie(c.desk.cookieName(name))
	if err != nil {
		return ""
	}
	return cookie.Value
}
