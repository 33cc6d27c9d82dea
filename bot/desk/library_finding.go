package desk

import (
	"regexp"

	"stapmaat/knowledge/content"
)

// finding says in the desk's words what content.Lint found.
func (c *call) finding(f content.Finding) string {
	what := f.What
	switch f.Key {
	case "gate":
		return c.gateFinding(what)
	case "missing", "pinned_without_end":
		what = c.t("finding.of." + what)
	}
	return c.t("finding."+f.Key, "what", what)
}

// gateFindings are the sentences of the gate, each with the key of ours; their groups are {one} and {two}.
var gateFindings = []struct {
	says *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^words in the sentence “(.*)”: (\d+),`), "finding.gate.sentence"},
	{regexp.MustCompile(`^words in the message: (\d+),`), "finding.gate.words"},
	{regexp.MustCompile(`^mean sentence ([\d.]+)`), "finding.gate.mean"},
	{regexp.MustCompile(`^lines: (\d+),`), "finding.gate.lines"},
	{regexp.MustCompile(`^(\d+) questions,`), "finding.gate.questions"},
	{regexp.MustCompile(`^"(.*)" is blame`), "finding.gate.blame"},
	{regexp.MustCompile(`^"(.*)" is pep`), "finding.gate.pep"},
	{regexp.MustCompile(`^"(.*)" is stiff`), "finding.gate.stiff"},
}

func (c *call) gateFinding(what string) string {
	for _, g := range gateFindings {
		if m := g.says.FindStringSubmatch(what); m != nil {
			m = append(m, "")
			return c.t(g.key, "one", m[1], "two", m[2])
		}
	}
	return c.t("finding.gate.other")
}
