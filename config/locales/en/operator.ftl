### What the administrator sees: the command nabat, its help, its checks and refusals.

## Help

operator-help = Nabat: urgent requests between the competent authorities.
operator-help-version = Name the version.
operator-help-config = The file of settings; without it NABAT_CONFIG, then ./nabat.toml.
operator-help-run = Run the bot. Without settings: the training register on this console.
operator-help-demo = Show the bot at work: five days in some seconds.
operator-help-check = Check the installation; makes and changes nothing.
operator-help-incident = Close an incident whose cause is mended; what the clock had set aside is tried again.
operator-help-number = The number of the incident, from nabat check.
operator-help-registry = The register of Parties, authorities and officers.
operator-help-import = Enter a register from a file; what the file does not name stays.
operator-help-import-file = The file of the register, for example parties.toml.
operator-help-officer = The officers.
operator-help-invite = Invite an officer: make a one-time code.
operator-help-list = List the officers.
operator-help-suspend = Suspend an officer: the bot stops listening at once.
operator-help-thaw = End the freeze of an officer's accounts that were reported lost.
operator-help-approve = Approve an officer who has entered the code, where the authority has nobody yet.
operator-help-totp = Print a new secret of a code app; the former stops at once.
operator-help-totp-svg = Write a sheet for the printer: QR code, id, secret.
operator-help-totp-png = Write the QR code as a picture.
operator-help-totp-code = Issue no new secret, but make the issued one active: the app's first code.
operator-help-id = The officer's id, for example kz-1-0007.
operator-help-invite-id = A new code for an officer of the register who has no access.
operator-help-authority = The authority, for example KZ-1.
operator-help-secretariat = An officer of the Secretariat.
operator-help-role = The role.
operator-help-name = The name.
operator-help-phone = The telephone, with the country code.
operator-help-call-sign = The call-sign; without it, the id.
operator-help-lang = The language of the messages.
operator-help-journal = The journal.
operator-help-verify = Verify the journal's chain; changes nothing.
operator-help-verify-head = The last line of an earlier check, kept off this machine: compare with it.
operator-help-clock = The clock.
operator-help-clock-accept = Take the clock of this machine for right where the bot does not.

## Refusals

operator-folder-occupied = The folder { $place } is taken: nabat, process { $pid } on { $host }, since { $since }.
operator-folder-occupied-by-somebody = The folder { $place } is taken by another process of nabat.
operator-database-occupied = The database { $place } is taken: nabat, process { $pid } on { $host }, since { $since }.
operator-database-occupied-by-somebody = The database { $place } is taken by another process of nabat.
operator-database-address = The address of the database ([database] url) is not written correctly.
operator-database-missing = There is no database { $file } yet: nabat run or nabat registry import makes it.
operator-database-newer = The database was made by a newer version of nabat: update nabat.
operator-database-pooler = Between nabat and PostgreSQL ({ $place }) stands a pooler that keeps no sessions: two processes could run at once. Name PostgreSQL itself in [database] url, or set the pooler up: pool_mode = session, server_reset_query = DISCARD ALL.
operator-database-encoding = The encoding of the database { $place } is { $found }, and it has to be UTF8. Make a new one: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.
operator-storage-failed = The database does not answer: { $reason }.
operator-ring-missing = The database already holds encrypted data, and the key ring { $file } is missing: bring it back from the backup. A new ring would not open them, so none is made.
operator-ring-foreign = The key ring { $file } is not that of this database: it does not open its data. Bring the former ring back.
operator-ring-failed =
    The key ring { $file } cannot be used: { $reason ->
        [missing] the file is missing. Bring it back from the backup
        [unreadable] the file cannot be read. See whose it is and who may read it
        [open] its mode is { $mode }, and only its owner may read it: chmod 600 { $file }
       *[damaged] the file is damaged. Bring it back from the backup
    }.
operator-database-failed =
    The database { $file }: { $reason ->
        [full] there is no room on the disk
        [denied] no permission. See whose file it is, and the mode of its folder
        [readonly] it cannot be written. See the mode of the file and of its folder
        [closed] the file does not open. See what it is, and the mode of its folder
        [busy] another program holds it
        [io] the disk does not answer: an error of reading or writing
       *[other] { $detail }
    }.
