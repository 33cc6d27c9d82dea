package dialog

import "strings"

// bridgeByItself shows the bridge after a placing. On a watched phone it waits behind a tap.
func (t *turn) bridgeByItself() {
	if t.p.Phone == PhoneWatched && !t.p.Suicide {
		t.waits("bridge.waits", "bridge")
		return
	}
	t.showBridge()
}

// showBridge sends the picture of where the person stands, with a caption that
// says the same in words.
func (t *turn) showBridge() {
	if t.p.Suicide {
		t.say("bridge.not_now", nil)
		return
	}
	picture := t.bridgePicture(PNG)
	m := t.say("bridge.caption", Vars{"lines": t.bridgeInWords(), "discussed": t.discussed()})
	m.Picture = &picture
}

// bridgePicture describes the bridge as it is now.
func (t *turn) bridgePicture(format Format) Picture {
	b := BridgePicture{
		Title: t.label("bridge.title"), Day: t.date(t.p.Now), Deck: quoted(t.p.Dream), Note: t.discussed(),
		Footer: t.p.Bridge.AdaptedFrom,
		Legend: PictureLegend{Now: t.label("legend.now"), Was: t.label("legend.was"), NotForMe: t.label("legend.not_for_me"),
			Open: t.label("legend.open"), Blocks: t.label("legend.blocks"), Helps: t.label("legend.helps")},
	}
	if t.p.Name != "" {
		b.Title = t.texts.label("bridge.title_of", t.vars(nil))
	}
	for _, pillar := range t.p.Bridge.Pillars {
		b.Pillars = append(b.Pillars, t.picturePillar(pillar))
	}
	for _, l := range t.p.Links {
		b.Links = append(b.Links, PictureLink{From: l.From, To: l.To, Helps: l.Helps, Words: quoted(l.Words)})
	}
	return Picture{Bridge: &b, Format: format}
}

func (t *turn) picturePillar(pillar Pillar) PicturePillar {
	drawn := PicturePillar{Title: pillar.Title}
	for _, s := range pillar.Subs {
		sub := PictureSub{ID: s.ID, Title: s.Title, Rungs: len(s.Rungs)}
		if now, ok := t.p.Position(s.ID); ok {
			sub.Now, sub.NotForMe = now.Rung, now.NotForMe
			if r, ok := s.Rung(now.Rung); ok {
				sub.Label = r.Label
			}
			if was, ok := t.p.Before(s.ID); ok && !was.NotForMe {
				sub.Was = was.Rung
			}
		}
		drawn.Subs = append(drawn.Subs, sub)
	}
	return drawn
}

// bridgeInWords is the picture for who can't see it: a line a place.
func (t *turn) bridgeInWords() string {
	var lines []string
	for _, s := range t.p.Bridge.Subs() {
		now, ok := t.p.Position(s.ID)
		if !ok {
			continue
		}
		label := t.label("legend.not_for_me")
		if r, ok := s.Rung(now.Rung); ok {
			label = r.Label
		}
		lines = append(lines, t.emoji(s.ID)+" "+s.Title+": "+label)
	}
	return strings.Join(lines, "\n")
}

// discussed says that a place is only half a place until it was talked over.
func (t *turn) discussed() string {
	for _, s := range t.p.Bridge.Subs() {
		if now, ok := t.p.Position(s.ID); ok && !now.Discussed && !now.NotForMe {
			return t.texts.label("bridge.not_discussed", t.vars(nil))
		}
	}
	return ""
}
