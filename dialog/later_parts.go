package dialog

// Stubs while the parts are being written.
func (t *turn) stepPressed(string)                 { t.stale() }
func (t *turn) deskPressed(kind, rest string) bool { return false }
func (t *turn) deskListen()                        {}
func (t *turn) deskStarted()                       {}
func (t *turn) staffCameIn(i Invitation)           {}
func (t *turn) noted(n Note)                       {}
func (t *turn) acted(a Act)                        {}
func (t *turn) digest()                            {}
func (t *turn) stepRang(ref string)                {}
func (t *turn) showPlan(pdf bool)                  {}