operator-incident-unknown = There is no incident { $incident } among what was set aside: nabat check.
operator-incident-ended =
    The incident { $incident } is closed.{ $again ->
        [yes] { " " }A running bot tries again at once.
       *[no] { "" }
    }
operator-file-failed = { $file }: { $reason }.
operator-reason =
    { $code ->
        [ENOENT] there is no such file or folder
        [EACCES] no right to it
        [EPERM] no right to it
        [EISDIR] it is a folder, and a file is needed
        [ENOTDIR] a file stands where a folder is needed
        [EEXIST] there is such a file already
        [ENOSPC] the disk is full
        [EDQUOT] the quota of the disk is used up
        [EFBIG] the file would be larger than allowed
        [EROFS] the disk can only be read
        [ELOOP] the links lead in a circle
        [ENAMETOOLONG] the name is too long
        [EIO] the disk does not answer as it should
       *[other] { $said }
    }
operator-incident = A failure of the program itself; the log has the details. It has stopped.
operator-import-training = The database holds a real register and the file is a training one: a training register lives in a folder of its own ([paths] state).
operator-import-real = The database holds a training register and the file is a real one: invented authorities would stay among real ones. Begin with a new folder ([paths] state).
operator-run-telegram-connecting = Telegram: connecting to the server. Its log is { $log }. Ctrl-C ends it.
operator-run-telegram = Telegram: the server has answered, the bot works.
operator-run-matrix-connecting = Matrix: connecting to the homeserver. Its log is { $log }. Ctrl-C ends it.
operator-run-matrix = Matrix: the homeserver has answered, the bot works.
operator-run-no-channel = There is no channel: the console exists only with a training register, and the settings name no other. Set [telegram] token_file or [matrix] homeserver.
operator-webhook-secret-missing = The address of a webhook is set ([telegram] webhook_url), and there is no secret for it. Make one (openssl rand -hex 32) and name the file that holds it in [telegram] webhook_secret_file.
operator-webhook-secret-bad = The secret of the webhook is no good: it takes 1 to 256 characters, only Latin letters, digits, _ and -. openssl rand -hex 32 makes a new one; its place is the file named in [telegram] webhook_secret_file.
operator-run-not-drained = What was typed is stored, but not all answers are shown: the next start shows them.
operator-role-elsewhere = There is no role { $role } at { $authority }.
operator-name-empty = The name is missing.
operator-phone-wrong = A telephone is written with its country code, like "+7 495 000-01-10".
operator-authority-unknown = There is no authority { $authority } in the register; there are: { $known }.
operator-officer-unknown = There is no officer { $officer } in the register: nabat officer list.
operator-not-invitable = The officer { $officer } needs no code: one has been used. Suspend the officer first.
operator-account-taken = The account that brought the code has been bound to another officer: { $officer } needs a new code.
operator-application-over = The application of the officer { $officer } is too old or void. A new code: nabat officer invite --id { $officer }
operator-not-enrolled = The officer { $officer } has not entered the invitation code yet: too early to approve.
operator-not-pending =
    The officer { $officer } does not wait for approval and is { $standing ->
        [active] active
       *[suspended] suspended
    }.
operator-suspended-already = The officer { $officer } is suspended already.
operator-totp-none = No secret was issued to { $officer } yet: nabat officer totp { $officer }.
operator-totp-already = The code app of { $officer } is active already.
operator-totp-wrong = The code does not fit: the code app of { $officer } is not active. Check the clocks of the app and of this machine.
operator-usage-totp = --code does not go with --svg and --png: it makes an issued secret active
operator-usage-whom = one of three is needed: --authority, --secretariat or --id
operator-usage-person = --role, --name and --phone are needed
operator-usage-head = --head is the last line of an earlier check: a number, a sum of 64 signs, a moment
operator-journal-broken = The journal is broken: the first entry that does not fit or cannot be read is No. { $entry }. The last one that fits: { $head }
operator-journal-anew = The journal was rewritten or cut: it does not hold entry No. { $entry } that was kept. It now ends so: { $head }
operator-database-damaged = The file of the database { $file } is damaged: { $reason }. Nothing was written into it. Restore the database from a backup; until then requests go by telephone.
operator-database-damaged-somewhere = The file of the database is damaged: { $reason }. Restore the database from a backup; nabat journal verify says what is whole.

## Answers

