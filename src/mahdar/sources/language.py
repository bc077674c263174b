"""Whether a text is Arabic: by the script of its letters, then by the closed-class words it is held together with."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml

_LETTERS = re.compile(r"[^\W\d_]")
_ARABIC_SCRIPT = re.compile(
    "[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06fc\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdfb\ufe70-\ufefc]"
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652\u0670\u200c])*")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
#: Letters of other languages in Arabic script. Persian ک and ی are none: keyboards put them into Arabic too.
_FOREIGN = re.compile("[پچژگٹڈڑںہےۓەێۆڵڕۊټډړږښځڅۍېۀۇۈۋڭٺڀڃڄڳ]")
#: Of the letters of Arabic script the part that may be foreign, in names.
_SOME = 0.04
#: Of the letters the part that must be of Arabic script: an Arabic article may quote and name much in Latin, and
#: below an Arabic headline a list of films, or what else was copied into it.
_SCRIPT, _SCRIPT_BELOW_HEADLINE = 0.5, 0.03
#: Lines among which the headline stands.
_HEADLINES = 3
#: A foreign word or two may be quoted, or be a misspelling: fewer, and a smaller part of the words, tell nothing.
_FEW_OTHER, _PART_OTHER = 3, 0.04
#: Code points that are looked at; so much tells the language of any text.
_ENOUGH = 40_000
#: Words from which on a text in Arabic holds one of its closed-class words, or one with the article.
_WORDS = 40
_NAMES = {"fa": "Persian", "ur": "Urdu", "ckb": "Kurdish", "ps": "Pashto"}


@lru_cache(maxsize=1)
def _closed_classes() -> dict[str, str]:
    """The language of each closed-class word."""
    lists = yaml.safe_load((files("mahdar.sources") / "languages.yml").read_text(encoding="utf-8"))
    return {word: language for language, words in lists.items() for word in words.split()}


def not_arabic(text: str) -> str | None:
    """Why a text is not Arabic, None where it is.

    A text too short to hold a closed-class word is Arabic where most of its letters are of Arabic script.
    """
    text = text[:_ENOUGH]
    letters = len(_LETTERS.findall(text))
    arabic = len(_ARABIC_SCRIPT.findall(text))
    if not arabic:
        return "no Arabic text"
    if arabic < (_SCRIPT_BELOW_HEADLINE if _has_arabic_headline(text) else _SCRIPT) * letters:
        return f"not Arabic: {arabic} of its {letters} letters are of Arabic script"
    foreign = len(_FOREIGN.findall(text))
    if foreign > _SOME * arabic:
        return f"not Arabic: {foreign} of its letters are of other languages in Arabic script"
    known = _closed_classes()
    counts: dict[str, int] = {}
    words = [word for word in _WORD.findall(text) if word[0] > "\u0600"]
    for word in words:
        if language := known.get(_MARKS.sub("", word)):
            counts[language] = counts.get(language, 0) + 1
    own = counts.pop("ar", 0)
    other = max(counts, key=lambda language: counts[language], default="")
    if other and counts[other] > max(own, _FEW_OTHER - 1, _PART_OTHER * len(words)):
        return f"not Arabic: its words are of {_NAMES[other]}"
    if len(words) >= _WORDS and own == 0 and not any(word.startswith("ال") for word in words):
        return f"not Arabic: none of its {len(words)} words is a closed-class word or has the article"
    return None


def _has_arabic_headline(text: str) -> bool:
    """Whether one of the first lines is of two Arabic words or more and of no others."""
    lines = [line for line in text[:1000].split("\n") if line.strip()][:_HEADLINES]
    return any(
        len(_ARABIC_SCRIPT.findall(line)) == len(_LETTERS.findall(line)) and len(_WORD.findall(line)) > 1
        for line in lines
    )
