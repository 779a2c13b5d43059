"""R45: messages are short enough that a chat shows them whole."""

from baogong.web.components.chat import in_parts


def test_no_block_is_torn_apart():
    blocks = [f"{n}" * 300 for n in range(1, 8)]

    assert [line for part in in_parts("T", blocks) for line in part.splitlines()[1:]] == blocks