operator-journal-whole =
    { $count ->
        [one] The journal is whole: { $count } entry.
       *[other] The journal is whole: { $count } entries.
    }
operator-journal-held = Entry No. { $entry } that was kept is in its place: up to it the journal is the same.
operator-clock-accepted = The clock of this machine is taken for right: { $at }. A running bot goes by it within a minute.
operator-imported = The register is entered. In the file: { $parties } Parties, { $agreements } agreements on technical means (counted by pairs of Parties).
operator-imported-officers = Officers: { $added } added, { $changed } changed.
operator-imported-added = Authority added, { $authority }: { $name }
operator-imported-changed = Authority changed, { $authority }: { $name }
operator-imported-same = Authorities: no changes.
operator-invited =
    The officer { $officer } is invited.
    The code works until { $until }, once. Give it in person or by telephone, not through this chat.
    The officer writes to the bot: { $start } CODE. Then a colleague approves in chat (/approve); the first ones of an authority you do: nabat officer approve { $officer }
    The code:
operator-totp-issued =
    A secret of a code app is issued to { $officer }; the one before, if any, has stopped.
    Print it and hand it over in person; send it through no chat. It is active after its first code:
    the officer writes /code 123456 to the bot, or here: nabat officer totp { $officer } --code 123456
    Secret:
operator-totp-file = For the printer: { $file }. Print it and delete the file.
operator-totp-active = The code app of { $officer } is active.
operator-suspended = The officer { $officer } is suspended.
operator-no-head = In { $authority } nobody is left who invites and suspends officers in chat: invite a head or deputy.
operator-thawed = No account is frozen any more: { $officer }.
operator-not-frozen = The officer { $officer } has no frozen account.
operator-check-frozen = Accounts are frozen (reported lost): { $ids }. Telephone the officer; if the telephone is there: nabat officer thaw { $officer }.
operator-approved = The officer { $officer } is approved.
operator-listed =
    { $count ->
        [one] { $count } officer in all.
       *[other] { $count } officers in all.
    }
operator-standing-invited = invited
operator-standing-pending = waits for approval
operator-standing-active = active
operator-standing-suspended = suspended
operator-no-accounts = no accounts

## Console

operator-welcome-title = 🧪 Nabat · training register, people and authorities are invented
operator-welcome = Write as any officer, for example: @kz-duty /urgent
operator-welcome-how =
    A line without @ goes on as the same. To press a button, type its number or its words.
    A file: +path; a line with \ at its end goes on. Commands: /help.
operator-welcome-end = To end: Ctrl-D or Ctrl-C. The log: { $log }.
operator-edited = updated
operator-awaits-approval = The code is taken. Access opens when a colleague (/approve) or the administrator approves: nabat officer approve { $officer }
operator-stranger = Nobody of that name is on this console. Type @name and the message; the names are at the top.
operator-unavailable = Not taken: the storage does not answer. Try again.
operator-zones-outdated = The time zones are out of date: Asia/Almaty is UTC+5 since 1 Mar 2024. Update the package tzdata, or periods will be shown an hour wrong.

## Check

operator-check-settings = The settings are read.
operator-check-state-bad = The folder { $folder } ([paths] state) cannot be written: the database and the keys lie there, without it the bot does not start. Check its owner and its rights.
operator-check-disk = Free on the disk: { $free } MB.
operator-check-disk-bad = Only { $free } MB free on the disk, at least { $least } MB are needed: make room.
operator-check-zones = Time zones present: { $count }. Asia/Almaty is UTC+5.
operator-check-zones-bad = Time zones are missing: { $zones }. Update the package tzdata.
operator-check-database = Database: { $database } { $version }.
operator-check-database-bad = The database cannot be read: { $reason }.
operator-check-database-read-only = The database only reads: it is a standby, or default_transaction_read_only is on. Name the main server in [database] url, or all of them.
operator-check-tables = The tables are of this version of nabat.
operator-check-tables-bad = The tables are not of this version of nabat: nabat run of the same or a newer version updates them.
operator-check-clock-here = Clock: the database is on this machine.
operator-check-clock = The clock differs from the database's by { $seconds } s.
operator-check-clock-bad = The clock differs from the database's by { $seconds } s, 2 s are allowed: set up NTP.
operator-clock-behind = The clock of this machine is behind by { $lasting }. Requests are sent and alarms ring; due moments follow the right time as soon as it is known. Set up NTP. If the clock of the machine is right: nabat clock accept.
operator-clock-ahead = The clock of this machine is ahead by { $lasting }. Requests are sent and alarms ring; nothing is overdue by this clock. Set up NTP. If the clock of the machine is right: nabat clock accept.
operator-clock-apart =
    The clock differs by { $lasting } from that of { $source ->
        [database] the database
        [telegram] the Telegram server
       *[matrix] the Matrix server
    }. Compare the clock of this machine with the right time and set up NTP.
