package dialog

// former answers a colleague whose access has ended. Nothing of the desk is left here,
// and she is no participant: only what she does herself is answered.
func (t *turn) former() {
	switch t.in.Kind {
	case Started, Typed, Pressed, Sent:
		t.rest()
		t.say("staff.former", nil)
	}
}
