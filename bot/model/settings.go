package model

import (
	"fmt"
	"time"

	"github.com/sashabaranov/go-openai"
)

// API is a dialect of OpenAI's protocol.
type API string

// The dialects.
const (
	OpenAI API = "openai" // also Mistral, Ollama, llama.cpp and whatever else says so
	Azure  API = "azure"  // deployments by name, a version a request, the key in a header of its own
	VLLM   API = "vllm"   // as OpenAI, and models that think aloud are told not to
)

// Settings say where an endpoint is and how it wants to be asked.
type Settings struct {
	URL     string        // OpenAI: with the version, such as https://host/v1; Azure: the resource's
	Key     string        `json:"-"` // may be empty for an endpoint of one's own
	Name    string        // of the model; Azure: of the deployment, best called as its model
	API     API           // "" is OpenAI
	Version string        // Azure's api-version
	Tries   int           // of one question; 0 is DefaultTries
	Pause   time.Duration // the longest before the second try; 0 is DefaultPause
}

// String tells nothing of the key; so do %#v and JSON.
func (s Settings) String() string { return fmt.Sprintf("%s %s at %s", s.API, s.Name, s.URL) }

// GoString is [Settings.String].
func (s Settings) GoString() string { return s.String() }

// keyless is what an endpoint remembers. The key is its client's alone, and that one is
// held as a function: whatever prints an endpoint prints no key.
func (s Settings) keyless() Settings {
	s.Key = ""
	return s
}

func (s Settings) check(what string) error {
	switch {
	case s.URL == "":
		return fmt.Errorf("making the %s: no address of the endpoint", what)
	case s.Name == "":
		return fmt.Errorf("making the %s: no model", what)
	case s.API == Azure && s.Version == "":
		return fmt.Errorf("making the %s: Azure wants a version", what)
	}
	return nil
}

// client speaks the protocol. It gives up neither by itself nor for another address.
func (s Settings) client() *openai.Client {
	c := openai.DefaultConfig(s.Key)
	if s.API == Azure {
		c = openai.DefaultAzureConfig(s.Key, s.URL)
		c.APIVersion = s.Version
		c.AzureModelMapperFunc = func(name string) string { return name } // the deployment is meant as it is written
	}
	c.BaseURL = s.URL
	c.HTTPClient = newWire()
	return openai.NewClientWithConfig(c)
}

func (s Settings) patience() patience {
	p := patience{s.Tries, s.Pause}
	if p.tries < 1 {
		p.tries = DefaultTries
	}
	if p.pause <= 0 {
		p.pause = DefaultPause
	}
	return p
}