operator-check-journal =
    { $count ->
        [one] Journal: { $count } entry, the end of the chain fits.
       *[other] Journal: { $count } entries, the end of the chain fits.
    }
operator-check-journal-bad = Journal: the end of the chain does not fit. nabat journal verify says what is broken.
operator-check-attachments =
    { $count ->
        [0] Attachments: no files yet.
        [one] Attachments: { $count } file, in its place.
       *[other] Attachments: { $count } files, all in their place.
    }
operator-check-attachments-bad =
    { $count ->
        [one] Attachments: { $count } file is missing
       *[other] Attachments: { $count } files are missing
    } ({ $ids }). Bring the folder { $folder } back from the backup of the same database.
operator-check-folder-bad = Attachments: the folder { $folder } cannot be written: { $reason }. See whose it is and what its rights are.
operator-check-set-aside =
    Set aside after three failures: { $place ->
        [event] a message of an officer
        [obligation] a reminder
        [snooze] a snoozed reminder
        [digest] a daily digest
        [message] an outgoing message
       *[card] a card
    } ({ $name }), incident { $incident }, { $at }. The log has the cause under this number.{ $fatal ->
        [yes] { " " }It ended the program, and is not tried again by itself.
       *[no] { "" }
    } When the cause is mended: nabat incident { $incident }
operator-check-ring = The key ring opens the data, mode { $mode }.
operator-check-register = Register: { $count } Parties bound; authorities in force: { $authorities }.
operator-check-register-bad = No register is entered, or no Party is bound yet: nabat registry import.
operator-check-party-bad = { $party }: no authority in force. Enter it: nabat registry import.
operator-check-channels-bad = There is no channel: the console exists only with a training register. Set [telegram] token_file or [matrix] homeserver.
operator-check-stuck = { $channel }: the bot runs, but since { $since } it has not written how it is. Look at its log and at the free disk space; start it again.
operator-check-telegram-idle = Telegram: the token is set, the bot does not run now.
operator-check-telegram-silent = Telegram: the bot runs, and has had no answer of the server yet.
operator-check-telegram-polling = Telegram: last poll { $seconds } s ago.
operator-check-telegram-webhook = Telegram: webhook, last found well { $seconds } s ago.
operator-telegram-unauthorized = Telegram: the token is refused since { $since }. Check it with @BotFather; write a new one into the file named in [telegram] token_file and start the bot again.
operator-telegram-conflict = Telegram: somebody else uses the same token, seen { $since }. Stop the second process and start this one again. If there is none, the token is in wrong hands: have @BotFather change it.
operator-telegram-unreachable = Telegram: the server does not answer since { $since }. Check the network, DNS and the proxy.
operator-telegram-refused = Telegram: the server refuses what the bot asks since { $since }: { $detail }. Check [telegram] webhook_url.
operator-telegram-undelivered =
    Telegram: updates do not reach the bot since { $since }{ $detail ->
        [none] { "" }
       *[other] ; Telegram says: { $detail }
    }. Check the proxy, the certificate and the secret of the webhook. Messages wait on the server for a day, presses of buttons for 150 seconds; until it is mended, polling may do: empty [telegram] webhook_url and start again.
