"""XML is brought into the form of the standard and written out."""

from xml.etree.ElementTree import Element, SubElement, fromstring

from hypothesis import given
from hypothesis import strategies as st

from pilots.qualitative.read.forms import printable
from pilots.qualitative.read.standard import CODEBOOK, PROJECT
from pilots.qualitative.read.tidy import knows, tidy, write_xml


def test_children_come_in_the_order_of_the_standard():
    assert _tidied(
        '<Code guid="a" name="b" isCodable="1"><Code guid="c" name="d"/><Description>e</Description></Code>'
    ) == (
        '<Code guid="a" name="b" isCodable="true"><Description>e</Description>'
        '<Code guid="c" name="d" isCodable="true"/></Code>'
    )


def test_what_the_standard_does_not_know_goes():
    assert _tidied('<User guid="a" vendor="x"><Icon/></User>') == '<User guid="a"/>'


def test_what_lacks_something_goes_with_all_that_it_leaves_empty():
    assert _tidied("<Project><Notes/><Sets><x/></Sets><Links/></Project>") == '<Project name=""/>'
    assert _tidied('<TextSource guid="a"><Coding guid="b"/></TextSource>') == '<TextSource guid="a"/>'


def test_only_the_first_of_what_may_stand_once_stays():
    source = '<Set guid="a" name=""><Description>b</Description><Description>c</Description></Set>'
    assert _tidied(source) == '<Set guid="a" name=""><Description>b</Description></Set>'


def test_numbers_that_must_be_there_are_nought():
    assert 'page="0"' in _tidied('<PDFSelection guid="a" page="x"/>')


def test_a_code_book_by_itself_has_rules_of_its_own():
    root = fromstring('<Set guid="a" name="b"><MemberCode guid="c" targetGUID="d"/></Set>')
    tidy(root, codebook=True)
    assert write_xml(root, indent=False) == '<Set guid="a" name="b"><MemberCode guid="c"/></Set>'


def test_every_element_that_another_holds_is_known():
    for grammar in (PROJECT, CODEBOOK):
        held = {
            name.rstrip("?*+")
            for _, children in grammar.values()
            for part in children.split()
            for name in part.split("|")
        }
        assert held <= set(grammar)
    assert knows("PDFSource", "Representation")


@given(st.text())
def test_any_text_comes_back_from_xml(text):
    root = Element("Set", guid="a", name=printable(text))
    SubElement(root, "Description").text = text
    back = fromstring(write_xml(root))
    assert (back.get("name"), back[0].text or "") == (printable(text), printable(text))


def _tidied(source):
    root = fromstring(source)
    tidy(root)
    return write_xml(root, indent=False)
