### Execution: what is done with a request, and told of it.

ack =
    .help = /ack NUMBER — acknowledge receipt
    .choice = Acknowledge receipt
    .choice-further = More…
    .done =
        🟡 { $request } · acknowledged: { $officer }, { $at_clock }.
        If its execution is outside your competence, forward it to the body competent { $due_until }, Art. 7.
    .told = 🟡 { $request } · acknowledged: { $officer }, { $at_both }.
    .choice-all = Acknowledge all
    .done-all =
        🟡 Acknowledged ({ $count }): { $numbers }; { $officer }, { $at_clock }.
        { $lines }
        If execution is outside your competence, forward the request: /forward NUMBER (Art. 7). When each is due: /owe.
    .done-before = { $request }: acknowledged before by { $officer }, { $at_both }
    .told-all = 🟡 Acknowledged ({ $count }): { $numbers }; { $officer }, { $at_both }.

accept =
    .help = /accept NUMBER — accept for execution
    .choice = Accept for execution
    .done = 🟡 { $request } · accepted for execution. It is executed, as a rule, { $due_until }, Art. 7.
    .told = 🟡 { $request } · accepted for execution: { $officer }, { $at_both }. It is executed, as a rule, { $due_until }, Art. 7.
    .done-agreed = 🟡 { $request } · accepted for execution. The agreed period of execution: { $due_until }.
    .told-agreed = 🟡 { $request } · accepted for execution: { $officer }, { $at_both }. The agreed period of execution: { $due_until }.

working =
    .help = /working NUMBER — state that work goes on; be asked in an hour
    .choice = Working, an hour more
    .asked-what = 🔴 { $request }: acknowledged: { $officer }, { $at_both }. { $left } have passed, nothing was done. Accept the request for execution, forward it, or ask for details.
    .done = 🟡 { $request }: it is noted that work goes on. If nothing is done, the bot asks { $at_clock }.

refuse =
    .help = /refuse NUMBER — refuse execution
    .asked = the reasons for the refusal
    .ask = { $request }: reasons of the refusal? The one ground: the execution is contrary to national law (Art. 9).
    .preview =
        { $request }: refusal of execution (Art. 9). Reasons:
        { $text }
    .choice = Refuse execution
    .done = ⚪ { $request }: the refusal was passed to the requesting Party. A written notification with the reasons is still owed (Art. 9).
    .told =
        ⚪ { $request }: execution refused (Art. 9): { $officer }, { $at_both }.
        Reasons: { $statement }
        A written notification of the refusal follows.

refusepart =
    .help = /refusepart NUMBER — refuse execution in part
    .asked = the part that is refused
    .ask = { $request }: what will not be executed? There is one ground: execution is contrary to national law (Art. 9).
    .ask-reasons = { $request }: for which reasons will it not be executed?
    .ask-remains = { $request }: what will be executed?
    .signed = Not executed: { $text }
    .preview =
        { $request }: refusal in part (Art. 9). Not executed:
        { $text }
        Reasons:
        { $reasons }
        Executed:
        { $remains }
    .choice = Refuse in part
    .done = 🟡 { $request }: the requesting Party is told of the refusal in part. The written notification with reasons stays due (Art. 9).
    .told =
        🟡 { $request }: refusal in part (Art. 9): { $officer }, { $at_both }. Not executed:
        { $statement }
        Reasons:
        { $reasons }
        Executed:
        { $remains }
        The written notification of the refusal follows.

unrefuse =
    .help = /unrefuse NUMBER — take the refusal back
    .asked = the reasons for taking the refusal back
    .ask = { $request }: why is the refusal taken back? Execution is resumed with the time limit that it had.
    .preview =
        { $request }: the refusal is taken back, execution is resumed:
        { $text }
    .choice = Take the refusal back
    .done = 🟡 { $request }: the refusal is taken back, execution is resumed with the time limit that it had. The requesting Party is informed.
    .told =
        🟡 { $request }: the requested Party takes its refusal back: { $officer }, { $at_both }.
        { $statement }
        Execution is resumed; the former time limit, as a rule: { $due_until }.

unrefusepart =
    .help = /unrefusepart NUMBER — take the refusal in part back
    .asked = the reasons for taking the refusal in part back
    .ask = { $request }: why is the refusal in part taken back? The request will be executed whole, its period does not change.
    .preview =
        { $request }: the refusal in part is taken back, the request is executed whole:
        { $text }
    .choice = Withdraw part refusal
    .done = 🟡 { $request }: the refusal in part is taken back, the request is executed whole. The requesting Party is told.
    .told =
        🟡 { $request }: the requested Party took its refusal in part back: { $officer }, { $at_both }.
        { $statement }
        The request is executed whole; the period of execution stays.

refusal =
    .help = /refusal NUMBER — record the written notification of refusal
    .asked = the written notice of refusal
    .ask = { $request }: number and date of the written notification of refusal (Art. 9)? For example: 17/5 of 23.11.2026.
    .preview =
        { $request }: written notification of refusal (Art. 9):
        { $text }
    .choice = Record the letter
    .done = ⚪ { $request }: the written notification of refusal is recorded as sent (Art. 9). The requesting Party was told.
    .told =
        ⚪ { $request }: written notification of refusal sent (Art. 9): { $officer }, { $at_both }.
        Letter: { $statement }

