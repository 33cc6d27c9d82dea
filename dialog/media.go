package dialog

// sent is for what is no text. Its caption is read as if it was typed.
func (t *turn) sent() {
	if t.in.Text != "" {
		t.typed(t.in.Text)
		return
	}
	if t.hears() {
		t.hear()
		return
	}
	t.setAside()
	key := "media.other"
	switch t.in.Media {
	case "voice", "audio", "video_note":
		key = "media.voice"
		t.tellUnheard()
	case "photo", "document":
		key = "media.photo"
	}
	if !t.takesPart() {
		key = "media.other"
	}
	t.say(key, nil)
	t.resume()
}
