// Package picture draws from a plain description: "mijn brug" and "mijn plan" as
// a picture for the phone and as a page for the fridge, a sheet of lines (the
// log) as pages for a folder. Every word on them comes from the description. It keeps nothing between two drawings; one drawing
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
	ErrDescription = errors.New("a picture is exactly one of a bridge, a plan and a sheet")
	ErrFormat      = errors.New("no format for this picture")
	ErrTooMany     = errors.New("more than a picture can show")
)

// look is the edition of the drawing; it is part of the hash, so raising it
// makes the sender draw anew what people were sent in an older look.
const look = "1"

// Draw renders p and returns the bytes and the media type ("image/png",
// "application/pdf"). Equal descriptions give equal bytes. A PNG is at most 1080
// pixels wide and high; a PDF is vectors and text on one A4 page, for a sheet on
// as many as its lines take. Words that have no room end in an ellipsis, letters
// that the font lacks are left out. It returns ErrDescription when there is not
// exactly one thing to draw, ErrFormat for a format that it has not (a sheet is a
// PDF only), ErrTooMany for a bridge of more than 8 pillars or 16 ladders and for
// a sheet of more than 40 pages.
func Draw(p dialog.Picture) ([]byte, string, error) {
	pages, title, err := layOut(p)
	if err != nil {
		return nil, "", err
	}
	if p.Format == dialog.PDF {
		data, err := encodePDF(pages, title)
		return data, "application/pdf", err
	}
	data, err := encodePNG(pages[0])
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

func layOut(p dialog.Picture) (pages []*sheet, title string, err error) {
	size, ok := sizes(p.Format)
	if !ok {
		return nil, "", fmt.Errorf("%w: %q", ErrFormat, p.Format)
	}
	if things(p) != 1 {
		return nil, "", ErrDescription
	}
	f, err := openFonts()
	if err != nil {
		return nil, "", err
	}
	switch {
	case p.Bridge != nil:
		if err := showable(*p.Bridge); err != nil {
			return nil, "", err
		}
		return []*sheet{layOutBridge(*p.Bridge, size, f)}, f.clean(p.Bridge.Title), nil
	case p.Plan != nil:
		return []*sheet{layOutPlan(*p.Plan, size, f)}, f.clean(p.Plan.Title), nil
	}
	if !size.page {
		return nil, "", fmt.Errorf("%w: a sheet as %q", ErrFormat, p.Format)
	}
	pages, err = layOutListing(*p.Sheet, size, f)
	return pages, f.clean(p.Sheet.Title), err
}

// things counts what a description holds.
func things(p dialog.Picture) int {
	n := 0
	for _, set := range []bool{p.Bridge != nil, p.Plan != nil, p.Sheet != nil} {
		if set {
			n++
		}
	}
	return n
}
