//go:build bench

package bench

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	modeldouble "stapmaat/bot/model/double"
	"stapmaat/bot/telegram/double"
	"stapmaat/dialog"
	"stapmaat/dialog/risk"
)

// letters is what people type for a model to read, and when each was met on its way. No two
// are alike: by its words one is known again at the model.
type letters struct {
	mu     sync.Mutex
	next   int // of words
	all    []*letter
	byText map[string]*letter
	newest map[int64]*letter         // by chat
	sizes  map[dialog.CallKind][]int // of prompts with the schema of the answer, in bytes
	bare   map[dialog.CallKind][]int // without
}

// told is what the model looks at in a question.
type told struct {
	Said     string `json:"they_say"`
	OwnWords bool   `json:"own_words_answer_it"`
}

// letter is one of them. Times are zero until something was seen.
type letter struct {
	chat            int64
	typed, answered time.Time // by the person; the first message of the bot
	asked, given    map[dialog.CallKind]time.Time
}

func newLetters() *letters {
	return &letters{byText: map[string]*letter{}, newest: map[int64]*letter{}, sizes: map[dialog.CallKind][]int{}, bare: map[dialog.CallKind][]int{}}
}

// Parts of letters. What the screen would ask about is left out (calm).
var (
	things  = strings.Split("een brief,een rekening,een folder,een kaartje,een formulier,een mail,een pakje,een berichtje,een aanmaning,een nota,een envelop,een papier", ",")
	senders = strings.Split("de gemeente,de verhuurder,de bank,de school,de huisarts,de tandarts,de winkel,mijn baas,de sportclub,de bibliotheek,de energieman,de verzekering", ",")
	doings  = strings.Split("snap er niks van,wil er later naar kijken,heb er geen zin in,moet er nog over nadenken,heb het nog niet gelezen,lees het morgen wel,vind het een heel verhaal,begrijp de helft niet,ben er nog mee bezig,heb het even weggelegd,kijk er straks naar,heb er vragen over", ",")
	spots   = strings.Split("op de tafel,in de keuken,in de gang,bij de deur,op de kast,in een la,naast de bank,op de trap,bij mijn zus,in mijn tas,achter de klok,onder een boek", ",")
	days    = strings.Split("maandag,dinsdag,woensdag,donderdag,vrijdag,zaterdag,zondag", ",")
)

// words is the n-th letter; they repeat after some 145,000.
func words(n int) string {
	part := func(of []string) string {
		one := of[n%len(of)]
		n /= len(of)
		return one
	}
	return fmt.Sprintf("er kwam %s van %s, ik %s en nu ligt het %s sinds %s", part(things), part(senders), part(doings), part(spots), part(days))
}

// calm is the next letter that the screen has nothing to ask about: who is asked about
// danger writes no more letters.
func (l *letters) calm() string {
	for {
		text := words(l.next)
		l.next++
		if risk.Screen(text).Outcome == risk.None {
			return text
		}
	}
}

// write is what the person of a chat types next.
func (l *letters) write(chat int64) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	text := l.calm()
	one := &letter{chat: chat, typed: time.Now(), asked: map[dialog.CallKind]time.Time{}, given: map[dialog.CallKind]time.Time{}}
	l.all, l.byText[text], l.newest[chat] = append(l.all, one), one, one
	return text
}

// posted notes the first message that comes after a letter.
func (l *letters) posted(p double.Post) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if one := l.newest[p.Chat]; one != nil && isMessage(p) && one.answered.IsZero() {
		one.answered = p.At
	}
}

// read is the model: it is asked now, and answers when the double has waited.
func (l *letters) read(r modeldouble.Request) modeldouble.Reply {
	kind, now := dialog.CallKind(r.Kind), time.Now()
	var told told
	_ = json.Unmarshal([]byte(r.User), &told) // what it can't read is nobody's letter
	l.mu.Lock()
	one := l.byText[told.Said]
	l.sizes[kind] = append(l.sizes[kind], len(r.System)+len(r.User)+len(r.Schema))
	l.bare[kind] = append(l.bare[kind], len(r.System)+len(r.User))
	if one != nil {
		one.asked[kind] = now
	}
	l.mu.Unlock()
	answer := kindly(r, told)
	return modeldouble.Made(func(modeldouble.Request) string {
		if one != nil {
			l.mu.Lock()
			defer l.mu.Unlock()
			one.given[kind] = time.Now()
		}
		return answer
	})
}

// kindly is what a model that means well makes of it: no danger, and her own words back.
func kindly(r modeldouble.Request, t told) string {
	if r.Kind == string(dialog.CallScreen) {
		return `{"marks":[],"category":"none","urgency":"none","sub":"none","sure":true}`
	}
	back, _, _ := strings.Cut(t.Said, ",")
	intent, answering, question := dialog.IntentFeeling, "", ""
	switch {
	case t.OwnWords:
		intent, answering = dialog.IntentAnswer, t.Said
	case strings.Contains(r.System, "question: one short"):
		question = "Hoe is dat voor je?"
	}
	answer, err := json.Marshal(map[string]any{"intent": intent, "choice": "", "words": answering, "reflection": strings.ToUpper(back[:min(1, len(back))]) + back[min(1, len(back)):] + ".",
		"question": question, "sentences": []any{}, "placings": []any{}, "links": []any{}})
	if err != nil {
		panic("bench: " + err.Error()) // strings and lists always are JSON
	}
	return string(answer)
}

// since gives the letters typed from a moment on.
func (l *letters) since(from time.Time) (found []*letter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, one := range l.all {
		if !one.typed.Before(from) {
			found = append(found, one)
		}
	}
	return found
}
