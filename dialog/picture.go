package dialog

// Picture is a plain description of something to draw; it lies in the outbox as
// JSON and the sender has it drawn. Exactly one of Bridge, Plan and Sheet is set.
type Picture struct {
	Bridge *BridgePicture `json:"bridge,omitempty"`
	Plan   *PlanPicture   `json:"plan,omitempty"`
	Sheet  *Sheet         `json:"sheet,omitempty"` // PDF only
	Format Format         `json:"format"`
}

// Format says how a picture leaves: a PNG in the chat, or an A4 PDF to print.
type Format string

// The formats of a picture.
const (
	PNG Format = "png"
	PDF Format = "pdf"
)

// BridgePicture is "mijn brug" on one day.
type BridgePicture struct {
	Title   string          `json:"title"`          // "Mijn brug", or "De brug van Fatima"
	Day     string          `json:"day"`            // "21 november 2026"
	Deck    string          `json:"deck,omitempty"` // the dream or a few words on the deck; may be empty
	Pillars []PicturePillar `json:"pillars"`
	Links   []PictureLink   `json:"links,omitempty"`
	Note    string          `json:"note,omitempty"`   // "Nog niet besproken met je begeleider"
	Footer  string          `json:"footer,omitempty"` // what the instrument was adapted from
	Legend  PictureLegend   `json:"legend"`
}

// PictureLegend carries the words beside the marks, so that the drawing holds no words of its own.
type PictureLegend struct {
	Now      string `json:"now"`        // "nu"
	Was      string `json:"was"`        // "eerder"
	NotForMe string `json:"not_for_me"` // "niet voor mij"
	Open     string `json:"open"`       // "nog niet ingevuld"
	Blocks   string `json:"blocks"`     // "houdt tegen"
	Helps    string `json:"helps"`      // "helpt"
}

// PicturePillar is one pillar with its ladders.
type PicturePillar struct {
	Title string       `json:"title"`
	Subs  []PictureSub `json:"subs"`
}

// PictureSub is one ladder: how many rungs, where the person stands and stood.
type PictureSub struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Rungs    int    `json:"rungs"`
	Now      int    `json:"now"`           // 1 is the lowest; 0 when not placed yet
	Was      int    `json:"was,omitempty"` // the position before this one; 0 when there is none
	NotForMe bool   `json:"not_for_me,omitempty"`
	Label    string `json:"label,omitempty"` // the label of the rung where the person stands
}

// PictureLink is one link between two sub-pillars, in the person's own words.
type PictureLink struct {
	From  string `json:"from"` // sub-pillar id
	To    string `json:"to"`
	Helps bool   `json:"helps"` // else it holds back
	Words string `json:"words"`
}

// PlanPicture is "mijn plan": a card for the fridge.
type PlanPicture struct {
	Title  string        `json:"title"` // "Mijn plan"
	Day    string        `json:"day"`
	Dream  PlanLine      `json:"dream"`
	Goal   PlanLine      `json:"goal"`
	Why    PlanLine      `json:"why"`
	Steps  []PictureStep `json:"steps"`
	IfThen PlanLine      `json:"if_then"`
	Reward PlanLine      `json:"reward"`
	Heads  PlanHeads     `json:"heads"`
}

// PlanHeads carries the small words above and in the list of steps.
type PlanHeads struct {
	Steps string `json:"steps"` // "Mijn stappen"
	Done  string `json:"done"`  // "gedaan"
}

// PlanLine is one part of the plan: a small heading and the person's words. An empty Words leaves the part out.
type PlanLine struct {
	Head  string `json:"head"`
	Words string `json:"words"`
}

// PictureStep is one step on the plan card.
type PictureStep struct {
	Words string `json:"words"`
	Day   string `json:"day"`           // "vrijdag 27 november"
	Who   string `json:"who,omitempty"` // "samen met Anne"; empty when it is the person alone
	Done  bool   `json:"done,omitempty"`
}

// Sheet is a page of plain lines under headings, to print: the log of a participant.
type Sheet struct {
	Title    string         `json:"title"`
	Sub      string         `json:"sub"` // a line under the title: for whom, which day
	Sections []SheetSection `json:"sections"`
	Footer   string         `json:"footer"`
}

// SheetSection is one talk in the log: its day and its lines.
type SheetSection struct {
	Head  string   `json:"head"`
	Lines []string `json:"lines"`
}