decline =
    .help = /decline NUMBER — tell that there will be no written confirmation
    .asked = the reasons why there will be no confirmation
    .ask = { $request }: for which reasons will it not be confirmed in writing? The requested Party learns it at once.
    .preview =
        { $request }: there will be no written confirmation. Reasons:
        { $text }
    .choice = No confirmation
    .done = 🔴 { $request }: the requested Party was told that there will be no written confirmation. It is still owed (Art. 6) and can be registered later.
    .told =
        🔴 { $request }: the requesting Party said that it will not confirm in writing: { $officer }, { $at_both }. The official written confirmation (Art. 6) is still owed.
        Reasons: { $statement }

record =
    .help = /record NUMBER — record the incoming number of the confirmation
    .asked = the incoming number of the confirmation
    .ask = { $request }: incoming number and date of the written confirmation? For example: 3418 of 23.11.2026.
    .preview =
        { $request }: incoming number of the written confirmation:
        { $text }
    .choice = Record the incoming number
    .done = 🟢 { $request }: the incoming number of the written confirmation is recorded. The requesting Party was told.
    .told = 🟢 { $request }: written confirmation recorded: { $officer }, { $at_both }. Incoming number: { $statement }

object =
    .help = /object NUMBER — object to the confirmation
    .asked = the objection to the confirmation
    .ask = { $request }: what is the objection to the written confirmation? It moves no period of execution.
    .preview =
        { $request }: objection to the written confirmation:
        { $text }
    .choice = Object
    .done = 🟡 { $request }: the objection to the written confirmation was passed to the requesting Party. It moves no period of execution.
    .told =
        🟡 { $request }: the requested Party objected to the written confirmation: { $officer }, { $at_both }.
        { $statement }

reply =
    .help = /reply NUMBER — answer the objection
    .asked = the answer to the objection
    .ask = { $request }: the answer to the objection?
    .preview =
        { $request }: answer to the objection:
        { $text }
    .choice = Answer the objection
    .done = 🟡 { $request }: the answer to the objection was passed to the requested Party.
    .told =
        🟡 { $request }: answer to the objection to the written confirmation: { $officer }, { $at_both }.
        { $statement }

arrived =
    .help = /arrived NUMBER — the letter with a request has come: state the date
    .asked = the date of receipt of the letter
    .ask = { $request }: when was the letter received? For example: 24.11.2026.
    .preview = { $request }: the letter with the request was received { $on }. The periods of execution are counted from that day (Art. 7).
    .choice = Letter received
    .done = 🟢 { $request }: the letter was received { $on }. Execution (Art. 7), as a rule, { $due_until }.
    .told = 🟢 { $request }: the letter with the request was received { $on }; entered by { $officer }
refused-arrived-early = The letter was dispatched { $on }, it cannot have been received before that.

forward =
    .help = /forward NUMBER — forward to the competent body
    .asked = the body to which the request is forwarded
    .ask = { $request }: to which body of your State is the request forwarded (Art. 7)? Write the name of the body: the request goes to it by letter. A body of the register, and a part alone, are chosen by their buttons, where these are shown. The requesting Party is told at once.
    .preview =
        { $authority_given ->
            [yes] { $request }: forwarding to the competent body (Art. 7): { $authority }.
           *[no] { $request }: forwarding to a body outside the register (Art. 7), by letter: { $text }
        }
        Until it takes the request over you answer, and no period changes.
    .choice = Forward
    .done =
        { $authority_given ->
            [yes] 🟡 { $request }: the request was forwarded to the competent body: { $authority } (Art. 7). The requesting Party was told. The request was sent to the duty officers of that body. Until they take it over you answer, and no period changes.
           *[no] 🟡 { $request }: the forwarding is recorded (Art. 7), the requesting Party was told. Send the request by letter and record the dispatch. Until it is taken over you answer, and no period changes.
        }
    .told =
        { $authority_given ->
            [yes] 🟡 { $request }: execution is outside the competence of the authority; the request was forwarded to the competent body: { $authority } (Art. 7).
           *[no] 🟡 { $request }: execution is outside the competence of the authority; the request is forwarded by letter (Art. 7), its dispatch will be confirmed. The body: { $statement }
        }
        Until it takes the request over answers and notifications are sent by { $requested }. Told by { $officer }, { $at_both }
    .told-body =
        🟡 A request, or a part of one, is forwarded to your authority. It comes from: { $authority }. Number and content will be told by it, they are not here. Telephone:
        { $lines }

