### What an officer sees on entering an invitation code.

enrolled =
    The code is accepted, your account is bound.
    Access opens when a second officer of your authority has approved it.
