"""What was typed on the command line."""

import pytest

from pilots.commands.bundle import bundle
from pilots.commands.teach import teach
from pilots.commands.translate import translate
from pilots.errors import PilotsError


@pytest.mark.parametrize(
    ("command", "more", "instead"),
    [
        (bundle, [], "pilots bundle "),
        (teach, ["course"], "pilots teach .* DIRECTORY"),
        (translate, ["tr"], "pilots translate .* tr"),
    ],
)
def test_what_pilots_publish_together_is_no_pilot_and_what_to_do_instead_is_said(project, command, more, instead):
    with pytest.raises(PilotsError, match=f"is no pilot.*{instead}"):
        command("publication", *more, project=project)
