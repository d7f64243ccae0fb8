### What the system itself says: failures, secrecy, repetition.

ask-secrecy =
    { $marking_given ->
        [no] The message is held: it has what looks like a marking of state secrecy.
       *[yes] The message is held: “{ $marking }” looks like a marking of state secrecy.
    }
    State secrets are passed only under the Agreement of 18 June 2004 (Art. 10). Is it a marking?
blocked-secret =
    { $marking_given ->
        [no] The message was neither stored nor passed on: it bears a marking of state secrecy.
       *[yes] The message was neither stored nor passed on: it bears a marking of state secrecy (“{ $marking }”).
    }
appeal-asked =
    🟡 { $officer } asks to let a message pass: the bot did not accept it for words that look like a marking of state secrecy.
    The bot has no text: ask the author what it says. The words themselves are shown before you sign. Let it pass only if this is no marking and there are no state secrets in it (Art. 10).
    By your code the bot accepts exactly that text, once, until { $until }.
appealed =
    { $people_given ->
        [no] Sign it with your code if this is no marking. Then send the same message again, word for word, before { $until }.
       *[yes] The request has gone to: { $people }; when it is signed, the bot says so. Then send the same message again, word for word, before { $until }.
    }
allowed = The message is accepted once if its author ({ $officer }) sends it before { $until }.
allowed-told = { $actor } has signed that the message may pass. Send it again, word for word, before { $until }.
storage-failed = 🔴 The message is not saved yet: the storage does not answer. There is no need to repeat it: it will be accepted as soon as the storage answers. If it is urgent, telephone.
storage-failed-press = 🔴 The press is not saved yet: the storage does not answer. If there is no answer within three minutes, press again. If it is urgent, telephone.
outage-messages =
    { $channel }: no connection from { $since } to { $until }. Messages and files sent before { $messages } and buttons pressed before { $presses } may not have arrived. Repeat whatever was not answered.
    { $lines_given ->
        [no] Nothing is owed by you now.
       *[yes] Owed by you now:
        { $lines }
    }
channel-silent = 🔴 { $channel } has not answered since { $since }. Messages come here meanwhile; the texts of requests wait for { $channel }. If it cannot wait, telephone.
channel-heard = 🟢 { $channel } answers again, { $until }: it did not since { $since }.
outage-presses =
    { $channel }: no connection from { $since } to { $until }. Buttons pressed before { $presses } may not have arrived: if there was no answer, press again. Messages and files are not lost.
    { $lines_given ->
        [no] Nothing is owed by you now.
       *[yes] Owed by you now:
        { $lines }
    }
told-returned =
    🟡 From { $since } to { $until } the bot could not write to you. Messages not delivered: { $count }.
    { $history_given ->
        [no] Open requests: /open.
       *[yes] What they were about, as it stands now:
        { $history }
    }
    { $lines_given ->
        [no]
            { $rung ->
                [0] Nothing is owed by you now.
               *[other] Acknowledge the alarm above.
            }
       *[yes] Owed by you now:
        { $lines }
    }
returned-more = and { $count } more: /open
incident = 🔴 The system failed, the act was not carried out. Tell the administrator the number { $incident }.
message-lost = 🔴 One message could not be shown. What you owe: /owe. What is open: /open. Tell the administrator the number { $incident }.
file-unopened = 🔴 The file { $name } does not open: it is lost or damaged in the storage. Ask its sender for it by telephone, and tell the administrator.
room-name = Nabat
echo-elsewhere = This answer is for the chat on { $channel } alone, which does not answer now. Open it there once it does (/drafts, /open), or begin here anew.
answered-elsewhere = The answer holds the text of a request; it is in another chat: { $channel }.
stranger = This service answers enrolled officers only.
stranger-unread = Your earlier messages were not read: the device that sent them was not verified then. If you have a code, send it once more: /start and the code. This service answers registered officers only.
unread = 🟡 The device is verified. What you sent from it before was not taken: send it once more.
told-missed = 🟡 Until { $at } some messages could not be delivered to you within a day, they are not sent any more. What is open: /open. What is owed: /owe.
repeated = REPEATED. The earlier message may not have arrived.
fallback =
    { $number_given ->
        [no] 🔴 There is a message that could not be shown. What is open: /open. The administrator was told.
       *[yes] 🔴 { $number }: there is a message that could not be shown. Open it: /open { $number }. The administrator was told.
    }