take =
    .help = /take NUMBER — take over a request forwarded to your authority
    .choice = Take over
    .alarm =
        🔴 A request was forwarded to your authority (Art. 7): { $request } · { $request_route }
        It comes from: { $authority }
        { $content }

        Until it is taken over that authority sends the answers and notifications; take it over, and yours does. No period changes. Telephones:
        { $lines }
    .done = 🟡 { $request }: taken over. Your authority sends the answers and notifications now; what is owed, and until when, is as before: /owe. The requesting Party was told.
    .told = 🟡 { $request }: taken over by the authority to which it was forwarded: { $authority } ({ $officer }), { $at_both }. It sends all further answers and notifications, and no period changes.
    .told-former = 🟡 { $request }: taken over by the authority to which you forwarded it: { $authority } ({ $officer }), { $at_both }. What you owed passes to it; your authority sees the number and the state.
    .told-unreached =
        🔴 { $request }: forwarded, but the message was delivered to nobody there: { $authority }
        Until it is taken over you answer. Telephone:
        { $lines }

forwardpart =
    .help = /forwardpart NUMBER — forward a part to the competent body
    .asked = the part that is forwarded
    .ask = { $request }: which part of the request is forwarded to another body? You execute the rest. The requesting Party is told at once.
    .ask-body = { $request }: to which body of your State is this part forwarded? Write the name of the body: the part goes to it by letter. A body of the register is chosen by its button, where one is shown.
    .preview =
        { $authority_given ->
            [yes] { $request }: a part of the request is forwarded to the competent body: { $authority }
           *[no] { $request }: a part of the request is forwarded by letter. The body outside the register: { $text }
        }
        Which part:
        { $portion }
        You execute the rest; until this part is taken over you answer for it too, and no period changes.
    .choice = Forward a part
    .done =
        { $authority_given ->
            [yes] 🟡 { $request }: a part was forwarded to the competent body: { $authority }; the requesting Party was told. The duty officers of that body are sent a message that you forward a request; tell them its number and content yourself. You execute the rest, and no period changes.
           *[no] 🟡 { $request }: the forwarding of a part is recorded, the requesting Party was told. Send it by letter and record the dispatch. You execute the rest, and no period changes.
        }
    .told =
        { $authority_given ->
            [yes] 🟡 { $request }: a part of the request was forwarded to the competent body: { $authority }
           *[no] 🟡 { $request }: a part of the request is forwarded by letter, its dispatch will be confirmed. The body: { $statement }
        }
        Which part:
        { $portion }
        The rest is executed by { $requested }, which also sends the answers and notifications about the whole request. Told by { $officer }, { $at_both }

dispatch =
    .help = /dispatch NUMBER — record the dispatch of what was forwarded
    .asked = when and how what was forwarded was sent
    .ask-which = { $request }: the dispatch of which forwarding? There are several.
    .choice-which = The forwarding of { $at }
    .ask = { $request }: when and how was it sent to the body to which it is forwarded? Outgoing number, date and way of dispatch. For example: 17/5 of 23.11.2026, by courier service.
    .preview =
        { $request }: what was forwarded has been sent:
        { $text }
    .choice = Record the dispatch
    .done = 🟡 { $request }: the dispatch of what was forwarded is recorded, the requesting Party was told.
    .told =
        🟡 { $request }: what was forwarded has been sent: { $officer }, { $at_both }.
        Letter: { $statement }

misdirected =
    .help = /misdirected NUMBER — the request was received in error
    .asked = the statement that the request was received in error
    .preview =
        { $request }: received in error. Its content is closed to your authority, and the requesting Party answers whether it was sent correctly.
        Is the execution outside your competence? Then forward the request (Art. 7): /forward.
    .choice = Received in error
    .done = 🔴 { $request }: stated as received in error; the access of your authority is closed. The requesting Party is told and will answer.
    .told = 🔴 { $request }: { $requested } states that the request was received in error and has closed its access to it: { $officer }, { $at_both }. It is not executed. Was it sent correctly?
    .told-again = 🔴 { $request }: { $requested } states that the request was received in error ({ $since }, { $left } ago). It is not executed. Was it sent correctly?

rightly =
    .help = /rightly NUMBER — answer that the request was sent correctly
    .asked = the answer that the request was sent correctly
    .preview = { $request }: sent correctly. The access and the time limits of the requested Party come back.
    .choice = Sent correctly
    .done = 🟡 { $request }: the requested Party is told that the request was sent correctly. Its access and time limits are back.
    .told = 🔴 { $request }: the requesting Party states that the request was sent correctly: { $officer }, { $at_both }. Access and the former time limits are back.

wrongly =
    .help = /wrongly NUMBER — answer that the request was sent in error
    .asked = the answer that the request was sent in error
    .preview = { $request }: sent in error. There will be no execution and no written confirmation; the access of the requested Party stays closed.
    .choice = Sent in error
    .done = ⚪ { $request }: stated as sent in error. The requested Party is informed.
    .told = ⚪ { $request }: the requesting Party states that the request was sent in error: { $officer }, { $at_both }. Neither execution nor confirmation is needed.

