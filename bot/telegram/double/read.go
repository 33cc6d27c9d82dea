package double

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// File is an uploaded file.
type File struct {
	Name string
	Size int
	Hash string // hex SHA-256
	Data []byte // nil when the server forgets
}

// maxUpload is Telegram's limit for files that bots send.
const maxUpload = 50 << 20

// read takes the parameters from the query and the body, in any of the forms that
// the Bot API knows.
func (c *call) read(r *http.Request, m method) *refusal {
	c.params, c.files = map[string]string{}, map[string]File{}
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		return &refusal{Code: 405, Description: "Method Not Allowed"}
	}
	if err := c.addValues(r.URL.Query()); err != nil {
		return bad(err.Error())
	}
	if err := c.readBody(r); err != nil {
		return bad(err.Error())
	}
	for name := range c.params {
		if !slices.Contains(m.accepts, name) {
			return bad("unknown parameter " + name)
		}
	}
	for name := range c.files {
		if !slices.Contains(m.accepts, name) {
			return bad("unknown file " + name)
		}
	}
	return nil
}

func (c *call) readBody(r *http.Request) error {
	kind, details, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	body := http.MaxBytesReader(nil, r.Body, maxUpload)
	switch kind {
	case "multipart/form-data":
		return c.readMultipart(multipart.NewReader(body, details["boundary"]))
	case "application/json":
		return c.readJSON(body)
	case "application/x-www-form-urlencoded":
		raw, err := io.ReadAll(body)
		if err != nil {
			return fmt.Errorf("reading the form: %w", err)
		}
		values, err := url.ParseQuery(string(raw))
		if err != nil {
			return fmt.Errorf("reading the form: %w", err)
		}
		return c.addValues(values)
	case "":
		return nil
	}
	return fmt.Errorf("unsupported content type %s", kind)
}

func (c *call) readMultipart(form *multipart.Reader) error {
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			return nil
		}
		// A form without any part ends without a boundary; the library posts it for
		// methods without parameters.
		if err != nil && len(c.params)+len(c.files) == 0 && strings.HasSuffix(err.Error(), "EOF") {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading the form: %w", err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return fmt.Errorf("reading part %s: %w", part.FormName(), err)
		}
		if part.FileName() == "" {
			err = c.add(part.FormName(), string(data))
		} else {
			err = c.addFile(part.FormName(), part.FileName(), data)
		}
		if err != nil {
			return err
		}
	}
}

func (c *call) readJSON(body io.Reader) error {
	fields := map[string]json.RawMessage{}
	if err := json.NewDecoder(body).Decode(&fields); err != nil {
		return fmt.Errorf("reading JSON: %w", err)
	}
	for name, raw := range fields {
		text := string(raw)
		if strings.HasPrefix(text, `"`) {
			if err := json.Unmarshal(raw, &text); err != nil {
				return fmt.Errorf("reading %s: %w", name, err)
			}
		}
		if err := c.add(name, text); err != nil {
			return err
		}
	}
	return nil
}

func (c *call) addValues(values url.Values) error {
	for name, all := range values {
		for _, v := range all {
			if err := c.add(name, v); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *call) add(name, value string) error {
	if _, twice := c.params[name]; twice {
		return fmt.Errorf("parameter %s twice", name)
	}
	c.params[name] = value
	return nil
}

func (c *call) addFile(name, filename string, data []byte) error {
	if _, twice := c.files[name]; twice {
		return fmt.Errorf("file %s twice", name)
	}
	sum := sha256.Sum256(data)
	c.files[name] = File{Name: filename, Size: len(data), Hash: hex.EncodeToString(sum[:]), Data: data}
	return nil
}
