### Postponing and resuming the execution (Art. 7).

ask-postpone = { $request }: until which date is the execution postponed (Art. 7)? The one ground: immediate execution may hinder proceedings in the territory of your State; no reasons are given. Without a date the bot asks in { $left }.
preview-postpone =
    { $on_given ->
        [yes] { $request }: execution is postponed until { $on } (Art. 7): immediate execution may hinder proceedings in the territory of your State.
       *[no] { $request }: execution is postponed without a date (Art. 7): immediate execution may hinder proceedings in the territory of your State.
    }
    The requesting Party is told at once.
done-postpone =
    { $on_given ->
        [yes] 🟡 { $request }: execution is postponed until { $on } (Art. 7), the requesting Party was told. On that day the bot asks whether it can be resumed; until then it reminds of no period of execution.
       *[no] 🟡 { $request }: execution is postponed (Art. 7), the requesting Party was told. The bot will ask whether it can be resumed; until then it reminds of no period of execution.
    }
told-postpone =
    { $on_given ->
        [yes] 🟡 { $request }: execution is postponed until { $on } (Art. 7): immediate execution may hinder proceedings in the territory of the requested Party.
       *[no] 🟡 { $request }: execution is postponed (Art. 7): immediate execution may hinder proceedings in the territory of the requested Party.
    }
    Told by { $officer }, { $at_both }
choice-put-off = Postpone
choice-state-postpone = Postpone
choice-undated = Without a date
help-postpone = /postpone NUMBER — postpone execution
asked-postpone = the date until which execution is postponed
refused-date-past = That date has come or passed already.
refused-date-far = That date is more than a year away.
instead-date-ahead = Write a date ahead, within a year, for example: 01.12.2026.
refused-shown = The text was not accepted: everything was asked and is shown to you for review.
instead-shown = Press a button or begin anew.

ask-resume = { $request }: execution is resumed. By which date is it expected? The requesting Party is told at once.
preview-resume =
    { $on_given ->
        [yes] { $request }: execution is resumed, expected date of execution: { $on }.
       *[no] { $request }: execution is resumed, the period of execution is as before: as a rule 30 days from receipt (Art. 7).
    }
done-resume =
    { $on_given ->
        [yes] 🟡 { $request }: execution is resumed, expected date of execution: { $on }. The requesting Party was told.
       *[no] 🟡 { $request }: execution is resumed, the period of execution is as before: as a rule 30 days from receipt (Art. 7). The requesting Party was told.
    }
told-resume =
    { $on_given ->
        [yes] 🟡 { $request }: execution is resumed, expected date of execution: { $on }: { $officer }, { $at_both }
       *[no] 🟡 { $request }: execution is resumed, the period of execution is as before: as a rule 30 days from receipt (Art. 7): { $officer }, { $at_both }
    }
choice-take-up-again = Resume
choice-state-resume = Resume
help-resume = /resume NUMBER — resume postponed execution
asked-resume = the expected date of execution

action-resume = execution resumed
do-resume = resume execution
kind-postponed = answer on the postponed execution
kind-expected = execution by the expected date
remind-expected =
    🟡 { $left } left. { $number }: expected date of execution, as your authority named it: { $due_until }. Of obstacles the requesting Party is told without delay (Art. 7).
    Responsible: { $people }
remind-expected-late =
    🔴 { $number }: the expected date of execution passed { $due_past }, { $left } ago. No result was reported. Of obstacles the requesting Party is told without delay (Art. 7).
    Next reminder: { $next_clock }. Responsible: { $people }
remind-postponed =
    🟡 { $left } left. { $number }: execution is postponed; whether it can be resumed is to be answered { $due_until }.
    Responsible: { $people }
remind-postponed-due =
    🟡 { $number }: execution is postponed. Can it be resumed? An answer is expected since { $due_past }, { $left } ago; the requesting Party is told it at once.
    Next question: { $next_clock }. Responsible: { $people }
owed-due = 🟡 { $kind }: expected since { $due_past } · { $debtor_party }
entry-due = 🟡 { $number_named } · { $kind }: expected since { $due_past } · { $debtor_party }
turn-own-due = you owe: { $kind }, since { $due_past }
turn-other-due = { $one_of } owes: { $kind }, since { $due_past }
