"""Values have the form that the standard asks for, or none."""

import pytest

from pilots.qualitative.read.forms import fits, valid


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2021-05-01T09:00:00Z", "2021-05-01T09:00:00Z"),
        ("2021-05-01T09:00:00.1234567+02:00", "2021-05-01T09:00:00.1234567+02:00"),
        ("2021-05-01 09:00:00", "2021-05-01T09:00:00"),
        ("2021-05-01", "2021-05-01T00:00:00"),
        ("2021-05-01T25:00:00", None),
        ("2021-02-30T09:00:00", None),
        ("1 May 2021", None),
        ("", None),
    ],
)
def test_dates(said, kept):
    assert valid("creationDateTime", said) == kept


@pytest.mark.parametrize(("said", "kept"), [("#abc", "#abc"), ("#46AA00", "#46AA00"), ("red", None), ("46AA00", None)])
def test_colours(said, kept):
    assert valid("color", said) == kept


@pytest.mark.parametrize(("said", "kept"), [("7", "7"), ("-1", "-1"), ("61.5", "62"), ("1e3", None), ("9" * 40, None)])
def test_numbers(said, kept):
    assert valid("page", said) == kept


@pytest.mark.parametrize(
    ("attribute", "said", "kept"),
    [
        ("direction", "oneway", "OneWay"),
        ("shape", "Cloud", None),
        ("isCodable", "0", "false"),
        ("name", "a\x0bb", "ab"),
    ],
)
def test_words(attribute, said, kept):
    assert valid(attribute, said) == kept


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("Boolean", "true", "yes"),
        ("Integer", "-12", "1.0"),
        ("Float", "1.5", "1,5"),
        ("Date", "1990-02-03", "1990-02-31"),
        ("DateTime", "2021-01-01T09:00:00Z", "2021-01-01"),
    ],
)
def test_values_fit_their_type_or_not(kind, good, bad):
    assert fits(good, kind)
    assert not fits(bad, kind)
    assert fits(bad, "Text")
