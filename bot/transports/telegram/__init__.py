"""
Telegram: PTB's objects over aiohttp, own ways in (getUpdates or a webhook), own budgets.

What comes in: polling, or webhook with its registration -> intake (each chat's order) -> receiving
-> updates (what it means). What goes out: sending -> text, budget; outcomes says how it ended.
request is PTB's way to the server, rhythm how long is waited, health what the operator sees, menu
the commands in each chat.
"""
