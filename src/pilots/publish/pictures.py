"""Pictures as points, for programs that can't show those made of lines."""

import json


def as_png(svg: bytes, *, ppi: float = 192) -> bytes:
    r"""An SVG picture as PNG on white, the same bytes for the same picture.

    Parameters
    ----------
    svg
        Without text in fonts, as `pilots.markup.svg` makes it.
    ppi
        Points per inch.

    Examples
    --------
    >>> square = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
    >>> as_png(square)[:4]
    b'\x89PNG'
    """
    import typst

    page = "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
    text = json.dumps(svg.decode(), ensure_ascii=False)
    given = f'{page}#image(bytes({text}), format: "svg")'
    made: bytes = typst.compile(given.encode(), format="png", ppi=ppi, ignore_system_fonts=True)
    return made
