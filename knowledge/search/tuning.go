package search

// Tuning is every number that the ranking depends on. They were set by hand on the
// work questions and, for a few, the development questions (README.md).
type Tuning struct {
	K1, B float64 // BM25: how soon a repeated word counts no more, how much long texts are held back

	// Weight of a word by where it stands.
	Title, Heading, Question, Short, Text float64

	Part     float64 // part of a compound, in texts
	PartSaid float64 // part of a compound, in the question
	Mended   float64 // another spelling of an unknown word
	Joined   float64 // a verb put together again: vraag … aan
	Official float64 // official words for one everyday word
	Phrase   float64 // official words for an everyday phrase of several words
	Story    float64 // words outside the question's own sentence

	Whole, Best float64 // the whole document's score, and its best passage's
	Vector      float64 // the vector leg beside the lexical leg's 1
	Covered     float64 // having all of what was asked, beside the same 1
}

// DefaultTuning is what the figures in README.md stand for.
func DefaultTuning() Tuning {
	return Tuning{
		K1: 1.2, B: 0.85,
		Title: 2, Heading: 1.3, Question: 2, Short: 1, Text: 1,
		Part: 0.5, PartSaid: 0.3, Mended: 0.8, Joined: 0.8, Official: 0.6, Phrase: 0.5, Story: 0.6,
		Whole: 0.6, Best: 0.8, Vector: 0.7, Covered: 0.35,
	}
}
