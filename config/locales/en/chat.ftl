### The chat: refusal, question, buttons, code.

attached =
    { $count ->
        [one] { $count } file attached.
       *[other] { $count } files attached.
    }
option-authority = { $authority }
list-more = Not shown yet: { $count }
ask-replace =
    The text was shown to you already. Replace it with the new one?
    The earlier one:
    { $text }
    The new one:
    { $statement }
choice-more = { $count } more
choice-replace = Replace
choice-retain = Keep the earlier one
choice-stop = Stop
option-person = { $officer }, { $role }
refused = { $lines }
rule = Rule: Art. { $article } of the Protocol.
signing-stopped = The signing was stopped, nothing was done.
told-code-locked =
    🔴 Wrong codes in a row: { $count }. { $officer } — { $signed }. No codes of this officer are accepted until { $until }.
    If this is not the officer, the account is in other hands: let the administrator suspend it.
signed-text = Text: { $text }
signed-command = Command: { $text }
ask-secrecy =
    { $marking_given ->
        [no] The message is held: it has what looks like a marking of state secrecy.
       *[yes] The message is held: “{ $marking }” looks like a marking of state secrecy.
    }
    State secrets are passed only under the Agreement of 18 June 2004 (Art. 10). Is it a marking?

## Refusals

refused-person-unknown = Your authority has no officer “{ $text }”.
refused-body-unknown = “{ $text }” is none of the authorities that can be named here.
refused-shown = The text was not accepted: everything was asked and is shown to you for review.
refused-party-unknown = “{ $text }” is not the name of a Party.
refused-empty = { $field }: empty.
refused-long = The text is too long: { $length } characters, { $limit } are possible.
refused-button = The button is no longer valid.
refused-done-already = It is already done.
refused-words-number-alone = The text is not accepted: “{ $text }” is only a number.
refused-words-none = The text is not accepted: there are no words in “{ $text }”.
refused-words-button = The text is not accepted: “{ $text }” is the name of a button, a command or a field.
refused-file-alone = The file was not taken: there is nothing now to attach it to.
refused-code-wrong =
    { $count ->
        [one] The code is wrong. { $count } try is left.
       *[other] The code is wrong. { $count } tries are left.
    }
refused-code-used =
    { $count ->
        [one] This code has served already; each serves once. { $count } try is left.
       *[other] This code has served already; each serves once. { $count } tries are left.
    }
refused-code-mistyped = That is no code: a code has six digits, for example 493 021. Nothing was done, no try was counted.
refused-code-late = The code does not count: it has { $within }, nothing was done.
refused-code-alone = The code does not count: nothing waits for one now.
refused-code-elsewhere = The code does not count: nothing waits for one here. Your other chat waits for it ({ $channel }): { $signed }.
refused-code-locked = Wrong codes in a row: { $count }. Nothing can be signed with a code until { $until }.
refused-code-app-none = This needs a code of an app, and you have no code app.
refused-code-app-idle = This needs a code of an app, and yours is not yet active: its first code is missing.
refused-signing-changed = What was shown has changed since: nothing was signed or done.
instead-person = Write the name of the register, its beginning, or choose from the list: the same command without a name.
instead-body = Choose an authority from those offered, or write its name as /registry has it.
instead-shown = Press a button or begin anew.
instead-file-alone = Begin what it belongs to (/urgent, /drafts, /confirm) and send the file again.
instead-words = Write the text in words, press a button under the question, or stop: /cancel.
instead-party = Write the name of a Party, for example: Belarus, Kazakhstan.
instead-shorter = Shorten the text or attach it as a PDF.
instead-code-again = Type the code that the app shows now; after a used one the next comes within 30 seconds. The clock of the telephone has to be right.
instead-code-alone = First open what you sign (/open), or repeat the command. If six digits are an answer, add a word to them.
instead-code-elsewhere = A code is typed where it is shown what is signed. To sign here, repeat the command here. If it was not you who began there, type /lost with your name here.
instead-code-locked = Whatever needs no code is possible. The signatories of your authority have been told.
instead-code-app-none =
    Ask the administrator to print the sheet with the secret (nabat officer totp { $officer_id }) and to hand it to you.
    { $people_given ->
        [no] Nobody of your authority can sign this by a code yet.
       *[yes] A code app is already active: { $people }
    }
instead-code-app-idle =
    Enter the secret of the sheet into the app and type the first code, for example: /code 493 021. Without the sheet ask the administrator: nabat officer totp { $officer_id }.
    { $people_given ->
        [no] Nobody of your authority can sign this by a code yet.
       *[yes] A code app is already active: { $people }
    }
instead-signing-changed = Look at it again and decide: /open, about people the same command again.
