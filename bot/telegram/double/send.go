package double

import (
	"bytes"
	"image"
	_ "image/jpeg" // photos may be JPEG
	_ "image/png"  // or PNG
	"strconv"
	"strings"
)

const (
	maxText    = 4096
	maxCaption = 1024
	maxPhoto   = 10 << 20
)

func sendMessage(c *call) (any, *refusal) {
	text, no := visible(c.params["text"], c.params["parse_mode"], maxText, "message text is empty", "message is too long")
	if no != nil {
		return nil, no
	}
	return c.deliver(text, nil)
}

func sendPhoto(c *call) (any, *refusal) {
	text, no := visible(c.params["caption"], c.params["parse_mode"], maxCaption, "", "message caption is too long")
	if no != nil {
		return nil, no
	}
	upload, uploaded := c.files["photo"]
	if uploaded {
		if no := photo(upload); no != nil {
			return nil, no
		}
	}
	return c.deliver(text, func(id string) fileJSON {
		return fileJSON{Photo: []sizeJSON{{ID: id, Unique: "u" + id, Width: 90, Height: 90}}}
	})
}

// photo holds the documented limits of a photo: 10 MB, width and height together
// at most 10,000, one at most twenty times the other.
func photo(f File) *refusal {
	if f.Size > maxPhoto {
		return bad("file is too big for a photo")
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(f.Data))
	if err != nil {
		return bad("IMAGE_PROCESS_FAILED")
	}
	if size.Width+size.Height > 10_000 || size.Width > 20*size.Height || size.Height > 20*size.Width {
		return bad("PHOTO_INVALID_DIMENSIONS")
	}
	return nil
}

func sendDocument(c *call) (any, *refusal) {
	text, no := visible(c.params["caption"], c.params["parse_mode"], maxCaption, "", "message caption is too long")
	if no != nil {
		return nil, no
	}
	upload, uploaded := c.files["document"]
	if uploaded && upload.Size == 0 {
		return nil, bad("file must be non-empty")
	}
	return c.deliver(text, func(id string) fileJSON {
		return fileJSON{Document: &documentJSON{ID: id, Unique: "u" + id, Name: upload.Name}}
	})
}

// deliver puts a message into the chat. Media, when not nil, describes the file of that id.
func (c *call) deliver(text string, media func(fileID string) fileJSON) (any, *refusal) {
	board, no := keyboard(c.params["reply_markup"])
	if no != nil {
		return nil, no
	}
	b := c.bot
	b.mu.Lock()
	defer b.mu.Unlock()
	chat, no := c.chat()
	if no != nil {
		return nil, no
	}
	c.post = &Post{Chat: chat.ID, Text: text, Board: board}
	if no := b.limit(chat); no != nil {
		return nil, no
	}
	m := &message{id: chat.next, date: b.server.options.Now().Unix(), text: text, caption: media != nil, board: board}
	var file fileJSON
	if media != nil {
		id, no := c.fileID()
		if no != nil {
			return nil, no
		}
		file = media(id)
	}
	chat.next++
	chat.keep(m)
	c.post.MessageID = m.id
	c.remember(chat)
	shown := b.show(chat, m)
	shown.fileJSON = file
	return shown, nil
}

// remember keeps the post with its chat, in the order of the chat. The bot's lock is held.
func (c *call) remember(chat *Chat) {
	if c.bot.server.options.Forget {
		return
	}
	p := *c.post
	p.At, p.Bot, p.Method, p.Params, p.Files, p.Status = c.bot.server.options.Now(), c.bot.ID, c.method, c.params, c.files, 200
	chat.posts = append(chat.posts, p)
}

// fileID gives an upload a name, or checks the name of a file that is sent again.
func (c *call) fileID() (string, *refusal) {
	parameter := strings.ToLower(strings.TrimPrefix(c.method, "send"))
	if _, uploaded := c.files[parameter]; uploaded {
		c.bot.nextFile++
		id := "file-" + parameter + "-" + strconv.Itoa(c.bot.nextFile)
		c.bot.files[id] = true
		return id, nil
	}
	id := c.params[parameter]
	if !c.bot.files[id] || !strings.HasPrefix(id, "file-"+parameter) {
		return "", bad("wrong remote file identifier specified: Wrong string length")
	}
	return id, nil
}