ask =
    .help = /ask NUMBER — ask for additional information
    .asked = the question for additional information
    .ask = { $request }: what additional information is needed for the execution (Art. 7)? The time for the execution goes on running.
    .ask-by = { $request }: by when is the answer needed? For example: 25.11.2026 18:00. Without it: within { $left }.
    .choice-usual = Within { $left }
    .preview =
        { $answer_by_given ->
            [yes] { $request }: additional information asked for (Art. 7), answer needed by { $answer_by }:
           *[no] { $request }: additional information asked for (Art. 7), answer needed within the usual time:
        }
        { $text }
    .choice = Ask for details
    .done = 🟡 { $request }: additional information was asked for (Art. 7), the requesting Party is informed. The time for the execution goes on running.
    .told =
        🔴 { $request }: additional information is asked for (Art. 7): { $officer }, { $at_both }. The answer is needed { $due_until }. The time for the execution goes on running.
        { $statement }

details =
    .help = /details NUMBER — give the information that was asked for
    .asked = the additional information
    .ask = { $request }: the additional information?
    .preview =
        { $request }: additional information:
        { $text }
    .choice = Give details
    .done = 🟡 { $request }: the additional information was given to the requested Party.
    .told =
        🟡 { $request }: additional information is given: { $officer }, { $at_both }.
        { $statement }

conditions =
    .help = /conditions NUMBER — propose conditions of execution
    .asked = the proposed conditions of execution
    .ask = { $request }: under which conditions can it be executed? The requesting Party accepts them, declines them or proposes others.
    .ask-basis = { $request }: may immediate execution hinder a criminal prosecution or other proceedings on the territory of your State (Art. 7)?
    .choice-hinders = It may hinder
    .choice-use = No, about the use
    .choice-other = No, other
    .preview =
        { $basis_id ->
            [hinders] { $request }: conditions of execution (Art. 7): immediate execution may hinder proceedings on the territory of your State.
            [use] { $request }: conditions on the use of the information (Art. 10).
           *[other] { $request }: conditions of execution.
        }
        { $text }
        { $answer_by_given ->
            [yes] The answer is needed by { $answer_by }.
           *[no] The answer is needed within the usual time.
        }
    .choice = Propose conditions
    .done = 🟡 { $request }: the conditions were passed to the requesting Party. The answer is expected { $due_until }; the period of execution does not change.
    .told =
        { $basis_id ->
            [hinders] 🟡 { $request }: execution may hinder proceedings on the territory of the requested Party (Art. 7). Conditions are proposed: { $officer }, { $at_both }.
            [use] 🟡 { $request }: conditions on the use of the information are proposed (Art. 10): { $officer }, { $at_both }.
           *[other] 🟡 { $request }: conditions of execution are proposed: { $officer }, { $at_both }.
        }
        { $statement }
        The answer is needed { $due_until }. Conditions that are accepted must be kept.

acceptconditions =
    .help = /acceptconditions NUMBER — accept the proposed conditions
    .asked = the acceptance of conditions
    .ask = { $request }: at whose direction? Choose the head or a deputy.
    .preview =
        { $signatory_given ->
            [yes] { $request }: the conditions are accepted; at the direction of { $signatory }
           *[no] { $request }: the conditions are accepted.
        }
        Accepted conditions must be kept, also after the request has ended.
    .choice = Accept the conditions
    .done = 🟡 { $request }: the conditions are accepted, the requested Party is told. They must be kept, also after the request has ended.
    .told =
        { $signatory_given ->
            [yes] 🟡 { $request }: conditions accepted: { $officer }, { $at_both }; at the direction of { $signatory }
           *[no] 🟡 { $request }: conditions accepted: { $officer }, { $at_both }.
        }
        { $basis_id ->
            [hinders] The requesting Party must keep these conditions (Art. 7).
           *[other] The requesting Party has undertaken to keep these conditions.
        }

counter =
    .help = /counter NUMBER — propose other conditions
    .asked = the counter-proposal
    .ask = { $request }: which conditions are proposed instead?
    .preview =
        { $request }: counter-proposal:
        { $text }
    .choice = Propose other ones
    .done = 🟡 { $request }: the counter-proposal was passed to the requested Party. The answer is expected { $due_until }.
    .told =
        🟡 { $request }: the requesting Party proposes other conditions: { $officer }, { $at_both }.
        { $statement }
        The answer is needed { $due_until }: propose these conditions, the former ones or new ones.

declineconditions =
    .help = /declineconditions NUMBER — decline the proposed conditions
    .asked = why the conditions are declined
    .ask = { $request }: why are the conditions declined? Reasons may be left out.
    .choice-none = Without reasons
    .preview =
        { $request }: the conditions are declined. The state of the request does not change.
        { $text }
    .choice = Decline the conditions
    .done = 🟡 { $request }: the requested Party is told that the conditions are declined. The request stays in its state.
    .told =
        🟡 { $request }: conditions declined: { $officer }, { $at_both }.
        { $statement }
        The request stays in its state; this is no ground to refuse it.

breach =
    .help = /breach NUMBER — report that a condition was not observed
    .asked = which condition was not observed
    .ask = { $request }: which of the accepted conditions was not observed, and how?
    .preview =
        { $request }: a condition was not observed:
        { $text }
    .choice = Condition not observed
    .done = 🟡 { $request }: recorded that a condition was not observed. The requesting Party is told, the answer is expected { $due_until }.
    .told =
        🔴 { $request }: the requested Party reports that a condition was not observed: { $officer }, { $at_both }.
        { $statement }
        The answer is needed { $due_until }.

