### The words of which messages are made: Parties, roles, states, moments, periods.

nabat = Nabat
operator = administrator
secretariat = CSTO Secretariat
person-in-office = { $name } ({ $text })

## Moments and periods

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
past-end-of-day = at the end of { $day } ({ $zone })
duration-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
duration-hours = { $count } h
duration-minutes = { $count } min
duration-moment = less than a minute

zone-Asia-Almaty = Astana
zone-Asia-Bishkek = Bishkek
zone-Asia-Dushanbe = Dushanbe
zone-Asia-Yerevan = Yerevan
zone-Europe-Minsk = Minsk
zone-Europe-Moscow = Moscow

## Parties; in English both forms are one

party-AM = Armenia
party-AM-of = Armenia
party-BY = Belarus
party-BY-of = Belarus
party-KG = Kyrgyzstan
party-KG-of = Kyrgyzstan
party-KZ = Kazakhstan
party-KZ-of = Kazakhstan
party-RU = Russia
party-RU-of = Russia
party-TJ = Tajikistan
party-TJ-of = Tajikistan
side-requesting = the requesting Party
side-requested = the requested Party
side-either = either Party
side-product = the system

role-duty_officer = duty officer
role-deputy = deputy head
role-acting_head = acting head
role-head = head
role-registrar = registrar
role-auditor = auditor
role-secretariat_officer = Secretariat officer
role-secretariat_head = head of the Secretariat duty unit

## Article 3

ground-constitutional_order = against the foundations of the constitutional order and the security of the state
ground-peace_and_security = against the peace and security of mankind
ground-information_technology = in the field of information technology

## Languages and means of communication

lang-ru = Russian
lang-en = English
channel-console = console
channel-matrix = Matrix
channel-telegram = Telegram
channel-telephone = telephone
channel-fax = fax

## What is owed

kind-consent = consent to the transmission of one request
kind-transmit = transmission of the request
kind-acknowledge = acknowledgement
kind-confirm = official written confirmation (Art. 6)
kind-forward = forwarding, if execution is outside the competence (Art. 7)
kind-execute = execution of the request (Art. 7)
kind-tell_result = information on the result (Art. 7)
kind-tell_obstacle = notification of an obstacle (Art. 7)
kind-answer_details = answer to the request for additional information (Art. 7)
kind-answer_conditions = answer to the proposed conditions (Art. 7)
kind-record_confirmation = incoming number of the confirmation, or an objection
kind-written_refusal = written notification of refusal (Art. 9)
kind-relay_notice = informing the Parties of a notice (Art. 4)
kind-receipt = receipt of a notice

## Notices

kind-designation = designation of a competent authority
kind-change = change of a competent authority
kind-contacts = change of contact details
kind-exit = withdrawal from the Protocol (Art. 18)
kind-circular = other communication of the CSTO Secretary-General

## States

state-execution-transmitting = being transmitted
state-execution-transmitted = transmitted, not acknowledged
state-execution-acknowledged = acknowledged
state-execution-in_execution = accepted for execution
state-execution-postponed = execution postponed
state-execution-forwarded = forwarded to the body competent
state-execution-result_reported = result reported
state-execution-refused = execution refused
state-execution-misaddressed = received in error
state-execution-withdrawn = withdrawn
state-execution-closed = closed
state-form-not_transmitted = the request is not transmitted yet
state-form-awaiting = written confirmation awaited
state-form-declined = the requesting Party said that it will not confirm
state-form-confirmed = written confirmation registered
state-form-objected = objection to the written confirmation
state-form-recorded = written confirmation recorded with its incoming number
state-notice-entered = entered, not sent to the Parties
state-notice-relayed = sent to the Parties
state-notice-withdrawn = withdrawn before it was sent to the Parties
state-notice-superseded = superseded by a later notice
state-consent-asked = consent to the transmission was asked
state-consent-given = consent to the transmission was given
state-consent-declined = consent to the transmission was declined
state-consent-lapsed = the question for consent lapsed without an answer
state-consent-withdrawn = the question for consent was withdrawn

## Fields of a request: their names in the form and on buttons

label-to = To
label-ground = Ground
label-qualification = Qualification
label-purpose = Purpose
label-justification = Justification
label-substance = Substance
label-assistance = Assistance
label-persons = Persons
label-periods = Periods
label-urgent_until = Urgent until
label-other = Other
label-text = Text

## The words that the form understands; separated by commas

words-label-to = To, Addressee, Requested Party, Requested authority
words-label-ground = Ground, Grounds, Ground (Art. 3)
words-label-qualification = Qualification, Qualified as
words-label-purpose = Purpose, Purposes
words-label-justification = Justification
words-label-substance = Substance, Matter
words-label-assistance = Assistance, Assistance requested, Requested assistance
words-label-persons = Persons, Person, Persons involved
words-label-periods = Periods, Period
words-label-urgent_until = Urgent until, Until
words-label-other = Other, Other information

words-party-AM = Armenia, Republic of Armenia, AM, ARM
words-party-BY = Belarus, Republic of Belarus, BY, BLR
words-party-KG = Kyrgyzstan, Kyrgyz Republic, KG, KGZ
words-party-KZ = Kazakhstan, Republic of Kazakhstan, KZ, KAZ
words-party-RU = Russia, Russian Federation, RU, RUS
words-party-TJ = Tajikistan, Republic of Tajikistan, TJ, TJK

words-ground-constitutional_order = CO, Constitutional order, Against the foundations of the constitutional order and the security of the state, State security
words-ground-peace_and_security = PS, Peace and security, Against the peace and security of mankind
words-ground-information_technology = IT, Information technology, In the field of information technology

words-periods-not_set = None, Not set, No

words-command-cancel = Cancel
words-command-help = Help
words-choice-ack = I acknowledge receipt, Receipt acknowledged, Acknowledged
words-choice-accept = I accept for execution, Accepted for execution

words-role-duty_officer = Duty officer
words-role-deputy = Deputy, Deputy head
words-role-acting_head = Acting head
words-role-head = Head
words-role-registrar = Registrar
words-role-auditor = Auditor
words-role-secretariat_officer = Secretariat officer
words-role-secretariat_head = Head of the Secretariat duty unit

## What is asked

asked-urgent = the urgent request
asked-confirm = the written confirmation
asked-invite = the invitation of an officer
asked-approve = the four words for the approval
asked-unnotice = the withdrawal of a notice
asked-notice = the notice to be entered
asked-disagree = the reasons for declining consent
asked-refuse = the reasons for the refusal
asked-refusal = the written notice of refusal
asked-decline = the reasons why there will be no confirmation
asked-record = the incoming number of the confirmation
asked-object = the objection to the confirmation
asked-reply = the answer to the objection
asked-obstacle = the obstacle to execution
asked-partial = the interim result
asked-result = the result of execution
asked-received = the note that the result was received
asked-withdraw = the reasons for the withdrawal
