"""Footnotes: numbered over the whole report, whichever cell they stand in."""

import re
from typing import Any

_SECTION = re.compile(r'<section class="footnotes">\s*<ol>(.*?)</ol>\s*</section>', re.DOTALL)
_ITEM = re.compile(r'<li id="(fn-\d+)">(.*?)</li>', re.DOTALL)
_BACK = re.compile(r'<a href="#fnref-\d+" class="footnote">.*?</a>')
_MARK = re.compile(r'<sup class="footnote-ref" id="fnref-(\d+)"><a (?:role="doc-noteref" )?href="#fn-\1">\1</a></sup>')


def numbered(html: str, page: dict[str, Any]) -> str:
    """The HTML of a cell with its footnotes numbered after those of the cells before it.

    Parameters
    ----------
    page
        How many there were is kept in its key `footnotes`.

    Examples
    --------
    >>> note = '<sup class="footnote-ref" id="fnref-1"><a href="#fn-1">1</a></sup>'
    >>> numbered(note + '<section class="footnotes"><ol><li id="fn-1">n</li></ol></section>', {"footnotes": 2})
    '<sup class="footnote-ref" id="fnref-3"><a role="doc-noteref" href="#fn-3">3</a></sup><section class="footnotes"><ol start="3"><li id="fn-3">n</li></ol></section>'
    """
    section = _SECTION.search(html)
    if not section:
        return html
    before = page.get("footnotes", 0)
    page["footnotes"] = before + len(_ITEM.findall(section[1]))

    def mark(match: re.Match[str]) -> str:
        number = int(match[1]) + before
        link = f'<a role="doc-noteref" href="#fn-{number}">{number}</a>'
        return f'<sup class="footnote-ref" id="fnref-{number}">{link}</sup>'

    html = re.sub(r'(<section class="footnotes">\s*<ol)>', rf'\1 start="{before + 1}">', _MARK.sub(mark, html))
    html = re.sub(r'(<li id="fn-)(\d+)"', lambda match: f'{match[1]}{int(match[2]) + before}"', html)
    return re.sub(r'(<a href="#fnref-)(\d+)"', lambda match: f'{match[1]}{int(match[2]) + before}"', html)


def placed(html: str) -> str:
    r"""The HTML of a cell with its footnotes as pandoc's reader of EPUB knows them, for pages that have a foot.

    Examples
    --------
    >>> note = '<sup class="footnote-ref" id="fnref-1"><a role="doc-noteref" href="#fn-1">1</a></sup>'
    >>> placed(note + '<section class="footnotes"><ol><li id="fn-1"><p>n</p></li></ol></section>')
    '<a href="#fn-1" epub:type="noteref">1</a><aside epub:type="footnote" id="fn-1"><p>n</p></aside>'
    """
    section = re.search(r'<section class="footnotes">.*?</section>', html, re.DOTALL)
    if not section:
        return html
    notes = _ITEM.findall(_BACK.sub("", section[0]))
    under = "".join(f'<aside epub:type="footnote" id="{name}">{text}</aside>' for name, text in notes)
    text = html[: section.start()] + under + html[section.end() :]
    return _MARK.sub(r'<a href="#fn-\1" epub:type="noteref">\1</a>', text)
