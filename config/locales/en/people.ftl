### Who is let in and heard: invitation, approval, loss, leaving, the register.

registry =
    Competent authorities as of { $at }:
    { $lines }
    .help = /registry — competent authorities
    .party = · { $party }
    .authority = { $authority }, telephone { $phone }
    .means = Agreed means of communication: { $channels }
    .no-means = The register holds no agreement of { $one_of } and { $other_of } on technical means of communication

invite =
    .help = /invite — invite an officer; /invite NAME — a new code
    .asked = the invitation of an officer
    .ask-role = Whom do you invite? Choose the role. In one message: /invite duty officer, Ivanov I., +7 495 000-01-10
    .ask-name = Name and initials, as the other Parties are to see them?
    .ask-phone = Telephone with its country? The officer is called there before the approval.
    .option-role = { $role }
    .done =
        { $officer }, { $role }, telephone { $phone }: the invitation is ready.
        Code: { $code }
        { $link_given ->
            [no] The officer writes to the bot: /start and the code.
           *[yes] The officer writes to the bot: /start and the code. On Telegram this link does it: { $link }
        }{ $matrix_given ->
            [no] { "" }
           *[yes]
                { "" }
                On Matrix first invite { $matrix } into a chat: the bot declines, and invites into an encrypted room of its own.
        }
        The code is shown once, is valid until { $until } and serves once. Hand it over in person or by telephone. Five wrong codes shut an account out from codes for a day. Another person approves the officer: /approve.

approve =
    .help = /approve — approve an officer by four words
    .asked = the four words for the approval
    .ask-words = { $officer }, { $role }. Call them yourself: { $phone }. When you know the voice, type the four words that you are told.
    .choice = Enter the words
    .done = 🟢 { $officer }, { $role }: access is open ({ $channel }).
    .told-you = 🟢 { $actor } has approved you: access is open ({ $channel }). What you may do now: /help.
    .told = 🟢 { $officer }: access is open ({ $channel }); approved by: { $actor }
    .list =
        Waiting for approval:
        { $lines }
    .none = Nobody waits for approval.
    .applicant = { $officer }, { $role } ({ $channel }), telephone { $phone }; code issued by: { $actor }; until { $until }
    .wrong-words =
        { $count ->
            [one] The words do not match. { $count } try is left. Ask again over the telephone: { $officer }, { $phone }
           *[other] The words do not match. { $count } tries are left. Ask again over the telephone: { $officer }, { $phone }
        }
    .wrong-words-void = The words did not match for the third time, a new code is needed (/invite). The application is void: { $officer }

suspend =
    .help = /suspend NAME — suspend an officer's access
    .done = { $officer }: access is suspended. Earlier buttons and begun answers have no effect any more.
    .told = 🟡 { $officer }: access was suspended { $at }; by: { $actor }

reinstate =
    .help = /reinstate NAME — give access back
    .choice = Give access back
    .done = 🟢 { $officer }: access is given back.
    .done-unbound = 🟢 { $officer }: access is given back, but there is no account. Issue a code: /invite.
    .told = 🟢 { $officer }: access was given back; by: { $actor }
    .told-you =
        🟢 Your access was given back; by: { $actor }
        Earlier buttons have no effect: /owe, /open.

leave =
    .help = /leave NAME, SUCCESSOR — an officer leaves, their work passes on
    .ask-successor = { $officer }, open requests: { $count }. Who takes over? With the press the officer's service ends.
    .option-on-duty = Those on duty
    .done =
        { $count ->
            [0] { $officer }: service has ended, access is closed. There were no open requests in their hands.
           *[other] { $officer }: service has ended, access is closed. Open requests: { $count }; now answered for by: { $people }
        }
    .told = 🟡 { $officer }: service has ended, access is closed; reported by: { $actor }; taken over by: { $people }
    .told-yours =
        { $count ->
            [0] { $officer }: service has ended. There were no open requests in their hands.
           *[other]
                🟡 { $officer }: service has ended. Open requests that are yours now: { $count }
                { $lines }
        }

