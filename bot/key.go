package main

import (
	"errors"
	"fmt"
	"io/fs"

	"stapmaat/store/seal"
)

type keyNewCommand struct {
	Out string `required:"" placeholder:"FILE" help:"Where the key goes; a file that is there is never overwritten."`
}

// Run makes a key file of mode 0600.
func (c *keyNewCommand) Run(p program) error {
	master, err := seal.NewMaster()
	if err != nil {
		return err
	}
	switch err := master.Write(c.Out); {
	case errors.Is(err, fs.ErrExist):
		return advise(fmt.Errorf("%s is there already", c.Out), "use it, or name another file; a key that data was sealed with is never replaced by a new one")
	case err != nil:
		return advise(err, "name a file in a folder that this user can write")
	}
	fmt.Fprintf(p.out, "The key is in %s. Copy it to another place than the backups: without it the data cannot be read.\n", c.Out)
	return nil
}
