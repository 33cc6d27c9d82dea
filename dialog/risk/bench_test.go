package risk_test

import (
	"strings"
	"testing"
	"time"

	"stapmaat/dialog/risk"
)

const story = "Vandaag was ik bij de voedselbank en het was druk, mijn dochter had een tekening gemaakt voor de vrouw van de balie. " +
	"Daarna heb ik de brieven opengemaakt, er zat er een bij van de deurwaarder en een van de zorgverzekering, ik snapte er niet veel van. " +
	"Mijn zus komt morgen helpen. Soms weet ik het ook niet meer."

// The budget: 0.2 ms at 300 characters, 2 ms at 4,096, both layers together.
func BenchmarkScreen(b *testing.B) {
	b.Run("300", func(b *testing.B) { screen(b, story[:300]) })
	b.Run("4096", func(b *testing.B) { screen(b, strings.Repeat(story+" ", 14)[:4096]) })
}

// What somebody may send to keep us busy: words of many rules over and over, and one endless word.
func BenchmarkScreenWorst(b *testing.B) {
	screen(b, strings.Repeat("ik ga hem mij de kinderen wat doen slaan dood voor ", 81)[:4096])
}
func BenchmarkScreenEndless(b *testing.B) { screen(b, strings.Repeat("ikwil", 820)[:4096]) }

// The same as the receiver does it, after five short messages of the last minutes.
func BenchmarkScreenIn300(b *testing.B)  { screenIn(b, story[:300]) }
func BenchmarkScreenIn4096(b *testing.B) { screenIn(b, strings.Repeat(story+" ", 14)[:4096]) }

func screenIn(b *testing.B, said string) {
	var w risk.Window
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	for range 5 {
		_, w = risk.ScreenIn(w, "en toen zei hij dat het niet kon, en ik weet niet hoe verder", now)
	}
	b.ReportAllocs()
	for b.Loop() {
		risk.ScreenIn(w, said, now)
	}
}

func screen(b *testing.B, said string) {
	b.ReportAllocs()
	for b.Loop() {
		risk.Screen(said)
	}
}
