### Who comes in and how: invitation, four words, approval, a second channel, a loss, leaving.

## What an officer sees on entering a code

enrolled =
    The code is accepted. A second officer of your authority has to approve you: they call you at the number in the register.
    Tell them these four words over the telephone: { $words }
    Tell and forward them to nobody else. They serve once, until { $until }.
enrolled-anew =
    The key of your Matrix account has changed. Access from it is closed until a second officer of your authority approves it: they will call you on the telephone in the register.
    Tell them four words over the telephone: { $words }
    Tell or forward them to nobody else. The words are valid until { $until }, once. If you did not change the key, tell your head.
application-keys =
    { $complete ->
        [yes] The key of your Matrix account has changed; the application is void and the earlier words are not valid. The code is not lost: send it once more, /start and the code.
       *[no] The key of your Matrix account has changed; the application is void and the earlier words are not valid. Ask your head for a new code.
    }
approved-you = 🟢 { $actor } has approved you: access is open ({ $channel }). What you may do now: /help.
application-void = The application is void: the words were given wrongly three times. Ask the head for a new code.
application-revoked = The application is void: the access of whoever issued the code is closed. Ask another head or deputy for a new code.
application-yours = 🟡 Your code was entered in another chat ({ $channel }), and the account waits for approval. If that was not you, tell your colleagues and the head: /lost.

## Inviting

invited =
    { $officer }, { $role }, telephone { $phone }: the invitation is ready.
    Code: { $code }
    { $link_given ->
        [no] The officer writes to the bot: /start and the code.
       *[yes] The officer writes to the bot: /start and the code. On Telegram this link does it: { $link }
    }{ $matrix_given ->
        [no] {""}
       *[yes]
        {""}
        On Matrix first invite { $matrix } into a chat: the bot declines, and invites into an encrypted room of its own.
    }
    The code is shown once, is valid until { $until } and serves once. Hand it over in person or by telephone. Five wrong codes shut an account out from codes for a day. Another person approves the officer: /approve.
ask-invite-role = Whom do you invite? Choose the role. In one message: /invite duty officer, Ivanov I., +7 495 000-01-10
ask-invite-name = Name and initials, as the other Parties are to see them?
ask-invite-phone = Telephone with its country? The officer is called there before the approval.
option-role = { $role }
option-person = { $officer }, { $role }
which-person = Whom do you mean?

## Approving

application =
    🟡 { $officer }, { $role }, waits for approval ({ $channel }) until { $until }.
    Call the number in the register yourself: { $phone }. When you know the voice, ask for the four words.
application-anew =
    🔴 { $officer }, { $role }: the key of the account has changed ({ $channel }); it waits to be approved anew until { $until }.
    Call the telephone in the register yourself: { $phone }. If the officer changed the key, ask for the four words; if not, do not approve.
application-nobody = 🔴 { $officer }, { $role }, waits for approval ({ $channel }) until { $until }, and nobody can approve. Telephone the administrator: nabat officer approve { $officer_id }.
choice-approve = Enter the words
approve-list =
    Waiting for approval:
    { $lines }
approve-none = Nobody waits for approval.
applicant = { $officer }, { $role } ({ $channel }), telephone { $phone }; code issued by: { $actor }; until { $until }
ask-words = { $officer }, { $role }. Call them yourself: { $phone }. When you know the voice, type the four words that you are told.
wrong-words =
    { $count ->
        [one] The words do not match. { $count } try is left. Ask again over the telephone: { $officer }, { $phone }
       *[other] The words do not match. { $count } tries are left. Ask again over the telephone: { $officer }, { $phone }
    }
wrong-words-void = The words did not match for the third time, a new code is needed (/invite). The application is void: { $officer }
identity-changed-told = 🔴 { $officer }: the key of the Matrix account has changed. The account is cut off until it is approved anew. Call the officer: unless they have reset it or begun with a new telephone, it is somebody else.
identity-changed-you = 🔴 The key of your Matrix account has changed. It is cut off until a colleague approves it anew. If you have not reset it, tell your head.
device-unsigned = 🟡 Your Matrix account has a device { $device } that you have not verified. Messages do not open on it. Verify it from another one of yours; if it is not yours, remove it and tell your head.

application-void-told = The words were entered wrongly three times, a new code is needed (/invite). The application is void: { $officer }; entered by { $actor }
approved = 🟢 { $officer }, { $role }: access is open ({ $channel }).
approved-told = 🟢 { $officer }: access is open ({ $channel }); approved by: { $actor }

## Suspending and reinstating

suspended = { $officer }: access is suspended. Earlier buttons and begun answers have no effect any more.
suspended-told = 🟡 { $officer }: access was suspended { $at }; by: { $actor }
reinstated = 🟢 { $officer }: access is given back.
reinstated-unbound = 🟢 { $officer }: access is given back, but there is no account. Issue a code: /invite.
reinstated-told = 🟢 { $officer }: access was given back; by: { $actor }
reinstated-you = 🟢 Your access was given back; by: { $actor }
    Earlier buttons have no effect: /owe, /open.
choice-reinstate = Give access back

## Channels

