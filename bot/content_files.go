package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stapmaat/knowledge/content"
	"stapmaat/knowledge/reading"
)

// filesAt lists the files of folders and files, each once; hidden ones are passed over.
func filesAt(paths []string) (all []string, err error) {
	for _, p := range paths {
		err := filepath.WalkDir(p, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case strings.HasPrefix(entry.Name(), ".") && name != p && entry.IsDir():
				return fs.SkipDir
			case entry.Type().IsRegular() && !strings.HasPrefix(entry.Name(), "."):
				all = append(all, name)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("looking for files: %w", err)
		}
	}
	if len(all) == 0 {
		return nil, advise(errors.New("there are no files there"), "name a file, or a folder with files")
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// document reads one file of any kind.
func document(ctx context.Context, name string) (content.Document, error) {
	about, err := os.Stat(name)
	if err != nil {
		return content.Document{}, err
	}
	if about.Size() > reading.MaxFile {
		return content.Document{}, errors.New(refusals["too_big"])
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return content.Document{}, err
	}
	d, err := reading.Document(ctx, filepath.Base(name), data)
	if key := reading.Reason(err); key != "" {
		return content.Document{}, errors.New(refusals[key])
	}
	return d, err
}

// refusals say why a file was not read, and what to do.
var refusals = map[string]string{
	"too_big": "it is larger than is read here: cut it into parts",
	"unknown": "this kind of file is not read: save it as .md, .txt, .html, .docx or .pdf",
	"broken":  "it can't be read: open it in the program that made it and save it anew",
	"locked":  "it has a password, or is an old Word file: save it without a password, as .docx",
	"scanned": "it is a PDF of pictures, there is no text in it: have it read by an OCR program first",
	"empty":   "there is no text in it",
	"bomb":    "unpacked it is far larger than a document is: it was not opened",
	"script":  "it is a script, not a text",
	"no_tool": "pdftotext is missing: install poppler-utils",
	"slow":    "reading it took too long: save it anew, or as text",
}
