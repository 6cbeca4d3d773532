"""Telegram's HTML mode: what becomes text, what becomes an entity, and what is refused in which words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import html, utf16
from bot.sandbox.errors import ApiError

Entity = dict[str, Any]


def styled(kind: str, offset: int, length: int, **more: object) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **more}


ACCEPTED: list[tuple[str, str, list[Entity]]] = [
    ("plain words", "plain words", []),
    ("", "", []),
    ("a &lt;b&gt; &amp; &quot;c&quot;", 'a <b> & "c"', []),
    ("&lt without a semicolon", "< without a semicolon", []),
    ("&ltx; &nbsp; &copy; & alone", "&ltx; &nbsp; &copy; & alone", []),
    ("&#65;&#x42;&#x1F514;", "AB🔔", []),
    ("&#0; &#99999999;", "&#0; &#99999999;", []),
    ("5 > 3", "5 > 3", []),
    ("<b>Now</b> was", "Now was", [styled("bold", 0, 3)]),
    ("<strong>Now</strong>", "Now", [styled("bold", 0, 3)]),
    ("<i>a</i><em>b</em>", "ab", [styled("italic", 0, 1), styled("italic", 1, 1)]),
    ("<u>a</u><ins>b</ins>", "ab", [styled("underline", 0, 1), styled("underline", 1, 1)]),
    (
        "<s>a</s><strike>b</strike><del>c</del>",
        "abc",
        [styled("strikethrough", place, 1) for place in range(3)],
    ),
    ("<B>upper case</B>", "upper case", [styled("bold", 0, 10)]),
    ("🔔 <b>🔔 día</b>", "🔔 🔔 día", [styled("bold", 3, 6)]),
    ("👩🏽‍🚒<i>ñ</i>", "👩🏽‍🚒ñ", [styled("italic", 7, 1)]),
    ("<b>a &amp; <i>b</i></b>", "a & b", [styled("bold", 0, 5), styled("italic", 4, 1)]),
    ("<i><b>same</b></i>", "same", [styled("bold", 0, 4), styled("italic", 0, 4)]),
    ("<b></b>empty", "empty", []),
    ("<b>a</>", "a", [styled("bold", 0, 1)]),
    ("<b>a</b  >", "a", [styled("bold", 0, 1)]),
    ("<b title = 'x>y' id=z>a</b>", "a", [styled("bold", 0, 1)]),
    (
        '<a href="https://example.org/a?b=1&amp;c=2">link</a>',
        "link",
        [styled("text_link", 0, 4, url="https://example.org/a?b=1&c=2")],
    ),
    ("<a href='example.org'>link</a>", "link", [styled("text_link", 0, 4, url="http://example.org/")]),
    ("<a>example.org</a>", "example.org", [styled("text_link", 0, 11, url="http://example.org/")]),
    ("<a href='nowhere'>no link</a>", "no link", []),
    ("<a href='tg://user?id=7'>x</a>", "x", [styled("text_link", 0, 1, url="tg://user?id=7")]),
    ("<code>/add Tacoma</code>", "/add Tacoma", [styled("code", 0, 11)]),
    ("<pre>a\n b</pre>", "a\n b", [styled("pre", 0, 4)]),
    (
        '<pre><code class="language-python">x = 1</code></pre>',
        "x = 1",
        [styled("pre", 0, 5, language="python")],
    ),
    ('<code class="language-python">x</code>', "x", [styled("code", 0, 1)]),
    ("<blockquote>a</blockquote>", "a", [styled("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [styled("expandable_blockquote", 0, 1)]),
    ("<tg-spoiler>a</tg-spoiler>", "a", [styled("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [styled("spoiler", 0, 1)]),
    (
        '<tg-time unix="1769000000" format="wDT">Wed</tg-time>',
        "Wed",
        [styled("date_time", 0, 3, unix_time=1769000000, date_time_format="wDT")],
    ),
    ('<tg-time unix="1769000000">Wed</tg-time>', "Wed", [styled("date_time", 0, 3, unix_time=1769000000)]),
    ('<tg-emoji emoji-id="53">🔔</tg-emoji>', "🔔", [styled("custom_emoji", 0, 2, custom_emoji_id="53")]),
]

REFUSED = [
    ("a <br> b", 'Unsupported start tag "br" at byte offset 2'),
    ("é <p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
    ("3 < 5", 'Unsupported start tag "" at byte offset 2'),
    ("3 <5", "Unclosed start tag at byte offset 2"),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("x</b>", "Unexpected end tag at byte offset 1"),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ("🔔<b>x</b></b>", "Unexpected end tag at byte offset 12"),
    ("<i   =x>y</i>", 'Empty attribute name in the tag "i" at byte offset 0'),
    ("<i x>y</i>", 'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 0'),
    ("<i x = ", 'Unclosed start tag "i" at byte offset 0'),
    ("<i x=a_b>y</i>", "Unexpected end of name token at byte offset 5"),
    ("<a href='x>y</a>", "Unclosed start tag at byte offset 0"),
    ("<a href=https://example.org>y</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<span class='red'>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<tg-time>x</tg-time>", 'Tag "tg-time" must have a valid attribute "unix" at byte offset 0'),
    (
        "<tg-time unix='1' format='X'>x</tg-time>",
        'Tag "tg-time" must have a valid attribute "format" at byte offset 0',
    ),
    ("<!-- a -->", 'Unsupported start tag "!--" at byte offset 0'),
    (
        "&#xD83D;",
        (
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ),
    ),
]


@pytest.mark.parametrize(("source", "text", "entities"), ACCEPTED)
def test_accepted_html_becomes_text_with_entities_in_utf16_units(
    source: str, text: str, entities: list[Entity]
) -> None:
    assert html.parse(source) == (text, entities)


@pytest.mark.parametrize(("source", "phrase"), REFUSED)
def test_bad_html_is_refused_in_telegrams_words(source: str, phrase: str) -> None:
    with pytest.raises(ApiError) as refusal:
        html.parse(source)
    assert (refusal.value.code, refusal.value.description) == (
        400,
        f"Bad Request: can't parse entities: {phrase}",
    )


@pytest.mark.parametrize(("text", "units"), [("", 0), ("abc", 3), ("día", 3), ("🔔", 2), ("🏟️", 3)])
def test_text_is_measured_in_utf16_units(text: str, units: int) -> None:
    assert utf16.length(text) == units
    assert utf16.part(f"🔔{text}.", 2, units) == text
