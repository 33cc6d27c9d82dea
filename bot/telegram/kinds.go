package telegram

// fate says what becomes of a kind of update or message.
type fate string

const (
	answered fate = "answered"   // it becomes an input of the talk
	aside    fate = "kept aside" // it is kept as it came, and a log line says so
	ignored  fate = "ignored"    // we have it, and nothing is done
	detail   fate = "detail"     // it says something of another field and is no kind of its own
)

// kind is one row of the tables below: a field of the Bot API, what becomes of it, and why.
type kind struct {
	field string
	fate  fate
	why   string
}

// updateKinds has a row for every field of Update (Bot API 9.4 and what was
// announced since). A kind without a row is newer than this program: kept aside.
// Only what is asked for in allowedUpdates should come at all.
var updateKinds = []kind{
	{"update_id", detail, "the number that makes repeats known"},
	{"message", answered, "what a person says; see messageKinds"},
	{"edited_message", answered, "screened and kept; it changes nothing by itself"},
	{"callback_query", answered, "a button was pressed"},
	{"my_chat_member", answered, "blocked, unblocked, or put into a group, which we leave"},
	{"channel_post", ignored, "no person speaks there; we leave channels when we are put in"},
	{"edited_channel_post", ignored, "as channel_post"},
	{"business_connection", ignored, "we act for nobody's own account"},
	{"business_message", ignored, "as business_connection: not said to us"},
	{"edited_business_message", ignored, "as business_connection"},
	{"deleted_business_messages", ignored, "as business_connection"},
	{"guest_message", ignored, "said in a chat of others; what is not said to us is not read"},
	{"message_reaction", ignored, "a thumb is not an answer: answers are buttons or words"},
	{"message_reaction_count", ignored, "as message_reaction"},
	{"inline_query", ignored, "we offer nothing in other chats"},
	{"chosen_inline_result", ignored, "as inline_query"},
	{"shipping_query", ignored, "nothing is sold"},
	{"pre_checkout_query", ignored, "nothing is sold"},
	{"purchased_paid_media", ignored, "nothing is sold"},
	{"poll", ignored, "we make no polls"},
	{"poll_answer", ignored, "we make no polls"},
	{"chat_member", ignored, "other people's comings and goings"},
	{"chat_join_request", ignored, "we run no groups"},
	{"chat_boost", ignored, "we run no channels"},
	{"removed_chat_boost", ignored, "we run no channels"},
	{"managed_bot", ignored, "we make no bots"},
}

// allowedUpdates is what we ask Telegram for. It is sent every time: left out, the
// setting of some earlier program would stay.
var allowedUpdates = []string{"message", "edited_message", "callback_query", "my_chat_member"}

