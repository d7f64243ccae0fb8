### Verification by emoji on Matrix.

# The answers; between bars are words that mean the same.
verification-yes = they match | match | matches | all match | yes, they match
verification-no = they do not match | do not match | does not match | no match | they don't match
verification-request = The bot asks to verify it and your account by emoji. If the request does not open, compare the fingerprints.
verification-shown =
    🟡 Verification by emoji. Your app must show the same seven, in the same order:
    { $emoji }
    All match: confirm in the app and type here: they match.
    Any differs: decline in the app and type here: they do not match.
    New to this bot? Whoever poses as the bot names emoji of their own here: compare them by telephone with the administrator.
verification-emojiless = ⚪ The verification was cancelled: this app compares numbers, the bot only emoji. Begin in an app that shows emoji (Element, for example), or compare the fingerprints by telephone with the administrator.
verification-unpressed = 🟡 Your answer is accepted. Now confirm in the app that the emoji match.
verification-unsaid = 🟡 Confirmed in the app; the bot is verified there. Now type here: they match — then the bot, too, marks your key as compared.
verification-again = 🟡 The bot was restarted. Confirmed in the app; the bot is verified there. Now type here, even if you have done so already: they match.
verification-done = 🟢 Verification completed: the key of your Matrix account is compared.
verification-cancelled = ⚪ The verification was cancelled. To begin again: "Verify" in the bot's profile, or /verify.
verification-late = ⚪ The verification was not completed within 10 minutes and is cancelled. To begin again: "Verify" in the bot's profile, or /verify.
verification-unanswered = ⚪ Nobody answered whether the emoji match: the key of your account is not marked as compared. To verify again: /verify.
verification-restarted = ⚪ The bot was restarted and the verification interrupted. To begin again: "Verify" in the bot's profile, or /verify.
verification-unbelieved = ⚪ The verification was cancelled: you have not verified the session it began from. Verify it in the settings of your app and begin again.
verification-failed = ⚪ The verification was interrupted: the app and the bot did not understand each other. Begin again; if that fails, compare the fingerprints by telephone with the administrator.
verification-mismatched =
    🔴 The verification found a difference: somebody may be between you and the bot.
    Type nothing here. Telephone the administrator at once; pass on what is urgent by telephone.
