package dialog

// debtHelp asks how help with debts stands: before any step about money, since
// in a scheme an own deal with a creditor can break it.
func debtHelp() flow {
	return flow{name: "debthelp", steps: []step{
		{name: "ask",
			ask: func(t *turn) next {
				var options []option
				for _, s := range []DebtHelp{DebtHelpNone, DebtHelpApplied, DebtHelpGuardian, DebtHelpScheme, DebtHelpUnsure} {
					options = append(options, option{string(s), t.label("debthelp." + string(s))})
				}
				return t.ask("debthelp.ask", nil, options...)
			},
			take: func(t *turn, a answer) next {
				said := t.line("log.debthelp", Vars{"status": t.label("debthelp." + a.choice)})
				t.fact(DebtHelpSaid{DebtHelp(a.choice)}, said, "")
				return done
			}},
	}}
}
