"""What stands where in a published page."""

from pilots.publish.sections import contents


def test_pictures_code_and_folded_parts_are_passed_over():
    page = contents("<main><h2 id='a'>A</h2><svg><text>1</text></svg><details>2</details><script>3</script>x</main>")
    assert [part.text for part in page.sections] == ["x"]


def test_what_surrounds_the_text_is_no_section():
    page = contents("<nav><h2 id='n'>Inhoud</h2></nav><main><h3 id='b'>B <em>c</em></h3></main><footer>f</footer>")
    assert [(part.anchor, part.heading) for part in page.sections] == [("b", "B c")]


def test_the_pages_of_menen_are_read(menen):
    page = contents(menen.reports()[0].read_text(encoding="utf-8"))
    assert (page.title, page.language, page.synthetic) == ("Contextanalyse", "nl", True)
    assert all(part.anchor for part in page.sections if part.heading)