operator-telegram-not-listening = Telegram: the bot cannot listen at [telegram] webhook_listen since { $since } ({ $detail }). Free the port or name another one.
operator-telegram-migrated = Telegram: the group { $chat } became the supergroup { $detail }, seen { $since }. This hinders nothing: decisions are made in private chats only.
operator-telegram-blocked = { $officer } ({ $name }, { $authority }) cannot be reached on Telegram since { $since }: the bot is blocked. Telephone, and ask to open the bot again and press Start; or give them another channel.
operator-telegram-deactivated = { $officer } ({ $name }, { $authority }) cannot be reached on Telegram since { $since }: the account was deleted. Invite with a new one: nabat officer suspend { $officer }, then nabat officer invite --id { $officer }.
operator-telegram-never-started = { $officer } ({ $name }, { $authority }) cannot be reached on Telegram since { $since }: the bot was never opened. Ask to find the bot and press Start, or give them another channel.
operator-telegram-moved = { $officer } ({ $name }, { $authority }) cannot be reached on Telegram since { $since }: the group { $chat } is entered, which is the supergroup { $detail } now. It takes a private chat: nabat officer suspend { $officer }, then nabat officer invite --id { $officer }.
operator-telegram-barred = { $officer } ({ $name }, { $authority }) cannot be reached on Telegram since { $since }: Telegram does not let the bot's messages pass. Telephone, and ask to open the bot again; or give them another channel.
operator-check-signing =
    { $count ->
        [0] Code apps: no head or deputy has access to the bot yet.
        [one] The code app of { $count } head or deputy is active.
       *[other] The code apps of all { $count } heads and deputies are active.
    }
operator-check-alarms-waiting =
    { $count ->
        [one] { $count } alarm was taken by no server
       *[other] { $count } alarms were taken by no server
    }, the first waits since { $since }. Check the channels; telephone the requested authorities.
operator-check-undelivered =
    { $count ->
        [one] { $count } message could not be delivered for a day
       *[other] { $count } messages could not be delivered for a day
    }, their senders were told. In the log: undelivered_for_a_day, the first one row={ $first }. Check the channels.
operator-check-holidays = The holidays of { $year } are not entered: { $ids }. What is due in working days is counted without them. Enter them: nabat registry import.
operator-check-signing-none =
    { $count ->
        [one] { $count } head or deputy has no active code app
       *[other] { $count } heads and deputies have no active code app
    } ({ $ids }) and can sign nothing. nabat officer totp { $officer } prints the sheet with the secret.
operator-check-signing-off = Signing by a code is off ([policy] step_up = false), and the register is a real one: people register, refuse and approve without a code. Set step_up = true.
operator-check-signing-training = Signing by a code is off ([policy] step_up = false): the register is a training one.
operator-check-reachable =
    { $count ->
        [one] A duty officer or signatory can be reached in { $count } authority.
       *[other] A duty officer or signatory can be reached in all { $count } authorities.
    }
