"""The course secret, and the seeds of hidden cases that are made from it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

NAME = "secret.key"


class NoSecret(Exception):
    """The course secret is missing or damaged; the message names the mend."""


def create(root: Path) -> bool:
    """Write a new secret unless there is one; True when it was written."""
    path = root / NAME
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
    return True


def read(root: Path) -> bytes:
    """The course secret; raises `NoSecret` when it is missing or damaged."""
    path = root / NAME
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise NoSecret(
            f"{path}: the course secret is missing. Write one with: python -m autograde init"
        ) from None
    except (OSError, ValueError) as error:
        raise NoSecret(
            f"{path}: the course secret cannot be read ({error}). "
            "Restore it, or delete it and run: python -m autograde init"
        ) from None
    if len(secret) < 16:
        raise NoSecret(
            f"{path}: the course secret is too short. Delete it and run: python -m autograde init"
        )
    return secret


def seed(secret: bytes, assignment: str, student: str, exercise: str) -> bytes:
    """The seed of one student's hidden cases for one exercise."""
    fields = "\0".join((assignment, student, exercise)).encode("utf-8", "surrogatepass")
    return hmac.new(secret, fields, hashlib.sha256).digest()
