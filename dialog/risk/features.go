package risk

// The classifier reads pieces of words and neighbouring words, each hashed to
// a place in its tables. Training (train/) and reading share this file.
const (
	windowLen = 22 // words the classifier looks at together
	windowHop = 8
	shortest  = 3 // letters in the shortest piece
	longest   = 5
)

// features calls yield with the hash of every piece that ends at word i:
// pieces of 3 to 5 bytes with the word's edges, the word, its sound, and its sound
// with those of the words before it, so that "wil doot" is "wil dood".
func features(said []heard, i int, yield func(uint32)) {
	ideas(said, i, yield)
	word := func(n int) string { return said[i-n].word }
	heard := func(n int) string { return said[i-n].sound }
	var buf [40]byte
	edged := append(append(append(buf[:0], ' '), word(0)...), ' ')
	for n := shortest; n <= longest && len(edged) > 5; n++ {
		for at := 0; at+n <= len(edged); at++ {
			yield(mixed(hashBytes(offset32+uint32(n), edged[at:at+n])))
		}
	}
	yield(mixed(hashString(offset32^0x11, word(0))))
	whole := hashString(offset32^0x23, heard(0))
	yield(mixed(whole))
	if i >= 1 {
		pair := hashString(whole*31+7, heard(1))
		yield(mixed(pair))
		if i >= 2 {
			yield(mixed(hashString(pair*31+11, heard(2))))
			yield(mixed(hashString(whole*37+13, heard(2))))
		}
	}
	if i >= 3 {
		yield(mixed(hashString(whole*41+17, heard(3))))
	}
}

// FNV-1a, mixed once more so that the low bits are good.
const (
	offset32 = 2166136261
	prime32  = 16777619
)

func hashBytes(h uint32, s []byte) uint32 {
	for _, c := range s {
		h = (h ^ uint32(c)) * prime32
	}
	return h
}

func hashString(h uint32, s string) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * prime32
	}
	return h
}

func mixed(h uint32) uint32 {
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	h *= 0x297a2d39
	return h ^ h>>15
}

// ideas calls yield with the hashes of the ideas of word i (rules/words_ideas.txt)
// and of each pair they make with an idea of the reach words before.
func ideas(said []heard, i int, yield func(uint32)) {
	for _, a := range said[i].ideas {
		yield(mixed(uint32(a)*2654435761 + 0x51))
		for j := max(0, i-reach); j < i; j++ {
			for _, b := range said[j].ideas {
				if a != b {
					yield(mixed((uint32(a)*131+uint32(b))*2654435761 + 0x77))
				}
			}
		}
	}
}

const reach = 9

// heard is one word for the classifier, how it sounds, and the ideas it stands for.
type heard struct {
	word, sound string
	ideas       []uint8
}

func hear(word string, ideas []uint8) heard {
	if len(word) < shortest || !ascii(word) {
		return heard{word, word, ideas}
	}
	return heard{word, sound(word), ideas}
}

// spoken is the words the classifier reads: those a safe rule explained are
// blotted out, numbers are told apart by their length only.
func (b *book) spoken(t *text) []heard {
	words := make([]heard, len(t.tokens))
	var store []uint8
	for i, tok := range t.tokens {
		switch {
		case t.masked[i], len(tok.word) > 36:
			words[i] = heard{"_", "_", nil}
			continue
		case tok.word[0] >= '0' && tok.word[0] <= '9':
			digits := "0000"[:min(len(tok.word), 4)]
			words[i] = heard{digits, digits, nil}
			continue
		}
		from := len(store)
		for n, a := range b.ideas {
			if t.atoms[i].has(a) {
				store = append(store, uint8(n))
			}
		}
		words[i] = hear(tok.word, store[from:len(store):len(store)])
	}
	return words
}
