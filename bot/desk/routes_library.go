package desk

// The addresses that take more than a form does.
const (
	uploadPath = "/bibliotheek/nieuw"
	textPath   = "/bibliotheek/tekst/"
)

// libraryRoutes are the pages about approved content, for supervisors. {text} is a document
// of the own organisation, or not there.
var libraryRoutes = []route{
	{"GET /bibliotheek", supervisors, nothing, libraryPage},
	{"GET /bibliotheek/nieuw", supervisors, nothing, newText},
	{"POST /bibliotheek/nieuw", supervisors, nothing, upload},
	{"POST /bibliotheek/leeg", supervisors, nothing, addDraft},
	{"GET /bibliotheek/tekst/{text}", supervisors, nothing, textPage},
	{"GET /bibliotheek/tekst/{text}/bewerken", supervisors, nothing, editText},
	{"POST /bibliotheek/tekst/{text}/bewerken", supervisors, nothing, saveText},
	{"POST /bibliotheek/tekst/{text}/voorzet", supervisors, nothing, suggestText},
	{"POST /bibliotheek/tekst/{text}/voorleggen", supervisors, nothing, submitText},
	{"POST /bibliotheek/tekst/{text}/besluit", supervisors, nothing, decideText},
	{"GET /bibliotheek/tekst/{text}/intrekken", supervisors, nothing, withdrawPage},
	{"POST /bibliotheek/tekst/{text}/intrekken", supervisors, nothing, withdrawText},
	{"GET /bibliotheek/uitgave", supervisors, nothing, releases},
	{"POST /bibliotheek/uitgave", supervisors, nothing, makeRelease},
	{"POST /bibliotheek/uitgave/terug", supervisors, nothing, rollBack},
	{"GET /live/uitgave", supervisors, nothing, live(releaseMark)},
	{"GET /bibliotheek/proberen", supervisors, nothing, try},
	{"GET /bibliotheek/vragen", supervisors, nothing, gaps},
}
