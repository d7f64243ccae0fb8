### Help.

help =
    { $officer }, you may now:
    { $lines }
    .help = /help — this page

## Refusals

refused-code-here = This chat is bound to you already. The code was not taken and is not spent.
instead-code-here = Send it from the new account.
