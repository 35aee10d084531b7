"""Signed heads: the form that others read, openssl as judge, and no second way to write one."""

import base64
import random
from pathlib import Path

import pytest

from evidence.errors import LedgerFault
from evidence.seal.head import Head, _key_id, is_origin, read_head, sign_head
from evidence.seal.ledger_key import LedgerKey, LedgerPublicKey
from tests.evidence.seal.ledgers import fails
from tests.evidence.seal.program import must, openssl

HEAD = Head("wangjian/530999/ab12", 42, bytes(range(32)))


def test_the_published_example_of_a_signed_note_verifies() -> None:
    """C2SP signed-note, Verifier keys, Example: the key id and the key of its own vkey."""
    vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    name, identifier, encoded = vkey.split("+")
    raw = base64.b64decode(encoded)
    assert raw[0] == 1
    assert _key_id(name, LedgerPublicKey(raw[1:])).hex() == identifier


def test_a_head_is_three_lines_and_a_signature_that_openssl_verifies(
    tmp_path: Path, ledger_key: LedgerKey
) -> None:
    signed = sign_head(HEAD, ledger_key)
    text, _, line = signed.note.partition(b"\n\n")
    assert text == b"wangjian/530999/ab12\n42\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    mark, name, encoded = line.decode().split(" ")
    assert (mark, name) == ("—", HEAD.origin)
    (tmp_path / "text").write_bytes(text + b"\n")
    (tmp_path / "sig").write_bytes(base64.b64decode(encoded)[4:])
    (tmp_path / "key.pem").write_bytes(ledger_key.public.to_pem())
    judge = ("pkeyutl", "-verify", "-pubin", "-inkey", tmp_path / "key.pem", "-rawin")
    judged = (*judge, "-in", tmp_path / "text", "-sigfile", tmp_path / "sig")
    must(*judged)
    (tmp_path / "text").write_bytes(text.replace(b"42", b"41") + b"\n")
    assert openssl(*judged).returncode != 0


def test_a_head_is_read_as_it_was_signed(
    ledger_key: LedgerKey, other_ledger_key: LedgerKey
) -> None:
    signed = sign_head(HEAD, ledger_key)
    both = [other_ledger_key.public, ledger_key.public]
    assert read_head(signed.note, both) == signed
    fails("head-broken", lambda: read_head(signed.note, [other_ledger_key.public]))
    fails("head-broken", lambda: read_head(signed.note, []))
    other = "wangjian/530999/ab13"
    fails("head-foreign", lambda: read_head(signed.note, both, origin=other))
    assert read_head(signed.note, both, origin=HEAD.origin).size == 42


def test_no_byte_of_a_head_can_be_changed(ledger_key: LedgerKey) -> None:
    note = sign_head(HEAD, ledger_key).note
    for place in range(len(note)):
        for bit in range(8):
            changed = bytearray(note)
            changed[place] ^= 1 << bit
            with pytest.raises(LedgerFault):
                read_head(bytes(changed), [ledger_key.public])
    for cut in random.Random(1).sample(range(len(note)), 30):
        with pytest.raises(LedgerFault):
            read_head(note[:cut], [ledger_key.public])
    for more in (b"\n", note, "— other aaaa\n".encode(), b" "):
        fails("head-broken", lambda more=more: read_head(note + more, [ledger_key.public]))


def test_the_same_head_in_another_base64_is_refused(ledger_key: LedgerKey) -> None:
    """The last digit of 32 bytes in base64 has two bits that say nothing."""
    note = sign_head(HEAD, ledger_key).note
    assert base64.b64decode("Hh9=") == base64.b64decode("Hh8=")
    fails("head-broken", lambda: read_head(note.replace(b"Hh8=", b"Hh9="), [ledger_key.public]))


@pytest.mark.parametrize("text", ["", "a b", "a\nb", "a+b", "甲", "/a", "-a", "a" * 121])
def test_what_cannot_name_a_ledger(text: str, ledger_key: LedgerKey) -> None:
    assert not is_origin(text)
    with pytest.raises(ValueError):
        sign_head(Head(text, 1, bytes(32)), ledger_key)


@pytest.mark.parametrize("size", [b"042", b"-1", b"4 2", b"0x2a", b"", b"9" * 30, "４２".encode()])
def test_numbers_in_another_form_are_refused(size: bytes, ledger_key: LedgerKey) -> None:
    note = sign_head(HEAD, ledger_key).note.replace(b"\n42\n", b"\n" + size + b"\n")
    fails("head-broken", lambda: read_head(note, [ledger_key.public], name="x\x1b[2J"))