lost =
    { $officer }: the account is let go ({ $channels }), earlier buttons have no effect.
    { $complete ->
        [yes] The officer has no other channel. A head or deputy issues a new code: /invite.
       *[no] The officer works on over the other channels. A new account: /channel.
    }
    .help = /lost NAME — a telephone is lost: let the account go
    .ask = { $officer }: which channel is lost?
    .option-channel = { $channel }
    .option-all-channels = All
    .told =
        🟡 { $officer }: a channel is lost ({ $channels }), the account is let go; reported by: { $actor }
        { $complete ->
            [yes] The officer has no other channel. A new code: /invite.
           *[no] The officer works on over the other channels.
        }
    .told-nobody =
        🔴 { $officer }: a telephone is lost ({ $channels }), the account is let go; reported by { $actor }
        None of the heads is heard by the system any more. Telephone them, and the administrator.
    .told-you =
        🟡 Your account was let go as lost ({ $channels }); reported by: { $actor }
        Earlier buttons have no effect. A new account: /channel. If this is a mistake, tell the head.
        { $lines_given ->
            [no] Nothing is waiting for you now.
           *[yes]
                Waiting for you now:
                { $lines }
        }
    .frozen-last =
        🟡 { $officer }: the account is frozen ({ $channels }), not unlinked: no other signatory can be reached.
        It signs and reads nothing; of an urgent request only a pointer comes. The officer ends this by a code over another channel, or the operator does. Tell the operator.
    .frozen-second =
        🟡 { $officer }: the account is frozen ({ $channels }), not unlinked: this is the second person of the authority within an hour.
        It signs and reads nothing; of an urgent request only a pointer comes. The officer ends this by a code over another channel, or the operator does. Tell the operator.
    .frozen-you =
        🔴 Your account is frozen ({ $channels }); reported lost by: { $actor }
        It signs and reads nothing. If you have the telephone, object: over another channel by /thaw and a code of the code app; without one telephone the head and the operator.{ $phone_given ->
            [no] { "" }
           *[yes] { " " }Telephone of the authority: { $phone }
        }
    .frozen-told =
        🔴 { $officer }: { $actor } reports the telephone lost; the account is frozen ({ $channels }).
        Telephone yourself: { $phone }. If the telephone is there, the officer ends this (/thaw over another channel) or the operator does; the account that reported falsely is closed by /suspend or /lost.

thaw =
    .choice = End the freeze
    .done = 🟢 No account is frozen any more ({ $channels }). Former buttons are void: /owe, /open.
    .told =
        🟡 { $officer }: no account is frozen any more ({ $channels }); ended by: { $actor }
        Reported lost by: { $people }
        Find out who wrote: if it is a stranger, /suspend or /lost.
    .told-you =
        🟢 Your account is frozen no longer ({ $channels }); ended by: { $actor }
        Former buttons are void.
        { $lines_given ->
            [no] Nothing is owed by you now.
           *[yes]
                What you owe now:
                { $lines }
        }
frozen-here =
    The account is frozen: the telephone was reported lost. Nothing was done or kept.
    To object: over another channel by /thaw and a code of the code app; without one telephone the head and the operator.{ $phone_given ->
        [no] { "" }
       *[yes] { " " }Telephone of the authority: { $phone }
    }
signed-thaw = Heard again from you: { $channels }. Reported lost by: { $people }
refused-not-frozen = None of your accounts is frozen.
refused-frozen = The account is frozen already: { $officer }
instead-frozen = The officer ends it by a code (/thaw over another channel), or the operator does; /suspend closes the access for good.

channel =
    .help = /channel — a code for a second channel
    .code =
        A further channel: { $channels }.
        Code: { $code }
        { $link_given ->
            [no] Send the bot, from the new account: /start and the code.
           *[yes] Send the bot, from the new account: /start and the code. On Telegram this link does it: { $link }
        }{ $matrix_given ->
            [no] { "" }
           *[yes]
                { "" }
                On Matrix first invite { $matrix } into a chat: the bot declines, and invites you into an encrypted room of its own.
        }
        The code is valid until { $until } and serves once. Then a colleague approves you: the new chat shows four words for the telephone.

me =
    { $officer }, { $role }
    { $authority }
    { $duty ->
        [yes] On duty.
       *[no] Not on duty.
    }
    { $app ->
        [active] Code app: active.
        [idle] Code app: issued, its first code is missing.
       *[none] Code app: none.
    }
    Language: { $lang }. Time zone: { $zone }. Telephone: { $phone }. Means of communication: { $channels }.
    To change: /me ru, /me Asia/Almaty.
    .help = /me — who I am to the system, language, time zone
    .choice-lang-en = English
    .choice-lang-ru = Русский

code =
    .help = /code — the code app; /code CODE — make it active by its first code
    .app =
        { $app ->
            [active] Your code app is active. A code is typed when the bot asks for it.
            [idle] The secret of your code app was issued and is not active yet. Type the first code, for example: /code 493 021.
           *[none] You have no code app. The administrator prints the sheet with its secret: nabat officer totp.
        }

verify = 🟡 A verification request is being sent to your Matrix chat. Accept it in the app, compare the seven emoji and type in that chat: they match.
    .help = /verify — verify the bot and your Matrix account by emoji

