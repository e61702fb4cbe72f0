"""The data key of a book and what is shut with a key: 32 random bytes, ChaCha20-Poly1305 (RFC 8439)."""

from __future__ import annotations

import secrets
from hashlib import sha256
from pathlib import Path

KEY_BYTES, NONCE_BYTES = 32, 12
PLAIN = b"SQLite format 3\0"
"""How a file that is not encrypted begins (sqlite.org/fileformat2.html); one that is begins with random bytes."""
PAGE = 4096
"""Bytes: an encrypted file is whole pages of this size."""


def new_key() -> bytes:
    """A new data key."""
    return secrets.token_bytes(KEY_BYTES)


def fingerprint(key: bytes) -> str:
    """What tells one data key from another and nothing else: 16 hex digits."""
    return sha256(b"linli data key" + key).hexdigest()[:16]


def is_encrypted(path: Path) -> bool:
    """Whether a file is an encrypted book, as far as can be seen from outside; False where there is none."""
    try:
        with path.open("rb") as file:
            head = file.read(len(PLAIN))
        size = path.stat().st_size
    except OSError:
        return False
    return size > 0 and size % PAGE == 0 and head != PLAIN


def wrap(key: bytes, text: bytes, about: str) -> bytes:
    """Shuts `text` with a key; `about` says what for, and what was shut for another purpose does not open."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, text, about.encode())


def unwrap(key: bytes, shut: bytes, about: str) -> bytes | None:
    """What was shut with this key for this purpose; None when it was not, or is damaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return ChaCha20Poly1305(key).decrypt(shut[:NONCE_BYTES], shut[NONCE_BYTES:], about.encode())
    except (InvalidTag, ValueError):
        return None