operator-check-reachable-bad = { $authority }: no duty officer or signatory can be reached. nabat officer list --authority { $authority } says who is in the register; invite of them: nabat officer invite --id ID. Somebody new: nabat officer invite --authority { $authority } --role … --name … --phone …
operator-help-matrix = Matrix: the account of the bot.
operator-help-matrix-setup = Make the bot's device and the keys that strict clients believe; prints the fingerprints to compare.
operator-matrix-not-set-up = The bot has no account on Matrix yet: nabat matrix setup.
operator-matrix-no-olm = Matrix: the encryption library is not installed; without it the bot does not start. Install nabat with its dependencies again.
operator-matrix-other = The settings say { $user }, and the keys in the ring are those of { $known }. Correct [matrix] user, or run nabat matrix setup.
operator-matrix-no-homeserver = The settings name no [matrix] homeserver and user.
operator-matrix-password = Password of { $user }
operator-matrix-refused = The homeserver refuses: { $reason }.
operator-matrix-unreached = The homeserver { $server } cannot be reached.
operator-matrix-no-password = The homeserver { $server } takes no log-in by password, and the bot has no other. Ask its administrator to allow it (Synapse: password_config: enabled: true), then run nabat matrix setup again.
operator-matrix-elsewhere = At { $server } it is said that the server is here: { $to }. If that is your homeserver, write this address into [matrix] homeserver and run nabat matrix setup again.
operator-matrix-none = What answers at { $server } is no Matrix homeserver ({ $said }). Write into [matrix] homeserver the address that base_url names in https://SERVER-NAME/.well-known/matrix/client, and run nabat matrix setup again.
operator-matrix-not-vouched = The server does not show the keys that were uploaded: clients would not believe the bot. Try again later.
operator-matrix-other-identity = The master key of the bot was replaced at the homeserver, which did not take the former one back: there is a new one. Officers' clients will warn of the change; tell each of them the new fingerprint, by telephone.
operator-matrix-set-up =
    { $user }: the device is made, its keys are signed, the secrets are in the key ring. Back it up.
    Note both fingerprints, the second is not shown again: each officer compares them on entering.
    Compare with what a client shows (the bot's profile, "Verify"): the master key
operator-matrix-device = and the key of the device
operator-help-matrix-compare = Show the fingerprint of an officer's master key on Matrix, or note that it was compared.
operator-help-matrix-heard = The fingerprint that the officer has read out over the telephone: note that it is the same.
operator-matrix-key = { $officer }, { $user }. Let the officer read out the fingerprint of their master key over the telephone; here it is:
operator-matrix-compared = { $officer }: the fingerprint is the same, the key is marked as compared.
operator-matrix-differs = { $officer }: the fingerprint is another one. Do not approve the account: somebody may be between the officer and the bot, or another key was read out.
operator-matrix-no-key = { $officer }: there is no Matrix account whose key is known.
operator-check-matrix = Matrix: { $user }, master key { $master }.
operator-check-matrix-idle = Matrix: the account is there, the bot does not run now.
operator-check-matrix-silent = Matrix: the bot runs, and has had no answer of the homeserver yet.
operator-check-matrix-syncing = Matrix: last sync { $seconds } s ago.
operator-matrix-unauthorized = Matrix: the homeserver has not taken the bot since { $since }: its device was removed, or its token has expired. Run nabat matrix setup, and start the bot again.
operator-matrix-unreachable = Matrix: the homeserver has not answered since { $since }. Look at the network, DNS and the server itself.
operator-matrix-refuses = Matrix: the homeserver has refused the bot's call since { $since }: { $detail }.
operator-matrix-redirected = Matrix: the address of the homeserver has redirected to another since { $since }: { $detail }. If that is your server, write this address into [matrix] homeserver and start the bot again.
operator-matrix-no-server = Matrix: what answers at the homeserver's address since { $since } is no homeserver ({ $detail }). Check [matrix] homeserver (base_url in https://SERVER-NAME/.well-known/matrix/client names the address) and the proxy before the server.
operator-matrix-password-refused = Matrix: the bot is logged out, and its password has been refused since { $since } ({ $detail }): it hears nobody. Write the valid password into [matrix] password_file and start the bot again; or stop the bot, run nabat matrix setup, and start it.
operator-matrix-password-login-off = Matrix: the bot is logged out, and the homeserver takes no log-in by password since { $since }: the bot hears nobody. Ask the server's administrator to allow it (Synapse: password_config: enabled: true); the bot then logs in by itself.
operator-matrix-device-gone =
    Matrix: since { $since } the homeserver has no keys of the bot's device, or others': nobody can read the bot, and it sends nothing. { $detail ->
        [none] The bot is making a new device.
        [password] There is no password in the settings, the bot cannot make a new device. Stop the bot, run nabat matrix setup, and start it.
        [ring] No new device was made: the key ring cannot be written. Check the owner and the mode of the file, stop the bot, run nabat matrix setup, and start it.
        [often] The device disappears again and again, the bot makes no more for now. Ask the homeserver's administrator who removes it; then stop the bot, run nabat matrix setup, and start it.
        [shown] A new device was made, but the server does not show it; the bot will try again.
        [net] The server does not answer the calls for a new device; the bot will try again.
        [no_password_login] The server takes no log-in by password. Ask its administrator to allow it (Synapse: password_config: enabled: true).
       *[other] No new device was made, the server refused: { $detail }. Stop the bot, run nabat matrix setup, and start it.
    }
operator-matrix-device-not-vouched =
    Matrix: since { $since } the identity of the bot at the homeserver does not vouch for its device: strict clients do not read the bot, and it sends nothing. { $detail ->
        [none] The bot is signing its device anew.
        [password] That takes the password, and the settings have none. Stop the bot, run nabat matrix setup, and start it.
        [taken] The server does not take the former master key of the bot back. Stop the bot, run nabat matrix setup (it makes a new master key), and start it; tell officers the new fingerprint, by telephone.
        [shown] The server does not show the signature; the bot will try again.
        [net] The server does not answer; the bot will try again.
       *[other] The server refused: { $detail }. Stop the bot, run nabat matrix setup, and start it.
    }
operator-matrix-renewed = Matrix: the bot's device was gone from the homeserver, or the file of its keys was; { $since } the bot made a new one, signed by the same master key. Back the key ring up. If it was not you who removed the device, ask the server's administrator.
operator-matrix-impostor = Matrix: others' keys stood under the name of the bot's device, noticed { $since }. The bot made a new device and closed the old one. Somebody knows the bot's password or token, or runs the server: change the password, write it into [matrix] password_file, ask the server's administrator.
operator-matrix-identity-reset = Matrix: the master key of the bot was replaced at the homeserver, noticed { $since }. The bot has put its own back. Somebody knows the bot's password, or runs the server: change the password, write it into [matrix] password_file, ask the server's administrator.
operator-matrix-forgotten = Matrix: the homeserver does not remember what the bot has read already, noticed { $since }: probably it was restored from a backup. The bot has read the rooms anew; officers were told to repeat what has no answer. Ask the server's administrator of which time messages are lost.
operator-matrix-changed = Matrix: the master key of { $chat } has changed, noticed { $since }. The account is cut off until a colleague approves it; telephone its owner.
operator-matrix-mismatched = Matrix: the verification of { $chat } by emoji found a difference, noticed { $since }. Somebody may be in between: telephone its owner, compare fingerprints, ask the administrator of the homeserver.
operator-matrix-slow = Matrix: since { $since } the homeserver takes one message from the bot in { $detail } s, alarms are delayed. Lift this limit for the bot's account (override_ratelimit of Synapse's admin API) or raise rc_message in homeserver.yaml: administrator's guide, “Limits of the homeserver”. The bot notices it by itself within a day.
operator-matrix-not-joined = { $officer } ({ $name }, { $authority }) is out of reach on Matrix since { $since }: not in the bot's room. Ask them to accept the invitation, or give another channel.
operator-matrix-intruder = { $officer } ({ $name }, { $authority }) is out of reach on Matrix since { $since }: somebody else is in the room, nothing is sent there. Only the homeserver could add them: ask its administrator. The bot makes a new room once the officer has left this one.
operator-matrix-unencrypted = { $officer } ({ $name }, { $authority }) is out of reach on Matrix since { $since }: the room is not encrypted, nothing is sent there. Ask the administrator of the homeserver. The bot makes a new room once the officer has left this one.
operator-matrix-unsigned = { $officer } ({ $name }, { $authority }) is out of reach on Matrix since { $since }: there is no verified device. Ask them to set up cross-signing and to verify their session.
operator-matrix-plaintext = { $officer } ({ $name }, { $authority }): a message in clear stood in the encrypted room in the officer's name, noticed { $since }. It was not taken in. The homeserver may have put it there: ask its administrator.
operator-matrix-missed = { $officer } ({ $name }, { $authority }): the homeserver did not give a part of this officer's messages ({ $detail }), noticed { $since }. The officer was told to repeat; telephone where you see no answer, and ask the server's administrator.
operator-matrix-undecrypted = { $officer } ({ $name }, { $authority }): a message could not be decrypted, its key did not come, noticed { $since }. The officer was told to repeat. If many have this, the homeserver loses keys: ask its administrator.
operator-matrix-replayed = { $officer } ({ $name }, { $authority }): the homeserver repeated an old message of the officer under a new id, noticed { $since }. It was not taken in: ask its administrator.
operator-check-compared-emoji = { $officer } ({ $name }): the Matrix key was compared by emoji, { $at }.
operator-check-compared-fingerprint = { $officer } ({ $name }): the Matrix key was compared by fingerprint, { $at }.
operator-check-compared-not = { $officer } ({ $name }): the Matrix key is not compared. By emoji: "Verify" in the bot's profile, or /verify; by fingerprint: nabat matrix compare { $officer }.
operator-check-comparing = { $user } ({ $officer }): a verification by emoji is under way. The officer's app must show: { $emoji }
operator-usage-unseen = Argument { $number }, character { $place }: { $char } cannot be seen, or a terminal obeys it. Take it out.
operator-name-known = The name reads as that of { $officer } of the same authority: they could not be told apart. Add a patronymic or a second initial; for the same officer, officer invite --id.
operator-check-owner-bad = { $file } belongs to { $owner }, not to the owner of the state folder. chown it, then chmod { $wanted }.
operator-check-mode-bad = { $file } has mode { $mode }, it must be { $wanted }. chmod { $wanted }, or start nabat anew.
operator-check-modes = Files and folders open to their owner alone: { $count }
