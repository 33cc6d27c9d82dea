// Package picture draws "mijn brug" and "mijn plan" from a plain description:
// as a picture for the phone and as a page for the fridge. Every word on it
// comes from the description. It keeps nothing between two drawings; one drawing
// takes some 15 to 20 MB while it is made, so the sender makes them one at a time.
package picture

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"stapmaat/dialog"
)

// What a description must not be.
var (
	ErrDescription = errors.New("a picture is either a bridge or a plan")
	ErrFormat      = errors.New("unknown format of a picture")
	ErrTooMany     = errors.New("more ladders than a picture can show")
)

// look is the edition of the drawing; it is part of the hash, so raising it
// makes the sender draw anew what people were sent in an older look.
const look = "1"

// Draw renders p and returns the bytes and the media type ("image/png",
// "application/pdf"). Equal descriptions give equal bytes. A PNG is at most 1080
// pixels wide and high; a PDF is one A4 page of vectors and text. Words that
// have no room end in an ellipsis, letters that the font lacks are left out.
// It returns ErrDescription or ErrFormat when there is nothing to draw, and
// ErrTooMany for a bridge of more than 8 pillars or 16 ladders.
func Draw(p dialog.Picture) ([]byte, string, error) {
	s, title, err := layOut(p)
	if err != nil {
		return nil, "", err
	}
	if p.Format == dialog.PDF {
		data, err := encodePDF(s, title)
		return data, "application/pdf", err
	}
	data, err := encodePNG(s)
	return data, "image/png", err
}

// Hash names the drawing of p: equal for equal descriptions, different when the
// description or the look of the drawing changes.
func Hash(p dialog.Picture) string {
	canonical, err := json.Marshal(p)
	if err != nil { // a description holds strings, numbers and flags only
		panic(fmt.Sprintf("picture: describing a picture: %v", err))
	}
	sum := sha256.Sum256(append([]byte(look+"\n"), canonical...))
	return hex.EncodeToString(sum[:])
}

func showable(b dialog.BridgePicture) error {
	ladders := 0
	for _, p := range b.Pillars {
		ladders += len(p.Subs)
	}
	if len(b.Pillars) > 8 || ladders > 16 {
		return fmt.Errorf("%w: %d pillars, %d ladders", ErrTooMany, len(b.Pillars), ladders)
	}
	return nil
}

func layOut(p dialog.Picture) (s *sheet, title string, err error) {
	size, ok := sizes(p.Format)
	if !ok {
		return nil, "", fmt.Errorf("%w: %q", ErrFormat, p.Format)
	}
	f, err := openFonts()
	if err != nil {
		return nil, "", err
	}
	switch {
	case p.Bridge != nil && p.Plan == nil:
		if err := showable(*p.Bridge); err != nil {
			return nil, "", err
		}
		return layOutBridge(*p.Bridge, size, f), f.clean(p.Bridge.Title), nil
	case p.Plan != nil && p.Bridge == nil:
		return layOutPlan(*p.Plan, size, f), f.clean(p.Plan.Title), nil
	}
	return nil, "", ErrDescription
}
