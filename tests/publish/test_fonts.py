"""The letters of a PDF."""

from pilots.publish.fonts import fonts, unwritten


def test_no_font_of_the_machine_is_used() -> None:
    assert {font.family for font in fonts().fonts()} >= {"Libertinus Serif", "DejaVu Sans"}
    assert all(font.path is None or "mpl-data" in font.path for font in fonts().fonts())


def test_the_scripts_of_many_families_have_letters() -> None:
    assert (
        unwritten("Hoş geldiniz, أهلا وسهلا, Добро пожаловать, Καλώς ήρθατε, ⴰⵏⵙⵓⴼ, ברוכים הבאים, მოგესალმებით") == []
    )


def test_a_script_without_letters_is_named_once() -> None:
    assert unwritten("欢迎 欢迎 እንኳን") == ["CJK", "ETHIOPIC"]