channel-code =
    A further channel: { $channels }.
    Code: { $code }
    { $link_given ->
        [no] Send the bot, from the new account: /start and the code.
       *[yes] Send the bot, from the new account: /start and the code. On Telegram this link does it: { $link }
    }{ $matrix_given ->
        [no] {""}
       *[yes]
        {""}
        On Matrix first invite { $matrix } into a chat: the bot declines, and invites you into an encrypted room of its own.
    }
    The code is valid until { $until } and serves once. Then a colleague approves you: the new chat shows four words for the telephone.
lost =
    { $officer }: the account is let go ({ $channels }), earlier buttons have no effect.
    { $complete ->
        [yes] The officer has no other channel. A head or deputy issues a new code: /invite.
       *[no] The officer works on over the other channels. A new account: /channel.
    }
lost-told =
    🟡 { $officer }: a channel is lost ({ $channels }), the account is let go; reported by: { $actor }
    { $complete ->
        [yes] The officer has no other channel. A new code: /invite.
       *[no] The officer works on over the other channels.
    }
lost-told-nobody =
    🔴 { $officer }: a telephone is lost ({ $channels }), the account is let go; reported by { $actor }
    None of the heads is heard by the system any more. Telephone them, and the administrator.
lost-you =
    🟡 Your account was let go as lost ({ $channels }); reported by: { $actor }
    Earlier buttons have no effect. A new account: /channel. If this is a mistake, tell the head.
    { $lines_given ->
        [no] Nothing is waiting for you now.
       *[yes] Waiting for you now:
        { $lines }
    }
ask-lost = { $officer }: which channel is lost?
option-channel = { $channel }
option-all-channels = All

## Leaving

left =
    { $count ->
        [0] { $officer }: service has ended, access is closed. There were no open requests in their hands.
       *[other] { $officer }: service has ended, access is closed. Open requests: { $count }; now answered for by: { $people }
    }
left-told = 🟡 { $officer }: service has ended, access is closed; reported by: { $actor }; taken over by: { $people }
left-yours =
    { $count ->
        [0] { $officer }: service has ended. There were no open requests in their hands.
       *[other] 🟡 { $officer }: service has ended. Open requests that are yours now: { $count }
        { $lines }
    }
ask-successor = { $officer }, open requests: { $count }. Who takes over? With the press the officer's service ends.
option-on-duty = Those on duty

## Refusals

refused-invite-form = An invitation is written in three parts with commas: role, name, telephone.
refused-invite-role = You do not invite an officer of this role ({ $role }).
refused-role-unknown = “{ $text }” is no role.
refused-name = This does not look like a name with initials: only letters, full stops and hyphens, up to { $limit } characters.
refused-name-known = { $officer }: your authority has an officer of this name already.
refused-phone = This is not understood as a telephone.
refused-not-invitable = No code is needed, there is access: { $officer }
refused-person-unknown = Your authority has no officer “{ $text }”.
refused-body-unknown = “{ $text }” is none of the authorities that can be named here.
refused-nobody = There is no officer of your authority now with whom this can be done.
refused-application-gone = This application waits for approval no longer.
refused-account-taken = The account has been bound to another officer.
refused-approve-other = An officer of the same authority approves.
refused-approve-self = Nobody approves themselves.
refused-approve-issuer = You issued the code, so another officer approves: { $officer }
refused-approve-role = Your role does not approve this one: { $role }.
refused-words-number = Four words are needed.
refused-suspended = Access is suspended already: { $officer }
refused-not-suspended = Access is not suspended: { $officer }
refused-last-head = Nobody else could invite and suspend the officers of your authority: { $officer }
refused-self = Nobody closes their own access.
refused-channel-word = Nothing is written after /channel.
refused-no-channel = The system has no other channels now; yours: { $channels }.
refused-no-account = There is no such account: { $officer }
refused-lost-here = You are writing from there, so you have that channel.
refused-successor = A duty officer or signatory of the same authority with open access takes over: { $officer }
refused-code-here = This chat is bound to you already. The code was not taken and is not spent.

instead-invite = For example: /invite duty officer, Ivanov I., +7 495 000-01-10. By questions: /invite.
instead-invite-again = A head or deputy issues a new code: /invite.
instead-name = For example: Ivanov I.
instead-name-known = If it is the same person, issue a new code by name: /invite { $officer_id }. If another, add a further initial.
instead-phone = For example: +7 495 000-01-10.
instead-channel = A second channel is added by the officer: /channel. After a loss: /lost.
instead-channel-plain = A code for another channel: /channel.
instead-lost = A channel is lost: /lost.
instead-lost-here = If somebody else has this chat open, let a colleague type /lost with your name.
instead-person = Write the name of the register, its beginning, or choose from the list: the same command without a name.
instead-body = Choose an authority from those offered, or write its name as /registry has it.
instead-application = Who waits: /approve. A new code: /invite.
instead-approve = A duty officer or registrar is approved by a duty officer or signatory, a signatory by another signatory. Where there is nobody, call the administrator.
instead-words-number = Write them in the order in which they were told, for example: anchor lamp falcon rain.
instead-reinstate = Give access back: /reinstate.
instead-suspend = Suspend: /suspend.
instead-last-head = First invite a second head or deputy (/invite), or call the administrator.
instead-self = Ask another head or deputy. If a telephone is lost: /lost.
instead-leave = For example: /leave Ivanov, Petrova. Without a successor those on duty take over: /leave Ivanov.
instead-code-here = Send it from the new account.
