### Forwarding (Art. 7): to a body of the register, or to another one by letter.

ask-forward = { $request }: to which body of your State is the request forwarded (Art. 7)? Write the name of the body: the request goes to it by letter. A body of the register is chosen by its button, where one is shown. The requesting Party is told at once.
refused-body-registered = That body is in the register.
instead-body-registered = Choose it by its button: /forward and the number of the request.
preview-forward =
    { $authority_given ->
        [yes] { $request }: forwarding to the competent body (Art. 7): { $authority }.
       *[no] { $request }: forwarding to a body outside the register (Art. 7), by letter: { $text }
    }
    Until it takes the request over you answer, and no period changes.
done-forward =
    { $authority_given ->
        [yes] 🟡 { $request }: the request was forwarded to the competent body: { $authority } (Art. 7). The requesting Party was told. The duty officers of that body are sent a message that you forward a request; tell them its number and content yourself. Until they take it over you answer, and no period changes.
       *[no] 🟡 { $request }: the forwarding is recorded (Art. 7), the requesting Party was told. Send the request by letter and record the dispatch. Until it is taken over you answer, and no period changes.
    }
told-forward =
    { $authority_given ->
        [yes] 🟡 { $request }: execution is outside the competence of the authority; the request was forwarded to the competent body: { $authority } (Art. 7).
       *[no] 🟡 { $request }: execution is outside the competence of the authority; the request is forwarded by letter (Art. 7), its dispatch will be confirmed. The body: { $statement }
    }
    Until it takes the request over answers and notifications are sent by { $requested }. Told by { $officer }, { $at_both }
told-forwarded-here =
    🟡 A request is forwarded to your authority (Art. 7). It comes from: { $authority }. Number and content will be told by it, they are not here. Telephone:
    { $lines }
choice-forward = Forward
choice-state-forward = Forward
help-forward = /forward NUMBER — forward to the competent body
asked-forward = the body to which the request is forwarded

action-forward_outside = forwarded to a body outside the register
do-forward_outside = forward to the competent body

## Dispatch by letter

ask-dispatch = { $request }: outgoing number and date of the letter by which the request was sent to the competent body? For example: 17/5 of 23.11.2026.
preview-dispatch =
    { $request }: the request was sent to the competent body (Art. 7), letter:
    { $text }
done-dispatch = 🟡 { $request }: the dispatch to the competent body is recorded, the requesting Party was told (Art. 7).
told-dispatch =
    🟡 { $request }: the request was sent to the body to which it is forwarded (Art. 7): { $officer }, { $at_both }.
    Letter: { $statement }
choice-dispatch = Record the dispatch
choice-state-dispatch = Record the dispatch
help-dispatch = /dispatch NUMBER — record the dispatch of what was forwarded
asked-dispatch = number and date of the letter of dispatch
action-dispatch = dispatch of what was forwarded recorded
do-dispatch = record the dispatch
kind-dispatch = note of the dispatch of what was forwarded
remind-dispatch =
    🟡 { $left } left. { $number }: send the request to the body to which it was forwarded, and record the dispatch; control date: { $due_until }.
    Responsible: { $people }
remind-dispatch-late =
    🔴 { $number }: the dispatch of the request to the body to which it was forwarded is not recorded. The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
