"""Layer names: whatever surrounds a word, it keeps its meaning; whatever a name is, it does no harm."""

from __future__ import annotations

import tomllib
from importlib import resources

from hypothesis import given
from hypothesis import strategies as st

from pinrender.artwork._model import Role
from pinrender.artwork._role_table import meaning, words_of

TABLE = tomllib.loads(
    resources.files("pinrender.assets").joinpath("roles", "roles.toml").read_text(encoding="utf-8")
)
PHRASES = [(phrase, role) for role in Role for phrase in TABLE[role.value]]
PHRASES += [(phrase, Role(rule["role"])) for rule in TABLE["instead"] for phrase in rule["words"]]
NOISE = st.text(st.sampled_from("0123456789 -_.,:;()[]#+/"), max_size=6)
CASES = st.sampled_from([str.lower, str.upper, str.title, str.capitalize])
PHRASES += [(phrase, Role.RECESS) for rule in TABLE["texture"] for phrase in rule["words"]]
STRENGTH = [
    *(Role.ENAMEL, Role.METAL, Role.RECESS, Role.RELIEF),
    *(Role.PRINT, Role.EPOXY, Role.IGNORE, Role.CUTOUT),
]


@given(st.sampled_from(PHRASES), CASES, NOISE, NOISE, st.sampled_from(" -_ /"))
def test_case_digits_and_separators_do_not_matter(
    entry: tuple[str, Role], case: object, before: str, after: str, separator: str
) -> None:
    phrase, role = entry
    name = before + case(phrase).replace(" ", separator) + after  # type: ignore[operator]
    said = meaning(name)
    assert said is not None
    assert said.role is role


@given(st.sampled_from(PHRASES), st.sampled_from(["Layer", "Ebene", "Calque", "the fox's", "xyz"]))
def test_words_that_mean_nothing_do_not_matter(entry: tuple[str, Role], word: str) -> None:
    phrase, role = entry
    for name in (f"{word} 3 - {phrase}", f"{phrase} {word}"):
        said = meaning(name)
        assert said is not None
        assert said.role is role


@given(st.sampled_from(PHRASES), st.sampled_from(PHRASES))
def test_the_longer_phrase_wins_then_the_stronger_role(
    one: tuple[str, Role], other: tuple[str, Role]
) -> None:
    said = meaning(f"{one[0]} xyz {other[0]}")
    assert said is not None
    lengths = [len(words_of(phrase)) for phrase, _ in (one, other)]
    if lengths[0] == lengths[1]:
        assert said.role is max(one[1], other[1], key=STRENGTH.index)
    else:
        assert said.role is (one if lengths[0] > lengths[1] else other)[1]


@given(st.text(max_size=80))
def test_no_name_fails(name: str) -> None:
    words = words_of(name)
    assert words_of(" ".join(words)) == words
    assert words_of(name + " 12") == words
    said = meaning(name)
    assert said is None or set(words_of(said.phrase)) <= set(words)
