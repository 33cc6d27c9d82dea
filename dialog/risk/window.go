package risk

import (
	"slices"
	"time"
)

// Window is what the screen remembers of a person between messages: the half
// signals and the last words of 24 hours. It is the caller's to keep, sealed;
// as JSON it is a few hundred bytes.
type Window struct {
	Signals []Signal `json:"signals,omitempty"`
	Words   []Said   `json:"words,omitempty"`
}

// Said is one earlier message.
type Said struct {
	Text string    `json:"text"`
	At   time.Time `json:"at"`
}

const (
	keepFor   = 24 * time.Hour
	joinFor   = 10 * time.Minute // messages so close are one thought sent in pieces
	pairFor   = time.Hour        // two kinds of half signal within it are enough
	dayKinds  = 3                // so many kinds are enough within 24 hours
	keepWords = 6                // messages
	keepRunes = 400              // of each
	joinRunes = 800              // of the earlier words and of the new ones that are read as one: pieces are short
)

// ScreenIn reads a message in the light of what was said before it: pieces of
// one thought are joined, half signals are added up. It returns the window to
// keep. A message that is a button or a rung goes to Mark instead.
func ScreenIn(w Window, text string, now time.Time) (Verdict, Window) {
	w = w.since(now)
	v, signals := look(text, now)
	v = worse(v, w.joined(text, now))
	fresh := slices.Clone(w.Signals)
	for _, s := range signals {
		fresh = renew(fresh, s)
	}
	if v.Outcome == None && len(signals) > 0 {
		v = worse(together(within(fresh, now, pairFor), 2), together(fresh, dayKinds))
	}
	w.Signals = fresh
	w.Words = append(slices.Clone(w.Words), Said{cutRunes(text, keepRunes), now})
	if n := len(w.Words) - keepWords; n > 0 {
		w.Words = w.Words[n:]
	}
	return v, w
}

// joined reads the message after the last ones. Only what the earlier words did
// not already say counts, or every message after a page would page again.
func (w Window) joined(text string, now time.Time) Verdict {
	before := ""
	for _, s := range w.Words {
		if now.Sub(s.At) <= joinFor {
			before += s.Text + "\n"
		}
	}
	if before == "" {
		return Verdict{}
	}
	all, _ := look(cutRunes(before, joinRunes)+headRunes(text, joinRunes), now)
	if all.Outcome == None || all.Layer == ByClassifier {
		return Verdict{} // the classifier has seen each piece by itself
	}
	if old, _ := look(before, now); !all.graver(old) {
		return Verdict{}
	}
	return all
}

func (w Window) since(now time.Time) Window {
	young := func(at time.Time) bool { return now.Sub(at) <= keepFor }
	var kept Window
	for _, s := range w.Signals {
		if young(s.At) {
			kept.Signals = append(kept.Signals, s)
		}
	}
	for _, s := range w.Words {
		if young(s.At) {
			kept.Words = append(kept.Words, s)
		}
	}
	return kept
}

func renew(all []Signal, s Signal) []Signal {
	all = slices.DeleteFunc(all, func(have Signal) bool { return have.Kind == s.Kind })
	return append(all, s)
}

func within(all []Signal, now time.Time, d time.Duration) []Signal {
	var young []Signal
	for _, s := range all {
		if now.Sub(s.At) <= d {
			young = append(young, s)
		}
	}
	return young
}

func headRunes(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n])
	}
	return s
}

func cutRunes(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[len(runes)-n:])
	}
	return s
}
