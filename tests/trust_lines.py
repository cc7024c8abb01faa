"""Hostile lines and mutated drafts, the same for the same seed: what the property tests and the soak are fed."""

from collections.abc import Iterator
from random import Random

PIECES = (
    "![a](https://evil.example/1)", "[a](https://evil.example/2)", "[a](javascript:alert(1))", "<img src=https://evil.example/3 onerror=alert(1)>", "<script>alert(1)</script>", "</textarea>",
    "<style>@import 'https://evil.example/4'</style>", ":material/delete:", ":smile:", ":red[", "]", "$x^2$", "$$\\href{https://evil.example/5}{x}$$", "**", "__", "~~", "`", "```", "#", "- ", "> ",
    "|a|b|", "<!--", "-->", "&lt;", "&#x3c;", "{{1}}", "${1}", "%s", "{0}", "\\", "</div>", "<b>", "https://evil.example/6", "mailto:a@evil.example", ":streamlit:", "--", "->", "\u202e", "\u200b", "\ufeff", "\x00",
    "you", "never", "always", "dinner", "selfish",
)
DRAFTS = (
    "You never listen to me. Last night at dinner you were on your phone the whole time.", "You're so selfish!! I'm sick of your lies.", "I felt lonely at the party on Saturday. Could we talk about it after dinner?",
    "love you, see you at 6 😘", "ur always late and u never text me", "Why can't you ever just help? You ALWAYS do this.", "If you loved me you would have come home. Fine. Whatever.",
    "I'm scared of you. You hit me last night.", "“You said you'd call,” she said, and you didn't.", "My mother thinks you're lazy, and honestly so does everyone.",
)
ODD = ("👩‍👩‍👧‍👦", "🏳️‍🌈", "\u0301", "\u202e", "\u2066", "\x00", "\ud83d", "\r\n", "\u2028", "ﷺ", "İ", "ß", "ǅ", "ﬁ", "٣", "𝒴𝑜𝓊", "ｙｏｕ", "’", "“", '"', "'", "((", "[what happened]", "[a / b]", "\t", "\u00ad")
LOOKS_LIKE = str.maketrans({"a": "а", "e": "е", "o": "о", "i": "і", "c": "с", "p": "р", "x": "х", "y": "у"})


def lines(count: int, *, seed: int) -> Iterator[str]:
    """Lines of hostile pieces. What a browser or the coach's own mask would change (NUL, the ends) is left out."""
    mixed = Random(seed)
    for _ in range(count):
        text = " ".join(mixed.choice(PIECES) for _ in range(mixed.randint(3, 9))).replace("\x00", "")
        yield f"q{text}q"


def mutated(count: int, *, seed: int) -> Iterator[str]:
    """Drafts truncated, doubled, shuffled, unbalanced, with odd characters, homoglyphs, one very long word, up to 20,000 characters."""
    mixed = Random(seed)
    for number in range(count):
        text = mixed.choice(DRAFTS)
        for _ in range(mixed.randint(1, 4)):
            at = mixed.randrange(len(text) + 1)
            text = mixed.choice((
                lambda text=text, at=at: text[:at], lambda text=text, at=at: text[at:], lambda text=text: text + " " + text, lambda text=text: text * 3,
                lambda text=text, at=at: text[:at] + mixed.choice(ODD) + text[at:], lambda text=text, at=at: text[:at] + mixed.choice("\"“'(«`") + text[at:],
                lambda text=text: text.translate(LOOKS_LIKE), lambda text=text: text.upper(), lambda text=text: text[::-1], lambda text=text: text.replace(" ", ""),
                lambda text=text: text.replace(" ", "\n"), lambda text=text: text.replace(".", mixed.choice(ODD)), lambda text=text: text + mixed.choice(DRAFTS),
                lambda text=text, at=at: text[:at] + mixed.choice(PIECES) + text[at:], lambda text=text: " ".join(mixed.sample(text.split(), len(text.split()))),
                lambda text=text, at=at: "".join(chr(min(0x10ffff, max(0, ord(char) + mixed.choice((0, 0, 0, 0, 1))))) for char in text),
            ))()
        if number % 500 == 100:
            text = (text + " ") * (20_000 // (len(text) + 1))
        if number % 500 == 200:
            text = text + " " + "ha" * 2_500
        if number % 500 == 300:
            text = "".join(chr(mixed.choice((mixed.randrange(32, 127), mixed.randrange(0xA0, 0x3000), mixed.randrange(0x1F300, 0x1FAFF)))) for _ in range(mixed.choice((50, 2_000, 20_000))))
        yield text[:20_000]
