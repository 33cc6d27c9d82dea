package desktest

import (
	"net/http"
	"net/http/cookiejar"
)

func newJar() http.CookieJar {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err) // it fails for no options
	}
	return jar
}
