"""
Telegram: PTB's objects over aiohttp, an own loop of getUpdates, own budgets.

What comes in: polling -> receiving -> updates (what it means). What goes out: sending -> text,
budget; outcomes says how it ended. request is PTB's way to the server, health what the operator
sees, menu the commands in each chat.
"""
