"""Addresses written as they are become links, while the text is being read: never inside code or another link."""

import re

from markdown_it.rules_inline import StateInline

_SCHEME = re.compile(r"(?:^|[^\w/=])(https?)$")
_REST = re.compile(r"://[^\s<>\"'`\\|^{}\[\]]{1,500}")
_ADDRESS = re.compile(r"(?<![\w(<\[\"'=/])(https?" + _REST.pattern + ")")
_TAIL = ".,;:!?»)”’…*~"


def trim(address: str) -> str:
    """The address without the sentence's own punctuation; a closing parenthesis stays when it opened inside."""
    spare = address.count(")") - address.count("(")
    while address and address[-1] in _TAIL and (address[-1] != ")" or spare > 0):
        spare -= address[-1] == ")"
        address = address[:-1]
    return address


def split(text: str) -> list[str]:
    """Words and addresses by turns: each odd piece is an address."""
    pieces = [""]
    for index, piece in enumerate(_ADDRESS.split(text)):
        if index % 2:
            address = trim(piece)
            pieces += [address, piece[len(address) :]]
        else:
            pieces[-1] += piece
    return pieces


def bare_address(state: StateInline, silent: bool) -> bool:
    """A rule for the parser: at the colon of « https://… », what was read just before is the scheme."""
    if state.src[state.pos] != ":" or state.linkLevel > 0:
        return False
    scheme = _SCHEME.search(state.pending[-8:])
    rest = _REST.match(state.src, state.pos) if scheme else None
    if scheme is None or rest is None:
        return False
    address = trim(scheme.group(1) + rest.group())
    link = state.md.normalizeLink(address)
    if len(address) < len(scheme.group(1)) + 4 or not state.md.validateLink(link):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme.group(1))]
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": link}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos += len(address) - len(scheme.group(1))
    return True
