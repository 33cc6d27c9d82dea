package dialog

// The names under which events lie in the database. They are for ever.

// Kind implements Event.
func (CameIn) Kind() string { return "came_in" }

// Kind implements Event.
func (Consented) Kind() string { return "consented" }

// Kind implements Event.
func (Refused) Kind() string { return "refused" }

// Kind implements Event.
func (Erased) Kind() string { return "erased" }

// Kind implements Event.
func (SaidUnder18) Kind() string { return "said_under_18" }

// Kind implements Event.
func (NameChosen) Kind() string { return "name_chosen" }

// Kind implements Event.
func (PhoneSaid) Kind() string { return "phone_said" }

// Kind implements Event.
func (PushChosen) Kind() string { return "push_chosen" }

// Kind implements Event.
func (StoryTold) Kind() string { return "story_told" }

// Kind implements Event.
func (Placed) Kind() string { return "placed" }

// Kind implements Event.
func (DebtHelpSaid) Kind() string { return "debt_help_said" }

// Kind implements Event.
func (LinkDrawn) Kind() string { return "link_drawn" }

// Kind implements Event.
func (LinkSaid) Kind() string { return "link_said" }

// Kind implements Event.
func (DreamTold) Kind() string { return "dream_told" }

// Kind implements Event.
func (GoalSet) Kind() string { return "goal_set" }

// Kind implements Event.
func (GoalSaid) Kind() string { return "goal_said" }

// Kind implements Event.
func (GoalEnded) Kind() string { return "goal_ended" }

// Kind implements Event.
func (StepSet) Kind() string { return "step_set" }

// Kind implements Event.
func (StepMoved) Kind() string { return "step_moved" }

// Kind implements Event.
func (StepChanged) Kind() string { return "step_changed" }

// Kind implements Event.
func (ReminderSet) Kind() string { return "reminder_set" }

// Kind implements Event.
func (StepEnded) Kind() string { return "step_ended" }

// Kind implements Event.
func (StepHelped) Kind() string { return "step_helped" }

// Kind implements Event.
func (StepNotYet) Kind() string { return "step_not_yet" }

// Kind implements Event.
func (StepAnswered) Kind() string { return "step_answered" }

// Kind implements Event.
func (SaidAside) Kind() string { return "said_aside" }

// Kind implements Event.
func (SummedUp) Kind() string { return "summed_up" }

// Kind implements Event.
func (AskedHuman) Kind() string { return "asked_human" }

// Kind implements Event.
func (RightPerson) Kind() string { return "right_person" }

// Kind implements Event.
func (TalkOffered) Kind() string { return "talk_offered" }

// Kind implements Event.
func (TalkShared) Kind() string { return "talk_shared" }

// Kind implements Event.
func (TalkWithheld) Kind() string { return "talk_withheld" }

// Kind implements Event.
func (TalkBared) Kind() string { return "talk_bared" }

// Kind implements Event.
func (Mistaken) Kind() string { return "mistaken" }

// Kind implements Event.
func (DangerAsked) Kind() string { return "danger_asked" }

// Kind implements Event.
func (DangerAnswered) Kind() string { return "danger_answered" }

// Kind implements Event.
func (PauseSet) Kind() string { return "pause_set" }

// Kind implements Event.
func (InvitationMade) Kind() string { return "invitation_made" }

// Kind implements Event.
func (LogRead) Kind() string { return "log_read" }

// Kind implements Event.
func (DigestChosen) Kind() string { return "digest_chosen" }

// Kind implements Event.
func (AlarmTaken) Kind() string { return "alarm_taken" }

// Kind implements Event.
func (AlarmClosed) Kind() string { return "alarm_closed" }

// Kind implements Event.
func (AlarmPassed) Kind() string { return "alarm_passed" }

// Kind names the event.
func (AlarmActed) Kind() string { return "alarm_acted" }

// Kind implements Event.
func (AlarmHanded) Kind() string { return "alarm_handed" }

// Kind names the event.
func (AlarmConfirmed) Kind() string { return "alarm_confirmed" }

// Kind implements Event.
func (HumanTaken) Kind() string { return "human_taken" }

// Kind implements Event.
func (MentorChanged) Kind() string { return "mentor_changed" }

// Kind implements Event.
func (StaffWrote) Kind() string { return "staff_wrote" }

// Kind implements Event.
func (StaffWordsShown) Kind() string { return "staff_words_shown" }

// Kind implements Event.
func (AppointmentSet) Kind() string { return "appointment_set" }

// Kind implements Event.
func (AppointmentCancelled) Kind() string { return "appointment_cancelled" }

// Kind implements Event.
func (AppointmentCannot) Kind() string { return "appointment_cannot" }

// Kind implements Event.
func (Discussed) Kind() string { return "discussed" }

// Kind implements Event.
func (SafetyNoted) Kind() string { return "safety_noted" }

// Kind implements Event.
func (ToldHuman) Kind() string { return "told_human" }

// Kind implements Event.
func (HandedBack) Kind() string { return "handed_back" }

// Kind implements Event.
func (HandEnded) Kind() string { return "hand_ended" }

// Kind implements Event.
func (TookOver) Kind() string { return "took_over" }

// Kind implements Event.
func (Wrote) Kind() string { return "wrote" }

// Kind implements Event.
func (GaveBack) Kind() string { return "gave_back" }

// Kind implements Event.
func (ContactSaved) Kind() string { return "contact_saved" }

// Kind implements Event.
func (ContactRemoved) Kind() string { return "contact_removed" }

// Kind implements Event.
func (FollowUpChosen) Kind() string { return "follow_up_chosen" }