answerbreach =
    .help = /answerbreach NUMBER — answer about the condition
    .asked = the answer about the condition
    .ask = { $request }: what is the answer about the condition?
    .preview =
        { $request }: answer about the condition:
        { $text }
    .choice = Answer about it
    .done = 🟡 { $request }: the answer about the condition was passed to the requested Party.
    .told =
        🟡 { $request }: answer of the requesting Party about the condition: { $officer }, { $at_both }.
        { $statement }

signed-directed = At the direction of { $signatory }
skipped-reasons = No reasons were given.

add =
    .help = /add NUMBER — send an addition to the request
    .asked = the addition to the request
    .ask = { $request }: what is the addition? Files may be attached.
    .ask-asks = { $request }: does the addition ask for something new (assistance, persons), or does it only inform?
    .choice-more = Asks for something new
    .choice-informs = Only informs
    .preview =
        { $asks ->
            [more] { $request }: an addition that asks for something new:
           *[informs] { $request }: an addition that informs:
        }
        { $text }
    .choice = Send an addition
    .done =
        { $confirmed ->
            [apart] 🟡 { $request }: addition No. { $count } has been sent. It asks for something new; a written confirmation of its own is needed { $due_until } (Art. 6).
           *[other] 🟡 { $request }: addition No. { $count } has been sent to everybody who has the request.
        }
    .told =
        { $asks ->
            [more] 🟡 { $request }, addition No. { $count }, asks for something new: { $officer }, { $at_both }.
           *[informs] 🟡 { $request }, addition No. { $count }: { $officer }, { $at_both }.
        }
        { $statement }

correct =
    .help = /correct NUMBER — correct a field of a request that was sent
    .asked = the correction of the request
    .ask-field = { $request }: which field is to be corrected? The ground and the kind of crime are not corrected: such a request is withdrawn and sent anew.
    .ask = { $request }: what should the field “{ $field }” say?
    .preview =
        { $request }: correction of the field “{ $field }”. It will say:
        { $text }
    .choice = Send a correction
    .done = 🟡 { $request }: correction No. { $count } has been sent to everybody who has the request. It rings until an officer of the other side has confirmed reading it.
    .told =
        🔴 { $request }, correction No. { $count }: { $officer }, { $at_both }.{ $complete ->
            [yes] { " " }Confirm that you have read it.
           *[no] { "" }
        }
        { $field } — it was: { $was }
        It is: { $statement }
    .told-again = 🔴 { $request }: correction No. { $count } ({ $since }, { $left } ago) has not been read. Confirm that you have read it.

read =
    .help = /read NUMBER — confirm that a correction was read
    .choice = Correction is read
    .done = 🟢 { $request }: corrections No. { $numbers } are read. The requesting Party is told.
    .told = 🟢 { $request }: corrections No. { $numbers } are read: { $officer }, { $at_both }.

limit =
    .help = /limit NUMBER — limit the use of the information
    .asked = the limit of use
    .ask =
        { $request }: how is the use of the information limited (Art. 10)? Without a limit: for the purposes stated in the request.
        As a lead: not as evidence. Not passed on: to third persons and bodies. Agree first: before any action.
    .ask-not_before = { $request }: no action before which moment? For example: 01.12.2026 18:00.
    .choice-purposes_only = For the purposes only
    .choice-lead_only = As a lead
    .choice-no_onward = Not passed on
    .choice-protect_source = Protect the source
    .choice-ask_first = Agree first
    .choice-not_before = No action before …
    .preview = { $request }: limit of the use of the information. Earlier limits stay.
    .choice = Limit the use
    .done =
        🟡 { $request }: the limit was passed to the requesting Party.
        { $lines }
    .told =
        🟡 { $request }: the requested Party limits the use of the information: { $officer }, { $at_both }.
        { $lines }

told-terms = { $lines }

sign =
    .help = /sign NUMBER — sign the reported result with a code
    .asked = the signature of the result
    .preview = { $request }: sign the reported result with a code:
    .choice = Sign the result
    .done = 🟢 { $request }: the result is signed with a code, the requesting Party is told.
    .told = 🟢 { $request }: the result is signed with a code: { $officer }, { $at_both }.

