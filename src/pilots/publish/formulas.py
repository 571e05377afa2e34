"""Formulas as MathML, which a page shows and reads aloud without a script."""

import re
from functools import lru_cache

from pilots.publish import pandoc


@lru_cache(maxsize=512)
def mathml(tex: str, *, display: bool = False) -> str:
    """A formula in TeX as MathML.

    Parameters
    ----------
    display
        Whether it stands on a line of its own.

    Examples
    --------
    >>> print(mathml("x^2"))
    <math display="inline" xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math>
    """
    mark = "$$" if display else "$"
    html = pandoc.run(f"{mark}{tex.strip()}{mark}", "--from=markdown", "--to=html", "--mathml", "--wrap=none")
    shown = re.sub(r"<annotation .*?</annotation>|</?semantics>", "", html, flags=re.DOTALL)
    return re.sub(r"^<p>|</p>$", "", shown.strip())