appeal =
    .choice = Ask to let it pass
    .done =
        { $people_given ->
            [no] Sign it with your code if this is no marking. Then send the same message again, word for word, before { $until }.
           *[yes] The request has gone to: { $people }; when it is signed, the bot says so. Then send the same message again, word for word, before { $until }.
        }
    .told =
        🟡 { $officer } asks to let a message pass: the bot did not accept it for words that look like a marking of state secrecy.
        The bot has no text: ask the author what it says. The words themselves are shown before you sign. Let it pass only if this is no marking and there are no state secrets in it (Art. 10).
        By your code the bot accepts exactly that text, once, until { $until }.

allow =
    .choice = Let this text pass
    .done = The message is accepted once if its author ({ $officer }) sends it before { $until }.
    .told = { $actor } has signed that the message may pass. Send it again, word for word, before { $until }.

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
application-void = The application is void: the words were given wrongly three times. Ask the head for a new code.
application-revoked = The application is void: the access of whoever issued the code is closed. Ask another head or deputy for a new code.
application-yours = 🟡 Your code was entered in another chat ({ $channel }), and the account waits for approval. If that was not you, tell your colleagues and the head: /lost.
which-person = Whom do you mean?
application =
    🟡 { $officer }, { $role }, waits for approval ({ $channel }) until { $until }.
    Call the number in the register yourself: { $phone }. When you know the voice, ask for the four words.
application-anew =
    🔴 { $officer }, { $role }: the key of the account has changed ({ $channel }); it waits to be approved anew until { $until }.
    Call the telephone in the register yourself: { $phone }. If the officer changed the key, ask for the four words; if not, do not approve.
application-nobody = 🔴 { $officer }, { $role }, waits for approval ({ $channel }) until { $until }, and nobody can approve. Telephone the administrator: nabat officer approve { $officer_id }.
identity-changed-told = 🔴 { $officer }: the key of the Matrix account has changed. The account is cut off until it is approved anew. Call the officer: unless they have reset it or begun with a new telephone, it is somebody else.
identity-changed-you = 🔴 The key of your Matrix account has changed. It is cut off until a colleague approves it anew. If you have not reset it, tell your head.
application-void-told = The words were entered wrongly three times, a new code is needed (/invite). The application is void: { $officer }; entered by { $actor }
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
comparing-shown =
    🟡 Verification by emoji on Matrix. There the bot and your app must show the same seven, in the same order:
    { $emoji }
    If anything differs, answer "they do not match" on Matrix and telephone the administrator.
comparing-mismatched =
    🔴 The verification by emoji on Matrix found a difference: somebody may be between you and the bot there.
    Type nothing there. Telephone the administrator at once.
comparing-mismatched-told = 🔴 { $officer }: the verification by emoji on Matrix found a difference, somebody may be in between. Telephone the officer; /suspend suspends their access.

## Refusals

refused-invite-form = An invitation is written in three parts with commas: role, name, telephone.
refused-role-unknown = “{ $text }” is no role.
refused-name = This does not look like a name with initials: only letters, full stops and hyphens, up to { $limit } characters.
refused-name-known = { $officer }: your authority has an officer of this name already.
refused-phone = This is not understood as a telephone.
refused-not-invitable = No code is needed, there is access: { $officer }
refused-nobody = There is no officer of your authority now with whom this can be done.
refused-application-gone = This application waits for approval no longer.
refused-account-taken = The account has been bound to another officer.
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
refused-appeal-nobody = Nobody of your authority can let the message pass now: no head or deputy has access to the bot.
refused-appeal-over = This message can pass no longer: that has to be done within a day of the refusal.
refused-setting = “{ $text }” is neither a language nor a time zone.
refused-no-matrix = There is nothing to verify: you have no Matrix account.
instead-invite-again = A head or deputy issues a new code: /invite.
instead-name = For example: Ivanov I.
instead-name-known = If it is the same person, issue a new code by name: /invite { $officer_id }. If another, add a further initial.
instead-phone = For example: +7 495 000-01-10.
instead-channel = A second channel is added by the officer: /channel. After a loss: /lost.
instead-channel-plain = A code for another channel: /channel.
instead-lost = A channel is lost: /lost.
instead-lost-here = If somebody else has this chat open, let a colleague type /lost with your name.
instead-application = Who waits: /approve. A new code: /invite.
instead-words-number = Write them in the order in which they were told, for example: anchor lamp falcon rain.
instead-reinstate = Give access back: /reinstate.
instead-suspend = Suspend: /suspend.
instead-last-head = First invite a second head or deputy (/invite), or call the administrator.
instead-self = Ask another head or deputy. If a telephone is lost: /lost.
instead-leave = For example: /leave Ivanov, Petrova. Without a successor those on duty take over: /leave Ivanov.
instead-me = For example: /me ru, /me en, /me Asia/Almaty.
instead-appeal-over = Send the message again: if the bot does not accept it, you can ask again.
instead-code-first = Type the first code that the app shows, for example: /code 493 021.
instead-no-matrix = To connect one: /channel.
