package config

import (
	"fmt"
	"reflect"
	"strings"
)

// Setting describes one environment variable.
type Setting struct {
	Name    string
	Default string // empty when there is none
	Example string // empty when the default says enough
	Help    string // the meaning, in a clause
	Secret  bool   // never printed, and FileName works too
}

// FileName is the variable that names a file with the value of a secret, such as TELEGRAM_TOKEN_FILE.
func (s Setting) FileName() string { return s.Name + "_FILE" }

// Describe lists every setting, in the order of the fields of [Config].
func Describe() []Setting {
	var settings []Setting
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Config]()) {
		settings = append(settings, Setting{
			Name:    f.Tag.Get("env"),
			Default: f.Tag.Get("envDefault"),
			Example: f.Tag.Get("example"),
			Help:    f.Tag.Get("help"),
			Secret:  f.Type == reflect.TypeFor[Secret](),
		})
	}
	return settings
}

// Markdown is the table of settings for the README.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| setting | default | meaning |\n|---|---|---|\n")
	for _, s := range Describe() {
		name, fallback := "`"+s.Name+"`", "–"
		if s.Secret {
			name += " or `" + s.FileName() + "`"
		}
		if s.Default != "" {
			fallback = "`" + s.Default + "`"
		}
		help := s.Help
		if s.Example != "" {
			help += "; for example `" + s.Example + "`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", name, fallback, help)
	}
	return b.String()
}

type shownValue struct{ name, value string }

// shown gives every setting as it may be printed. Only fields of type Secret are hidden, and each as a whole.
func (c Config) shown() []shownValue {
	var values []shownValue
	v := reflect.ValueOf(c)
	for i, s := range Describe() {
		values = append(values, shownValue{s.Name, fmt.Sprint(v.Field(i).Interface())})
	}
	return values
}
