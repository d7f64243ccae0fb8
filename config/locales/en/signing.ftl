### Signing by a code: what is shown, what is missing, what did not fit.

ask-code =
    To be signed: { $signed }.
    { $lines }
    Digest of what is shown: { $digest }

    The code of the app? Six digits, not later than { $until }. To stop: /cancel.
signing-stopped = The signing was stopped, nothing was done.
told-code-locked =
    🔴 Wrong codes in a row: { $count }. { $officer } — { $signed }. No codes of this officer are accepted until { $until }.
    If this is not the officer, the account is in other hands: let the administrator suspend it.

signed-request = Request { $request }
signed-parties = { $requesting } → { $requested }
signed-file = File: { $size } KB, sha256 { $digest }
signed-letter = Letter No. { $letter } of { $on }
signed-by = Signed by: { $signatory }, { $role }
signed-differs =
    { $differs ->
        [yes] Differences from the text that was sent: { $text }
       *[no] The text is the same as the one that was sent.
    }
signed-notice = { $notice_named }: { $kind }
signed-text = Text: { $text }
signed-command = Command: { $text }
signed-person = { $officer }, { $role }, telephone { $phone }
signed-newcomer = { $name }, { $role }, telephone { $phone }
signed-authority = Authority: { $authority }
signed-approve = Access opens at once ({ $channel }). The code of the invitation was issued by: { $actor }
signed-invite = A code of invitation is issued for a day. Access opens when somebody else has approved the officer.
signed-invite-again = A new code of invitation is issued for a day. The officer's accounts of before are let go.
signed-pass = Let one message pass once that was not accepted for the words “{ $found }”. Author: { $officer }, until { $until }
signed-suspend =
    { $count ->
        [0] Access closes at once: buttons and answers of before have no effect any more.
       *[other] Access closes at once: buttons and answers of before have no effect any more. Open requests of this officer: { $count }; they stay theirs.
    }
signed-reinstate = Access opens at once, on the accounts of before: { $channels }.
signed-unbound = Access opens, but there is no account: a new code is needed (/invite).
signed-leave =
    { $count ->
        [0] The service ends, access closes at once and for good. The officer has no open requests.
       *[other] The service ends, access closes at once and for good. Open requests: { $count }; they become the affair of: { $people }
    }

# What is signed.
sign-register_confirmation = registration of the official written confirmation (Art. 6)
sign-refuse = refusal of execution (Art. 9)
sign-refuse_part = refusal of execution in part (Art. 9)
sign-send_written_refusal = written notice of a refusal (Art. 9)
sign-decline_confirmation = declining to confirm the request in writing (Art. 6)
sign-relay_notice = relay to every Party (Art. 4)
sign-invite = invitation of an officer
sign-approve = approval of an officer
sign-suspend = suspension of an officer's access
sign-reinstate = return of an officer's access
sign-leave = end of an officer's service
sign-pass_text = passing a message with words that look like a marking
sign-code = activation of the code app

code-app =
    { $app ->
        [active] Your code app is active. A code is typed when the bot asks for it.
        [idle] The secret of your code app was issued and is not active yet. Type the first code, for example: /code 493 021.
       *[none] You have no code app. The administrator prints the sheet with its secret: nabat officer totp.
    }
help-code = /code — the code app; /code CODE — make it active by its first code

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

instead-code-again = Type the code that the app shows now; after a used one the next comes within 30 seconds. The clock of the telephone has to be right.
instead-code-first = Type the first code that the app shows, for example: /code 493 021.
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
