"""Formulas as MathML."""

from pilots.publish.prose import markdown


def test_a_formula_in_the_text_is_mathml() -> None:
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in markdown("Het kwadraat $x^2$.")


def test_a_formula_of_its_own_stands_in_a_block() -> None:
    assert '<p><math display="block"' in markdown("$$\n\\frac{a}{b}\n$$")


def test_amounts_of_money_are_no_formula() -> None:
    assert markdown("Van $5 tot $6.") == "<p>Van $5 tot $6.</p>\n"
