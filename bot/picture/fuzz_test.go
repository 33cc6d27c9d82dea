package picture

import (
	"encoding/json"
	"os"
	"testing"

	"stapmaat/dialog"
)

// FuzzDraw reads any JSON as a description: nothing that people typed may stop the sender.
func FuzzDraw(f *testing.F) {
	for _, name := range []string{"bridge.json", "plan.json", "sheet.json"} {
		raw, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var p dialog.Picture
		if json.Unmarshal(raw, &p) != nil {
			return
		}
		for _, format := range []dialog.Format{dialog.PNG, dialog.PDF} {
			p.Format = format
			data, _, err := Draw(p)
			if err == nil && len(data) == 0 {
				t.Fatal("nothing drawn")
			}
		}
	})
}
