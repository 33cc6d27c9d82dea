package eval

import "stapmaat/prompts"

// gate counts messages and buttons that are not plain, short and kind enough.
func (f *Figures) gate(t *Talk, gate *prompts.Gate) {
	for _, m := range t.messages() {
		wrong := gate.Check(m.Key, m.Text)
		for _, row := range m.Buttons {
			for _, b := range row {
				wrong = append(wrong, gate.CheckLabel(b.Label)...)
			}
		}
		if len(wrong) > 0 {
			f.GateFailures++
			f.found("gate, %s: %s", m.Key, wrong[0])
		}
	}
}