period =
    .help = /period NUMBER — propose another period of execution
    .asked = the proposal of another period
    .ask = { $request }: which new date of execution is proposed? For example: 20.01.2027. The period changes when the other Party agrees.
    .ask-treaty = { $request }: under which international treaty on mutual assistance (Art. 7)? Without one the period changes as both Parties agree, and Art. 7 is not named.
    .ask-directed = { $request }: at whose direction? Choose the head or a deputy.
    .choice-none = Without a treaty
    .preview =
        { $treaty_given ->
            [yes] { $request }: another period of execution is proposed (Art. 7): until { $on }. Treaty: { $treaty }
           *[no] { $request }: execution until { $on } is proposed, without a treaty.
        }{ $signatory_given ->
            [yes] { "" }
                At the direction of { $signatory }
           *[no] { "" }
        }
    .choice = Propose a period
    .done = 🟡 { $request }: another period is proposed, the answer is expected { $due_until }. Until it is agreed the former one holds.
    .told =
        { $treaty_given ->
            [yes] 🟡 { $request }: another period of execution is proposed (Art. 7), until { $on }: { $officer }, { $at_both }. Treaty: { $treaty }
           *[no] 🟡 { $request }: execution until { $on } is proposed: { $officer }, { $at_both }.
        }{ $signatory_given ->
            [yes] { "" }
                At the direction of { $signatory }
           *[no] { "" }
        }
        The answer is needed { $due_until }. Until it is agreed the former period holds.

agreeperiod =
    .help = /agreeperiod NUMBER — agree to the proposed period
    .asked = the agreement on the period
    .ask = { $request }: at whose direction? Choose the head or a deputy.
    .preview =
        { $signatory_given ->
            [yes] { $request }: the proposed period is agreed to; at the direction of { $signatory }
           *[no] { $request }: the proposed period is agreed to.
        }
    .choice = Agree to the period
    .done =
        { $basis_id ->
            [treaty] 🟡 { $request }: another period of execution is agreed (Art. 7): { $due_until }.
           *[none] 🟡 { $request }: the period of execution is changed as both Parties agreed: { $due_until }.
        }
    .told =
        { $basis_id ->
            [treaty] 🟡 { $request }: another period of execution is agreed (Art. 7), { $due_until }: { $officer }, { $at_both }.
           *[none] 🟡 { $request }: the period of execution is changed as both Parties agreed, { $due_until }: { $officer }, { $at_both }.
        }{ $signatory_given ->
            [yes] { "" }
                At the direction of { $signatory }
           *[no] { "" }
        }

declineperiod =
    .help = /declineperiod NUMBER — decline the proposed period
    .asked = why the period is declined
    .ask = { $request }: why is the period declined? Reasons may be left out.
    .choice-none = Without reasons
    .preview =
        { $request }: the proposed period is declined, the former one holds.
        { $text }
    .choice = Decline the period
    .done = 🟡 { $request }: the other Party is told that the period is declined. The former period holds.
    .told =
        🟡 { $request }: the proposed period is declined: { $officer }, { $at_both }. The former period holds.
        { $statement }


progress =
    .help = /progress NUMBER — ask how the execution goes
    .asked = the progress question
    .preview = { $request }: a question about the progress of the execution.
    .choice = Ask progress
    .done = 🟡 { $request }: the requested Party is asked about the progress of the execution; the answer is due { $due_until }.
    .told = 🟡 { $request }: the requesting Party asks about the progress of the execution: { $officer }, { $at_both }. The answer is due { $due_until }.

underway =
    .help = /underway NUMBER — tell how the execution goes
    .asked = the progress of the execution
    .ask = { $request }: what is done, and when is the result expected?
    .preview =
        { $request }: the progress of the execution:
        { $text }
    .choice = Tell the progress
    .done = 🟡 { $request }: the requesting Party is told the progress of the execution.
    .told =
        🟡 { $request }: the progress of the execution: { $officer }, { $at_both }.
        { $statement }

postpone =
    .help = /postpone NUMBER — postpone execution
    .asked = the date until which execution is postponed
    .ask = { $request }: until which date is the execution postponed (Art. 7)? The one ground: immediate execution may hinder proceedings in the territory of your State; no reasons are given. Without a date the bot asks in { $left }.
    .preview =
        { $on_given ->
            [yes] { $request }: execution is postponed until { $on } (Art. 7): immediate execution may hinder proceedings in the territory of your State.
           *[no] { $request }: execution is postponed without a date (Art. 7): immediate execution may hinder proceedings in the territory of your State.
        }
        The requesting Party is told at once.
    .choice = Postpone
    .done =
        { $on_given ->
            [yes] 🟡 { $request }: execution is postponed until { $on } (Art. 7), the requesting Party was told. On that day the bot asks whether it can be resumed; until then it reminds of no period of execution.
           *[no] 🟡 { $request }: execution is postponed (Art. 7), the requesting Party was told. The bot will ask whether it can be resumed; until then it reminds of no period of execution.
        }
    .told =
        { $on_given ->
            [yes] 🟡 { $request }: execution is postponed until { $on } (Art. 7): immediate execution may hinder proceedings in the territory of the requested Party.
           *[no] 🟡 { $request }: execution is postponed (Art. 7): immediate execution may hinder proceedings in the territory of the requested Party.
        }
        Told by { $officer }, { $at_both }

