"""Which parts of a very long text are read."""

from checks.read_parts import parts_read


def test_a_text_that_is_not_too_long_is_read_whole():
    assert parts_read(100, 100, []) == [(0, 100)]


def test_head_tail_and_what_stands_around_hits():
    parts = parts_read(100_000, 10_000, [(50, 52), (40_000, 40_002), (40_100, 40_102)])
    assert parts == [(0, 6_000), (39_700, 40_402), (98_000, 100_000)]


def test_hits_without_end_are_read_as_far_as_there_is_room():
    parts = parts_read(1_000_000, 10_000, [(n * 1_000, n * 1_000 + 2) for n in range(10, 900)])
    assert sum(end - begin for begin, end in parts) <= 10_000
    assert parts[0] == (0, 6_000) and parts[-1] == (998_000, 1_000_000)
