package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"stapmaat/bot/config"
	"stapmaat/bot/model"
)

// How long check waits for each endpoint.
const (
	modelWithin  = 20 * time.Second
	speechWithin = 60 * time.Second
)

// models asks each endpoint something of ours; nothing about anybody is sent. People can
// come in without any of them, so that none of it stops them.
func (c *checking) models(ctx context.Context) {
	c.model(ctx)
	c.speech(ctx)
	c.embedding(ctx)
}

// region says what leaves the EEA, and on whose word.
func (c *checking) region(subject string, e config.Endpoint) {
	if !e.InEEA() {
		c.add(isWarn, subject, "it works in %s, outside the EEA; approved by %s.", strings.ToUpper(e.Region), e.ApprovedBy)
	}
}

// greeting asks for what only a server can answer that keeps to a schema.
var greeting = model.Ask{
	System: "Greet the user in Dutch.", User: "Goedemorgen.", SchemaName: "check", MaxTokens: 50,
	Schema: json.RawMessage(`{"type":"object","properties":{"greeting":{"type":"string","enum":["stapmaat-7"]}},"required":["greeting"],"additionalProperties":false}`),
}

func (c *checking) model(ctx context.Context) {
	if !c.config.Model.On() {
		c.add(isOK, "model", "off: the rules alone understand people; MODEL_URL would switch one on.")
		return
	}
	c.region("model", c.config.Model)
	m, err := model.New(endpointOf(c.config.Model))
	if err != nil {
		c.fault("model", err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, modelWithin)
	defer cancel()
	began := time.Now()
	answer, err := m.Ask(ctx, greeting)
	took := time.Since(began).Round(10 * time.Millisecond)
	var said struct{ Greeting string }
	switch {
	case errors.Is(err, model.ErrNonsense), err == nil && (json.Unmarshal([]byte(answer.Text), &said) != nil || said.Greeting != "stapmaat-7"):
		c.add(isWarn, "model", "it does not keep to a strict schema: its answers will be of no use, so choose a model or server that does.")
	case err != nil:
		c.add(isWarn, "model", "%v: the rules alone understand people until it works, so correct the MODEL_ settings.", err)
	case took > modelWithin/2:
		c.add(isWarn, "model", "%s answers, in %s: second opinions wait 8 seconds, so choose a faster one.", answer.Model, took)
	default:
		c.add(isOK, "model", "%s answers in %s and keeps to a schema.", answer.Model, took)
	}
}

func (c *checking) speech(ctx context.Context) {
	if !c.config.Speech.On() {
		c.add(isOK, "speech", "off: who speaks is asked to type; SPEECH_URL would switch it on.")
		return
	}
	c.region("speech", c.config.Speech)
	ears, err := model.NewEars(endpointOf(c.config.Speech))
	if err != nil {
		c.fault("speech", err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, speechWithin)
	defer cancel()
	if _, err := ears.Hear(ctx, bytes.NewReader(silence()), "silence.wav", "nl"); err != nil && !errors.Is(err, model.ErrNonsense) {
		c.add(isWarn, "speech", "%v: who speaks is asked to type until it works, so correct the SPEECH_ settings.", err)
		return
	}
	c.add(isOK, "speech", "it takes a recording.")
}

// silence is half a second of it, as a WAV file. What a model hears in it does not matter.
func silence() []byte {
	const rate, bytesEach = 16000, 2
	const size = rate / 2 * bytesEach
	var b bytes.Buffer
	for _, part := range []any{[]byte("RIFF"), uint32(36 + size), []byte("WAVEfmt "), uint32(16), uint16(1), uint16(1), uint32(rate), uint32(rate * bytesEach),
		uint16(bytesEach), uint16(8 * bytesEach), []byte("data"), uint32(size), make([]byte, size)} {
		_ = binary.Write(&b, binary.LittleEndian, part) // a buffer takes everything
	}
	return b.Bytes()
}

func (c *checking) embedding(ctx context.Context) {
	if !c.config.Embed.On() {
		return // the built-in embedder is no lesser one
	}
	c.region("embedding", c.config.Embed.Endpoint)
	e, err := openEmbedder(c.config)
	if err != nil {
		c.fault("embedding", err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, modelWithin)
	defer cancel()
	began := time.Now()
	if _, err := e.Embed(ctx, []string{e.QueryPrefix() + "Waar krijg ik hulp?"}); err != nil {
		c.add(isWarn, "embedding", "%v: no release can be made until it works, so correct the EMBED_ settings or leave them out.", err)
		return
	}
	c.add(isOK, "embedding", "%s", fmt.Sprintf("%s gives vectors of %d in %s.", e.Name(), e.Dims(), time.Since(began).Round(10*time.Millisecond)))
}