// messageKinds has a row for every field of Message. Of the answered and ignored
// ones, the first that a message carries says what it is, so "animation" stands
// before "document" and "venue" before "location", which Telegram sends along.
// A message that carries none of them is newer than this program and is answered
// as something that we can't read. Answered kinds other than text are media: the
// field's name is what dialog.Input.Media says.
var messageKinds = []kind{
	{"text", answered, "what was typed, and /start"},
	{"voice", answered, "media"},
	{"video_note", answered, "media"},
	{"audio", answered, "media"},
	{"photo", answered, "media"},
	{"live_photo", answered, "media"},
	{"animation", answered, "media"},
	{"document", answered, "media; letters come this way"},
	{"video", answered, "media"},
	{"sticker", answered, "media"},
	{"contact", answered, "media"},
	{"venue", answered, "media"},
	{"location", answered, "media"},
	{"poll", answered, "media"},
	{"checklist", answered, "media"},
	{"dice", answered, "media"},
	{"game", answered, "media"},
	{"story", answered, "media"},
	{"paid_media", answered, "media"},
	{"gift", answered, "media: somebody gives, so somebody is there"},
	{"unique_gift", answered, "as gift"},
	{"rich_message", answered, "media, until its words can be read"},

	{"new_chat_members", ignored, "service: groups only"},
	{"left_chat_member", ignored, "service: groups only"},
	{"chat_owner_left", ignored, "service: groups only"},
	{"chat_owner_changed", ignored, "service: groups only"},
	{"new_chat_title", ignored, "service: groups only"},
	{"new_chat_photo", ignored, "service: groups only"},
	{"delete_chat_photo", ignored, "service: groups only"},
	{"group_chat_created", ignored, "service: groups only"},
	{"supergroup_chat_created", ignored, "service: groups only"},
	{"channel_chat_created", ignored, "service: groups only"},
	{"migrate_to_chat_id", ignored, "service: groups only"},
	{"migrate_from_chat_id", ignored, "service: groups only"},
	{"message_auto_delete_timer_changed", ignored, "service: the person's own setting"},
	{"pinned_message", ignored, "service: we pinned it ourselves"},
	{"invoice", ignored, "nothing is sold"},
	{"successful_payment", ignored, "nothing is sold"},
	{"refunded_payment", ignored, "nothing is sold"},
	{"users_shared", ignored, "we never ask for it"},
	{"chat_shared", ignored, "we never ask for it"},
	{"gift_upgrade_sent", ignored, "service"},
	{"connected_website", ignored, "service"},
	{"write_access_allowed", ignored, "service: what is said next counts"},
	{"passport_data", ignored, "we never ask for it, and must not keep it"},
	{"proximity_alert_triggered", ignored, "service: groups only"},
	{"boost_added", ignored, "service: groups only"},
	{"chat_background_set", ignored, "service: the person's own setting"},
	{"checklist_tasks_done", ignored, "service: we make no checklists"},
	{"checklist_tasks_added", ignored, "service: we make no checklists"},
	{"direct_message_price_changed", ignored, "service: channels only"},
	{"forum_topic_created", ignored, "service: groups only"},
	{"forum_topic_edited", ignored, "service: groups only"},
	{"forum_topic_closed", ignored, "service: groups only"},
	{"forum_topic_reopened", ignored, "service: groups only"},
	{"general_forum_topic_hidden", ignored, "service: groups only"},
	{"general_forum_topic_unhidden", ignored, "service: groups only"},
	{"giveaway_created", ignored, "service: channels only"},
	{"giveaway", ignored, "service: channels only"},
	{"giveaway_winners", ignored, "service: channels only"},
	{"giveaway_completed", ignored, "service: channels only"},
	{"paid_message_price_changed", ignored, "service: channels only"},
	{"poll_option_added", ignored, "service: we make no polls"},
	{"poll_option_deleted", ignored, "service: we make no polls"},
	{"managed_bot_created", ignored, "service: we make no bots"},
	{"suggested_post_approved", ignored, "service: channels only"},
	{"suggested_post_approval_failed", ignored, "service: channels only"},
	{"suggested_post_declined", ignored, "service: channels only"},
	{"suggested_post_paid", ignored, "service: channels only"},
	{"suggested_post_refunded", ignored, "service: channels only"},
	{"voice_chat_scheduled", ignored, "service: groups only; the name is the library's"},
	{"voice_chat_started", ignored, "service: groups only; the name is the library's"},
	{"voice_chat_ended", ignored, "service: groups only; the name is the library's"},
	{"voice_chat_participants_invited", ignored, "service: groups only; the name is the library's"},
	{"video_chat_scheduled", ignored, "service: groups only"},
	{"video_chat_started", ignored, "service: groups only"},
	{"video_chat_ended", ignored, "service: groups only"},
	{"video_chat_participants_invited", ignored, "service: groups only"},
	{"web_app_data", ignored, "service: our Mini App is opened under a message, and such ones send none"},
}

// messageDetails are the fields of Message that say something of another field.
var messageDetails = []string{
	"message_id", "message_thread_id", "direct_messages_topic", "from", "sender_chat", "sender_boost_count",
	"sender_business_bot", "sender_tag", "date", "guest_query_id", "business_connection_id", "chat", "forward_origin",
	"is_topic_message", "is_automatic_forward", "reply_to_message", "external_reply", "quote", "reply_to_store",
	"reply_to_story", "reply_to_checklist_task_id", "reply_to_poll_option_id", "via_bot", "guest_bot_caller_user",
	"guest_bot_caller_chat", "edit_date", "has_protected_content", "is_from_offline", "is_paid_post", "media_group_id",
	"author_signature", "paid_star_count", "entities", "link_preview_options", "suggested_post_info", "effect_id",
	"caption", "caption_entities", "show_caption_above_media", "has_media_spoiler", "reply_markup",
}
