package config

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Endpoint is a place outside the program that is asked something about people: what they
// mean, what they say aloud, what a text is like. It is off without an address. There is one
// place for each of these, and never another instead of it.
type Endpoint struct {
	URL        string `env:"URL" example:"https://llm.example.org/v1" help:"address of an endpoint that speaks OpenAI's protocol, with its version; for azure the resource's, without; off without it"`
	Key        Secret `env:"KEY" help:"its key; none for an endpoint of one's own that wants none"`
	Name       string `env:"NAME" example:"mistral-small-latest" help:"name of the model; for azure of the deployment, best called as its model"`
	API        string `env:"API" envDefault:"openai" help:"openai (also Mistral, Ollama, llama.cpp), azure, or vllm"`
	APIVersion string `env:"API_VERSION" example:"2024-10-21" help:"api-version for azure, 2024-08-01 or later"`
	Region     string `env:"REGION" example:"NL" help:"where it works on what it is sent: the code of a country, EU, or local for a machine of one's own; must be declared"`
	ApprovedBy string `env:"REGION_APPROVED_BY" example:"A. de Vries, data protection officer" help:"who approved a region outside the EEA; no such region without it"`
}

// EmbedEndpoint makes vectors of texts, for the search.
type EmbedEndpoint struct {
	Endpoint
	Dims          int    `env:"DIMS" example:"1024" help:"length of its vectors"`
	AskDims       bool   `env:"ASK_DIMS" help:"true for a model that shortens its vectors when asked"`
	QueryPrefix   string `env:"QUERY_PREFIX" example:"query: " help:"what the model wants before a question, space included"`
	PassagePrefix string `env:"PASSAGE_PREFIX" example:"passage: " help:"what it wants before a passage"`
}

// On tells whether there is one.
func (e Endpoint) On() bool { return e.URL != "" }

// Local is the region of a machine of one's own.
const Local = "local"

// eea are the countries of the European Economic Area, by ISO 3166, and the names of the whole.
var eea = []string{"EU", "EEA",
	"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
	"IS", "LI", "NO"}

// InEEA tells whether what is sent there stays in the European Economic Area.
func (e Endpoint) InEEA() bool {
	return e.Region == Local || slices.Contains(eea, strings.ToUpper(e.Region))
}

var dialects = []string{"openai", "azure", "vllm"}

// oldestAzure is the first version that knows schemas.
const oldestAzure = "2024-08-01"

const (
	maxApprover = 120 // characters
	maxDims     = 2000
)

func (c Config) checkEndpoints(add func(setting, format string, args ...any)) {
	c.Model.check("MODEL_", "model", add)
	c.Speech.check("SPEECH_", "speech", add)
	c.Embed.check("EMBED_", "embedding", add)
	switch {
	case !c.Embed.On():
	case c.Embed.Dims < 1 || c.Embed.Dims > maxDims:
		add("EMBED_DIMS", "EMBED_DIMS is %d: give the length of the model's vectors, 1 to %d.", c.Embed.Dims, maxDims)
	case c.Embed.API == "vllm":
		add("EMBED_API", "EMBED_API is vllm: choose openai, for vectors the two are the same.")
	}
}

// check finds what is wrong with one endpoint. Nothing of it is looked at without an address,
// but that the rest must not stand there alone: somebody wanted one.
func (e Endpoint) check(prefix, what string, add func(setting, format string, args ...any)) {
	if !e.On() {
		if e.Key != "" || e.Name != "" || e.Region != "" {
			add(prefix+"URL", "%sURL is not set, other %s settings are: give the address, or leave them all out.", prefix, prefix)
		}
		return
	}
	if !isServer(e.URL) {
		add(prefix+"URL", "%sURL is not the address of an endpoint: write it as https://host/v1 without a question mark.", prefix)
	} else if host := hostOf(e.URL); !strings.HasPrefix(e.URL, "https://") && !isLoopback(host) && !(e.Region == Local && isOwn(host)) {
		add(prefix+"URL", "%sURL is plain http: what people say goes there, so use https, or an endpoint of your own with %sREGION local.", prefix, prefix)
	}
	if strings.TrimSpace(e.Name) == "" {
		add(prefix+"NAME", "%sNAME is not set: name the %s model at %sURL.", prefix, what, prefix)
	}
	if strings.IndexFunc(e.Key.Reveal(), func(r rune) bool { return r <= ' ' || r > '~' }) >= 0 {
		add(prefix+"KEY", "%sKEY has a character that no key has, such as a space: copy it again.", prefix)
	}
	switch {
	case !slices.Contains(dialects, e.API):
		add(prefix+"API", "%sAPI is %q: choose %s.", prefix, e.API, strings.Join(dialects, ", "))
	case e.API == "azure" && e.APIVersion < oldestAzure:
		add(prefix+"API_VERSION", "%sAPI_VERSION is not set or too old: azure knows strict schemas from %s on.", prefix, oldestAzure)
	}
	e.checkRegion(prefix, add)
}

// checkRegion wants to know where people's words go, and who said that they may.
func (e Endpoint) checkRegion(prefix string, add func(setting, format string, args ...any)) {
	switch {
	case e.Region == "":
		add(prefix+"REGION", "%sREGION is not set: declare where the endpoint works on what it is sent, such as NL, EU or local.", prefix)
	case e.Region == Local && strings.HasPrefix(e.URL, "https://") && !isOwn(hostOf(e.URL)):
		add(prefix+"REGION", "%sREGION is local and the host of %sURL is not: give the code of its country.", prefix, prefix)
	case e.InEEA():
	case !isCountry(e.Region):
		add(prefix+"REGION", "%sREGION is %q: give the two letters of a country, EU, or local.", prefix, e.Region)
	case !isName(e.ApprovedBy):
		add(prefix+"REGION_APPROVED_BY", "%sREGION is %s, outside the EEA: choose an endpoint inside, or name in %sREGION_APPROVED_BY who approved it.", prefix, strings.ToUpper(e.Region), prefix)
	}
}

func isCountry(s string) bool {
	return len(s) == 2 && strings.IndexFunc(strings.ToUpper(s), func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// isName asks for something that can be a person, not for "yes".
func isName(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 3 && utf8.RuneCountInString(s) <= maxApprover
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// isOwn tells whether a host can only be in a network of one's own.
func isOwn(host string) bool {
	if a, err := netip.ParseAddr(host); err == nil {
		return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast()
	}
	if !strings.Contains(host, ".") {
		return host != ""
	}
	return slices.ContainsFunc([]string{".local", ".internal", ".lan", ".home.arpa", ".localhost"}, func(end string) bool { return strings.HasSuffix(host, end) })
}