resume =
    .help = /resume NUMBER — resume postponed execution
    .asked = the expected date of execution
    .ask = { $request }: execution is resumed. By which date is it expected? The requesting Party is told at once.
    .preview =
        { $on_given ->
            [yes] { $request }: execution is resumed, expected date of execution: { $on }.
           *[no] { $request }: execution is resumed, the period of execution is as before: as a rule 30 days from receipt (Art. 7).
        }
    .choice = Resume
    .done =
        { $on_given ->
            [yes] 🟡 { $request }: execution is resumed, expected date of execution: { $on }. The requesting Party was told.
           *[no] 🟡 { $request }: execution is resumed, the period of execution is as before: as a rule 30 days from receipt (Art. 7). The requesting Party was told.
        }
    .told =
        { $on_given ->
            [yes] 🟡 { $request }: execution is resumed, expected date of execution: { $on }: { $officer }, { $at_both }
           *[no] 🟡 { $request }: execution is resumed, the period of execution is as before: as a rule 30 days from receipt (Art. 7): { $officer }, { $at_both }
        }

obstacle =
    .help = /obstacle NUMBER — report an obstacle
    .asked = the obstacle to execution
    .ask = { $request }: which circumstances prevent the execution or substantially delay it (Art. 7)?
    .ask-on = { $request }: by which date is the execution expected now? For example: 20.01.2027. The period of execution does not change by this.
    .choice-on = Name a date
    .on = Expected date of execution: { $on }
    .preview =
        { $request }: obstacle to the execution (Art. 7):
        { $text }
    .choice = Report an obstacle
    .done = 🟡 { $request }: the requesting Party was told of the obstacle (Art. 7).
    .told =
        🟡 { $request }: circumstances prevent the execution or delay it substantially (Art. 7): { $officer }, { $at_both }.
        { $statement }

partial =
    .help = /partial NUMBER — report an interim result
    .asked = the interim result
    .ask = { $request }: the interim result (Art. 7)?
    .preview =
        { $request }: interim result (Art. 7):
        { $text }
    .choice = Interim result
    .done = 🟡 { $request }: the interim result was passed to the requesting Party (Art. 7).
    .told =
        🟡 { $request }: interim result of the execution (Art. 7): { $officer }, { $at_both }.
        { $statement }

result =
    .help = /result NUMBER — report the result
    .asked = the result of execution
    .ask = { $request }: the result of the execution (Art. 7)?
    .preview =
        { $request }: result of the execution (Art. 7):
        { $text }
    .choice = Report the result
    .done = 🟢 { $request }: the result was passed to the requesting Party (Art. 7). The request closes when it acknowledges it.
    .told =
        🟢 { $request }: result of the execution (Art. 7): { $officer }, { $at_both }.
        { $statement }
        Acknowledge the result.
    .told-own =
        🟢 { $request }: a result was reported without a code by { $officer }, { $at_both }.
        If it is wrong, correct it: /fix. If a stranger reported it: /lost.

received =
    .help = /received NUMBER — acknowledge the result
    .asked = the note that the result was received
    .ask = { $request }: is the result received? A note may be added, for example: received, No. 3418. It closes the execution.
    .preview =
        { $request }: receipt of the result, the execution closes:
        { $text }
    .choice = Result received
    .done = ⚪ { $request }: result acknowledged, execution closed.
    .told =
        ⚪ { $request }: the requesting Party acknowledged the result, execution closed: { $officer }, { $at_both }.
        { $statement }

fix =
    .help = /fix NUMBER — correct the result
    .asked = the corrected result
    .ask = { $request }: the corrected result of the execution (Art. 7)? The former one stays visible.
    .preview =
        { $request }: corrected result of the execution (Art. 7):
        { $text }
    .choice = Correct the result
    .done = 🟢 { $request }: corrected result No. { $count } was passed to the requesting Party (Art. 7).
    .told =
        🟢 { $request }: corrected result No. { $count } (Art. 7): { $officer }, { $at_both }.
        { $statement }
        Acknowledge receipt { $due_until }.

incomplete =
    .help = /incomplete NUMBER — the result is incomplete
    .asked = in what the result is incomplete
    .ask = { $request }: in what is the result incomplete? Execution is resumed with the time limit that it had.
    .preview =
        { $request }: the result is incomplete, execution is resumed:
        { $text }
    .choice = Result incomplete
    .done = 🟡 { $request }: the requested Party is informed that the result is incomplete. Execution is resumed with the time limit that it had.
    .told =
        🟡 { $request }: the requesting Party considers the result incomplete: { $officer }, { $at_both }.
        { $statement }
        Execution is resumed; the former time limit, as a rule: { $due_until }.

final =
    .help = /final NUMBER — answer that the result is final
    .asked = why the result is final
    .ask = { $request }: why is the result final? Disputes about the application of the Protocol are settled by consultations and negotiations (Art. 11).
    .preview =
        { $request }: answer that the result is final:
        { $text }
    .choice = The result is final
    .done = 🟢 { $request }: the requesting Party is informed that the result is final.
    .told =
        🟢 { $request }: the requested Party states that the result is final: { $officer }, { $at_both }.
        { $statement }
        Disputes about the application of the Protocol are settled by consultations and negotiations (Art. 11). Acknowledge receipt { $due_until }.

