"""
Addresses of chat accounts: sealed, and found by a keyed digest.

Both are under the data key of the register, which the ring wraps: without the ring no digest can
be made, not even of a guessed address. A ring that is rotated wraps the same data key anew, so
that every account is found as before.
"""

from storage.vault import REGISTER, Vault


def account(vault: Vault, channel: str, address: str) -> bytes:
    """Return the digest by which an account is found: one address, one digest."""
    return vault.digest(REGISTER, f"address {channel} {address}".encode())


def seal(vault: Vault, place: str, address: str) -> bytes:
    """Return an address sealed, bound to its `place`: table/column/row."""
    return vault.seal(REGISTER, place, address.encode())


def open_address(vault: Vault, place: str, sealed: bytes) -> str:
    """Return the address that was sealed at its `place`."""
    return vault.open(REGISTER, place, bytes(sealed)).decode()


def place(account: bytes) -> str:
    """Return where the address of an account is sealed."""
    return f"accounts/sealed/{bytes(account).hex()}"
