"""Scripts of ours in a page."""

from base64 import b64decode
from hashlib import sha256

from pilots.publish.scripts import csp_source, script


def test_a_script_is_read_as_a_page_keeps_it(tmp_path):
    (tmp_path / "our.js").write_text("let a = 1;  \n\nlet b = 2;\n")
    assert script(tmp_path / "our.js") == "let a = 1;\nlet b = 2;"


def test_the_hash_is_of_the_text_to_the_letter():
    said = csp_source("let a = 'é';")
    assert b64decode(said.removeprefix("'sha256-").removesuffix("'")) == sha256("let a = 'é';".encode()).digest()
