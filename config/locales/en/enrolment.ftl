### What an officer sees on entering an invitation code.

enrolled =
    The code is accepted, your account is bound.
    Access opens when the administrator has approved you on the word of a second officer of your authority.
