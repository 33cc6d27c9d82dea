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
	Outside bool   // of an [Endpoint]
}

// FileName is the variable that names a file with the value of a secret, such as TELEGRAM_TOKEN_FILE.
func (s Setting) FileName() string { return s.Name + "_FILE" }

// field is one of Config or of a part of it, and the variable that it is read from.
type field struct {
	reflect.StructField
	setting string
	at      []int // its place in Config
}

// fields are those that are settings, in their order.
func fields() []field { return fieldsOf(reflect.TypeFor[Config](), "", nil) }

func fieldsOf(t reflect.Type, prefix string, at []int) (all []field) {
	for i := range t.NumField() {
		f := t.Field(i)
		place := append(at[:len(at):len(at)], i)
		if name, ok := f.Tag.Lookup("env"); ok {
			all = append(all, field{f, prefix + name, place})
		} else {
			all = append(all, fieldsOf(f.Type, prefix+f.Tag.Get("envPrefix"), place)...)
		}
	}
	return all
}

// Describe lists every setting, in the order of the fields of [Config].
func Describe() []Setting {
	var settings []Setting
	for _, f := range fields() {
		settings = append(settings, Setting{
			Name:    f.setting,
			Default: f.Tag.Get("envDefault"),
			Example: f.Tag.Get("example"),
			Help:    f.Tag.Get("help"),
			Secret:  f.Type == reflect.TypeFor[Secret](),
			Outside: len(f.at) > 1,
		})
	}
	return settings
}

// Markdown is the table of settings for the README; those of endpoints have one of their own.
func Markdown() string { return table(func(s Setting) bool { return !s.Outside }) }

// EndpointsMarkdown is the table of the settings of endpoints, for deploy/model.md.
func EndpointsMarkdown() string { return table(func(s Setting) bool { return s.Outside }) }

func table(of func(Setting) bool) string {
	var b strings.Builder
	b.WriteString("| setting | default | meaning |\n|---|---|---|\n")
	for _, s := range Describe() {
		if !of(s) {
			continue
		}
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
	for _, f := range fields() {
		values = append(values, shownValue{f.setting, fmt.Sprint(v.FieldByIndex(f.at).Interface())})
	}
	return values
}
