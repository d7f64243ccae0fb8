### What the bot itself says: delivery, receipt, failures, time.

choice-fallback = Choice { $number }
notice-number = No. { $number }
pointer-alarm =
    { $number_given ->
        [no] 🔴 Urgent request. Its content is in the protected chat.
       *[yes] 🔴 Urgent request { $number }. Its content is in the protected chat.
    }
pointer-frozen =
    { $number_given ->
        [no] 🔴 Urgent signal to your authority. This account is frozen, it cannot answer: telephone your authority.
       *[yes] 🔴 { $number }: urgent signal to your authority. This account is frozen, it cannot answer: telephone your authority.
    }
pointer =
    { $number_given ->
        [no] New message. Its content is in the protected chat.
       *[yes] { $number }: new message. Its content is in the protected chat.
    }
way = Open it: /open { $number } ({ $channels }).
way-telephone = None of your channels may carry its content. Telephones: /phone { $number }.
closed =
    { $number_given ->
        [no] The request is closed to your authority, its content is not shown.
       *[yes] { $number }: the request is closed to your authority, its content is not shown. Where it is: /open { $number }.
    }
as-of = As of { $at }
listed-purpose = { " · " }{ $text }
blocked-secret =
    { $marking_given ->
        [no] The message was neither stored nor passed on: it bears a marking of state secrecy.
       *[yes] The message was neither stored nor passed on: it bears a marking of state secrecy (“{ $marking }”).
    }
storage-failed = 🔴 The message is not saved yet: the storage does not answer. There is no need to repeat it: it will be accepted as soon as the storage answers. If it is urgent, telephone.
storage-failed-press = 🔴 The press is not saved yet: the storage does not answer. If there is no answer within three minutes, press again. If it is urgent, telephone.
incident = 🔴 The system failed, the act was not carried out. Tell the administrator the number { $incident }.
message-lost = 🔴 One message could not be shown. What you owe: /owe. What is open: /open. Tell the administrator the number { $incident }.
file-unopened = 🔴 The file { $name } does not open: it is lost or damaged in the storage. Ask its sender for it by telephone, and tell the administrator.
room-name = Nabat
echo-elsewhere = This answer is for the chat on { $channel } alone, which does not answer now. Open it there once it does (/drafts, /open), or begin here anew.
answered-elsewhere = The answer holds the text of a request; it is in another chat: { $channel }.
stranger = This service answers enrolled officers only.
stranger-unread = Your earlier messages were not read: the device that sent them was not verified then. If you have a code, send it once more: /start and the code. This service answers registered officers only.
unread = 🟡 The device is verified. What you sent from it before was not taken: send it once more.
repeated = REPEATED. The earlier message may not have arrived.
fallback =
    { $number_given ->
        [no] 🔴 There is a message that could not be shown. What is open: /open. The administrator was told.
       *[yes] 🔴 { $number }: there is a message that could not be shown. Open it: /open { $number }. The administrator was told.
    }
nabat = Nabat
operator = administrator
secretariat = CSTO Secretariat
person-in-office = { $name } ({ $text })
day =
    { $month ->
        [1] { $day } Jan { $year }
        [2] { $day } Feb { $year }
        [3] { $day } Mar { $year }
        [4] { $day } Apr { $year }
        [5] { $day } May { $year }
        [6] { $day } Jun { $year }
        [7] { $day } Jul { $year }
        [8] { $day } Aug { $year }
        [9] { $day } Sep { $year }
        [10] { $day } Oct { $year }
        [11] { $day } Nov { $year }
       *[12] { $day } Dec { $year }
    }
until-moment = by { $text }
until-end-of-day = by the end of { $day } ({ $zone })
unentered = { $moment } [the holidays of { $year } are not entered]
past-end-of-day = at the end of { $day } ({ $zone })
duration-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
duration-hours = { $count } h
duration-minutes = { $count } min
duration-moment = less than a minute

## Refusals

refused-characters = The message was not accepted: it holds invisible control characters ({ $text }).
refused-edited = The edit was not taken: the bot reads only what you sent first, and that is what it answered.
refused-forwarded = A forwarded message is not taken in: it does not show who wrote it.
refused-voice = Voice messages, audio and video are not taken in.
refused-reaction = A reaction decides nothing: the server sees it and can forge it.
refused-redacted = Deleting a message undoes nothing: what the bot has answered stands; what it had not read before was not taken.
refused-missed = A part of your messages may not have reached the bot: the Matrix homeserver did not give them, or has lost them.
refused-undecryptable = The message could not be decrypted; it was not taken in.
refused-unsigned = The message was not taken in: it came from a device that you have not verified.
refused-other = A message of this kind is not taken in.
refused-rest = The rest of a message that was not accepted is not accepted either.
refused-too-long = The message was not accepted: { $length } characters, { $limit } are possible.
instead-rest = Send the corrected message anew, as a whole.
instead-characters = Type the text anew or paste it as plain text.
instead-edited = To correct it, send a new message.
instead-forwarded = Write it in your own words or attach a scan.
instead-voice = Write it as text, or send a photo, a scan or a PDF.
instead-reaction = Answer with the number of the action, or with a command.
instead-redacted = What is recorded: /open. To stop what was begun: /cancel.
instead-missed = Look which ones have no answer, and send them again.
instead-undecryptable = Send it again.
instead-unsigned = Verify this device from another one of yours (in Element: "Verify session"), then send it again. If the device is not yours, tell your head.
instead-other = Write it as text, or send a photo, a scan or a PDF.
