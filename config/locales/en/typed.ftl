### What is typed: numbers, words of buttons, files.

chosen-card =
    { $number_given ->
        [no] "{ $label }", { $at_clock }
       *[yes] "{ $label }", { $number_named }, { $at_clock }
    }{ $way_given ->
        [no] { "" }
       *[yes] { " — " }{ $way }
    }
chosen-line =
    { $count ->
        [0] "{ $label }"
       *[other] { $count }. { $label }
    }
file-left = The file that came with this message is not attached.

## Refusals

refused-not-understood = The message was not understood: no question is open.
refused-chosen-several = "{ $text }" may mean different things, so nothing was done:
refused-chosen-old = The number { $text } no longer stands by itself, nothing was done. It stood here:
refused-chosen-open =
    { $number_given ->
        [no] The number { $text } was taken neither as an action nor as the answer. The open question: { $asked }. The number stands here:
       *[yes] The number { $text } was taken neither as an action nor as the answer. The open question: { $asked }, { $number_named }. The number stands here:
    }
refused-reply-number = The number { $text } was not taken: it does not stand under the message that you replied to.
refused-reply-words = These words choose nothing here. Under the message that you replied to:
refused-reply-other =
    { $number_given ->
        [no] "{ $text }" replies to another message, and the open question is: { $asked }. Nothing was recorded.
       *[yes] "{ $text }" replies to another message, and the open question is: { $asked }, { $number_named }. Nothing was recorded.
    }
refused-reply-file =
    { $number_given ->
        [no] The file was not attached: it replies to another message, and the open question is: { $asked }.
       *[yes] The file was not attached: it replies to another message, and the open question is: { $asked }, { $number_named }.
    }
refused-unsealed = The number was not taken in: your client has not encrypted which message you answer.
instead-unsealed = Send the number as a new message, not as a reply, or type a command: /help.
instead-buttons = Press the button under the message or type its words. What you can do now: /help.
instead-chosen-several = Reply with the number to the message that you mean, or type the command.
instead-chosen-old = Reply to that message with the number, or type the command. What you can do now: /help.
instead-chosen-open = Answer the question in words. For the action reply to its message with the number, type the command, or stop the question: /cancel.
instead-chosen-number = If the number answers the question, type it with its sign: № 7. For the action reply to its message with the number, type the command, or stop the question: /cancel.
instead-reply-number = Reply with a number that stands under that message, or send the number as a new message, not as a reply.
instead-reply-words = Reply with the number or the words of the button, or type a command: /help.
instead-reply-other = Send the answer to the question as a new message. To stop the question: /cancel.
