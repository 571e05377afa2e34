"""Pseudonyms: the same person gets the same one, and nobody without the key can tell whose it is."""

import hmac
import os
import secrets
import tempfile
from pathlib import Path

import pandas as pd

from pilots.errors import PilotsError

KEY = "pseudonyms.key"
_BYTES = 32


class Pseudonymiser:
    """Gives pseudonyms by HMAC-SHA256 under a secret key that is made once and stays in its folder.

    Parameters
    ----------
    folder
        Where the key stays; made, for its owner alone (0700), where it is not there yet. The key file can be
        read by its owner alone (0600).

    Raises
    ------
    PilotsError
        When the key can't be made or read, or is damaged.

    References
    ----------
    Krawczyk, Bellare & Canetti (1997), HMAC: Keyed-Hashing for Message Authentication, RFC 2104.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     give = Pseudonymiser(Path(folder))
    ...     again = Pseudonymiser(Path(folder))
    ...     give.one("Ann", "name") == again.one(" ann", "name"), give.one("Ann", "name") == give.one("Ann", "child")
    (True, False)
    """

    def __init__(self, folder: Path) -> None:
        self._key = _key(Path(folder))

    def one(self, value: str, variable: str) -> str:
        """The pseudonym of a value of a variable; capitals and spaces around or in a row make no difference."""
        message = f"{variable}\0{' '.join(value.split()).casefold()}".encode()
        return "p-" + hmac.digest(self._key, message, "sha256").hex()[:16]

    def of(self, values: "pd.Series[str]", variable: str) -> "pd.Series[str]":
        """The pseudonyms of a column; a missing cell stays missing."""
        given = {value: self.one(value, variable) for value in values.dropna().unique()}
        return values.map(given).astype("str")


def _key(folder: Path) -> bytes:
    path = folder / KEY
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        if not path.exists():
            _make_once(path)
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError as error:
        raise PilotsError(f"the key of the pseudonyms can't be used ({error.strerror})", where=path) from None
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise PilotsError(
            "the key of the pseudonyms is damaged",
            where=path,
            mend="Put back a copy. Without one, remove it: new pseudonyms are then given everywhere.",
        )
    return key


def _make_once(path: Path) -> None:
    """Write a whole key beside the path and link it there, so that of two makers one wins and both read it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{KEY}-")  # made 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_bytes(_BYTES).hex())
    try:
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