handover =
    .help = /handover NUMBER — hand over to the successor with a note
    .asked = the note to the successor
    .ask = { $request }: what has the successor to know? Tasks, progress, contacts.
    .preview =
        { $request }: note to the successor.
        { $text }
    .choice = Hand over
    .done = { $request }: the note has gone to the successor.
    .told =
        🟡 { $request }: the former authority hands over. { $officer }, { $at_both }:
        { $statement }
        { $files }

withdraw =
    .help = /withdraw NUMBER — withdraw the request
    .asked = the reasons for the withdrawal
    .ask = { $request }: reasons for the withdrawal? A written confirmation that is owed already stays owed, Art. 10 still applies.
    .preview =
        { $request }: withdrawal of the request. Reasons:
        { $text }
    .choice = Withdraw the request
    .done = ⚪ { $request }: the request is withdrawn, the requested Party was told. A written confirmation that is owed already stays owed, Art. 10 still applies.
    .told =
        ⚪ { $request }: the requesting Party withdrew the request: { $officer }, { $at_both }.
        { $statement }
    .told-own =
        ⚪ { $request }: the request was withdrawn by { $officer }, { $at_both }.
        The requested Party was told. If a stranger did it, telephone them (/phone) and report it: /lost.

second =
    .choice = Withdraw with a second
    .told =
        🟡 { $request }: { $officer } proposes: { $deed }. A second officer does it by one press.
        { $statement }
    .done = { $request }: a second officer is awaited. Shown to: { $people }

agree =
    .choice = Agree and withdraw
    .told = ⚪ { $request }: { $deed }; the second officer { $officer } agreed, { $at_both }.

skipped-received = Without a note.
choice-undated = Without a date

## Refusals

refused-dispatch-which = There are several forwardings by letter, the dispatch of each is recorded apart.
refused-dispatch-date = The date of dispatch is missing.
refused-dispatch-ahead = That date has not come yet.
instead-dispatch-which = Choose the forwarding by its button.
instead-dispatch-date = Write number, date and way, for example: 17/5 of 23.11.2026, by courier service.
refused-take-undesignated = Your authority cannot take over { $request }: its Party does not designate it as a competent authority now.
refused-working = It is no longer possible to { $deed }: it is time to decide about { $request }.
refused-second-nobody = There is no second officer of the authority now.
instead-second-nobody = Withdraw it by a code of the code app.
refused-body-registered = That body is in the register.
refused-basis = Answer with a button.
refused-limit = There is no such limit.
refused-sign-author = This result may be signed by its author or by a signatory.
refused-date-past = That date has come or passed already.
instead-body-registered = Choose it by its button: /forward and the number of the request.
instead-basis = It may hinder: conditions under Art. 7; about the use of the information: Art. 10; others rest on no article.
instead-limit = Choose with a button; there may be several limits.
instead-moment-ahead = Write a moment ahead, within a year, for example: 01.12.2026 18:00.
instead-date-ahead = Write a date ahead, within a year, for example: 01.12.2026.
refused-addition-asks = It is not clear whether the addition asks for something new or only informs.
instead-addition-asks = Choose “Asks for something new” or “Only informs”.
refused-correction-field = There is no such field.
instead-correction-field = Choose one of the fields that are offered.
refused-correction-same = The field “{ $field }” says this already.
instead-correction-same = Write what it should say, or stop.
refused-correction-read = { $request }: these corrections have been read already.
refused-period-hours = A correction names the time limit as a moment, not in hours.

say =
    .help = /say NUMBER — a message to the other side
    .asked = the message
    .ask = { $request }: what is the message?
    .preview =
        { $request }: message to the other side:
        { $text }
    .choice = Message
    .done = { $request }: the message was sent to the other side. State and due moments stay.
    .told =
        { $request }: message: { $officer }, { $at_both }.
        { $statement }

hold =
    .help = /hold NUMBER — ask the other side to suspend what it does
    .asked = the call to suspend
    .ask = { $request }: what is to be suspended, and why?
    .preview =
        { $request }: call to suspend:
        { $text }
    .choice = Ask to suspend
    .done = 🟡 { $request }: the other side is asked to suspend. It rings there until an officer answers.
    .told =
        🔴 { $request }: call to suspend: { $officer }, { $at_both }. Is it suspended?
        { $statement }
    .told-again = 🔴 { $request }: the call to suspend ({ $since }, { $left } ago) has no answer. Is it suspended?

pause =
    .help = /pause NUMBER — answer that it is suspended
    .asked = the answer that it is suspended
    .preview = { $request }: it is suspended. The other side will be told; state and due moments stay.
    .choice = It is suspended
    .done = 🟢 { $request }: the other side is told that it is suspended.
    .told = 🟢 { $request }: it is suspended: { $officer }, { $at_both }.

proceed =
    .help = /proceed NUMBER — answer that it is not suspended
    .asked = the answer that it is not suspended
    .ask = { $request }: why is it not suspended?
    .preview =
        { $request }: it is not suspended:
        { $text }
    .choice = It is not suspended
    .done = 🟡 { $request }: the other side is told that it is not suspended.
    .told =
        🟡 { $request }: it is not suspended: { $officer }, { $at_both }.
        { $statement }
