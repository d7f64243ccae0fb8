### Signing by a code: what is shown, what is missing, what did not fit.

ask-code =
    To be signed: { $signed }.
    { $lines }
    Digest: { $digest }

    The code of the app? Six digits, not later than { $until }. To stop: /cancel or any other button.
signing-stopped = The signing was stopped, nothing was done.
told-code-locked =
    🔴 Three wrong codes in a row: { $officer } — { $signed }. Locked until { $until }.
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

# What is signed.
sign-register_confirmation = registration of the official written confirmation (Art. 6)
sign-refuse = refusal of execution (Art. 9)
sign-refuse_part = refusal of execution in part (Art. 9)
sign-relay_notice = relay to every Party (Art. 4)
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
refused-code-mistyped = That is no code: a code has six digits. Nothing was done, no try was counted.
refused-code-late = The code does not count: more than five minutes have passed, nothing was done.
refused-code-alone = The code does not count: nothing waits for one now.
refused-code-locked = Three wrong codes in a row. Locked until { $until }: { $signed }.
refused-code-app-none = This needs a code of an app, and you have no code app.
refused-code-app-idle = This needs a code of an app, and yours is not yet active: its first code is missing.
refused-signing-changed = What was shown has changed since: nothing was signed or done.

instead-code-again = Type the code that the app shows now; after a used one the next comes within 30 seconds.
instead-code-alone = First open what you sign: /open. If six digits are an answer, add a word to them.
instead-code-locked = Other actions are free. The signatories of your authority have been told.
instead-code-app-none = Ask the administrator to print the sheet with the secret (nabat officer totp) and to hand it to you.
instead-code-app-idle = Enter the secret of the sheet into the app and type the first code, for example: /code 493 021. Without the sheet ask the administrator.
instead-signing-changed = Look at it again and decide: /open.
