"""PBKDF2 and scrypt in pure Python, for lessons.

A thousand rounds of PBKDF2 cost some five milliseconds of pure Python, and
Django asks for more than a million. So the work is **capped**: results are
those of RFC 6070 and RFC 7914 up to the caps, and beyond them those of the
cap, always the same for the same input. Hashing and checking a password
agree; hashes from elsewhere that asked for more work cannot be checked here.
This is for lessons, where there are no secrets to keep.
"""

import hashlib
import hmac
import struct
from collections.abc import Callable
from typing import Any

PBKDF2_ROUNDS = 5_000
# scrypt's work is n * r * p; Werkzeug asks for 2**15 * 8 * 1, which would take minutes.
SCRYPT_WORK = 128

Buffer = Any


def pbkdf2_hmac(
    hash_name: str, password: Buffer, salt: Buffer, iterations: int, dklen: int | None = None
) -> bytes:
    """PBKDF2 (RFC 8018, 5.2), with PBKDF2_ROUNDS iterations at most."""
    if not isinstance(hash_name, str):
        raise TypeError("expected 'str' for name")
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is not None and dklen < 1:
        raise ValueError("key length must be greater than 0.")
    return _pbkdf2(hash_name, bytes(password), bytes(salt), min(iterations, PBKDF2_ROUNDS), dklen)


def _pbkdf2(name: str, password: bytes, salt: bytes, rounds: int, dklen: int | None) -> bytes:
    mac = _prepared_hmac(name, password)
    size = hashlib.new(name).digest_size
    length = size if dklen is None else dklen
    key = b""
    for block in range(1, -(-length // size) + 1):
        link = mac(salt + struct.pack(">I", block))
        total = int.from_bytes(link, "big")
        for _ in range(rounds - 1):
            link = mac(link)
            total ^= int.from_bytes(link, "big")
        key += total.to_bytes(size, "big")
    return key[:length]


def _prepared_hmac(name: str, key: bytes) -> Callable[[bytes], bytes]:
    """HMAC with the key's two blocks hashed once for all rounds, which halves the work."""
    block_size = hashlib.new(name).block_size
    if len(key) > block_size:
        key = hashlib.new(name, key).digest()
    key = key.ljust(block_size, b"\0")
    inner = hashlib.new(name, key.translate(hmac.trans_36))
    outer = hashlib.new(name, key.translate(hmac.trans_5C))

    def mac(message: bytes) -> bytes:
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    return mac


def scrypt(
    password: Buffer,
    *,
    salt: Buffer,
    n: int,
    r: int,
    p: int,
    maxmem: int = 0,
    dklen: int = 64,
) -> bytes:
    """scrypt (RFC 7914), with n lowered until n * r * p is SCRYPT_WORK at most."""
    if n < 2 or n & (n - 1):
        raise ValueError("n must be a power of 2")
    if r < 1 or p < 1 or dklen < 1:
        raise ValueError("r, p and dklen must be positive")
    while n > 2 and n * r * p > SCRYPT_WORK:
        n //= 2
    blocks = _pbkdf2("sha256", bytes(password), bytes(salt), 1, p * 128 * r)
    mixed = b"".join(_mix(blocks[at : at + 128 * r], n, r) for at in range(0, len(blocks), 128 * r))
    return _pbkdf2("sha256", bytes(password), mixed, 1, dklen)


def _mix(block: bytes, n: int, r: int) -> bytes:
    """scryptROMix (RFC 7914, section 5) on little-endian 32-bit words."""
    words = list(struct.unpack(f"<{32 * r}I", block))
    table = []
    for _ in range(n):
        table.append(words)
        words = _block_mix(words, r)
    for _ in range(n):
        other = table[words[(2 * r - 1) * 16] & (n - 1)]
        words = _block_mix([left ^ right for left, right in zip(words, other, strict=True)], r)
    return struct.pack(f"<{32 * r}I", *words)


def _block_mix(words: list[int], r: int) -> list[int]:
    """scryptBlockMix (RFC 7914, section 4)."""
    last = words[-16:]
    even: list[int] = []
    odd: list[int] = []
    for number in range(2 * r):
        part = words[number * 16 : number * 16 + 16]
        last = _salsa([left ^ right for left, right in zip(last, part, strict=True)])
        (odd if number & 1 else even).extend(last)
    return even + odd


# Salsa20/8 (RFC 7914, section 3): target, two sources, rotation; a column round and a row round.
_QUARTERS = tuple(
    step
    for a, b, c, d in (
        (0, 4, 8, 12), (5, 9, 13, 1), (10, 14, 2, 6), (15, 3, 7, 11),
        (0, 1, 2, 3), (5, 6, 7, 4), (10, 11, 8, 9), (15, 12, 13, 14),
    )
    for step in ((b, a, d, 7), (c, b, a, 9), (d, c, b, 13), (a, d, c, 18))
)  # fmt: skip


def _salsa(block: list[int]) -> list[int]:
    x = block.copy()
    for _ in range(4):
        for target, left, right, turn in _QUARTERS:
            total = (x[left] + x[right]) & 0xFFFFFFFF
            x[target] ^= ((total << turn) | (total >> (32 - turn))) & 0xFFFFFFFF
    return [(left + right) & 0xFFFFFFFF for left, right in zip(x, block, strict=True)]
