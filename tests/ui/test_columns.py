"""The columns of a table share its width by what they need, and give way in order."""

from __future__ import annotations

from fieldapp.ui.widgets.columns import Need, share_width


def test_the_telling_column_takes_the_room_that_is_left() -> None:
    assert share_width(500, (Need(100, 100, 16), Need(100, 100, 30), Need(50, 50, 8))) == (
        100,
        350,
        50,
    )


def test_small_wishes_are_met_before_large_ones() -> None:
    assert share_width(400, (Need(100, 120, 10), Need(100, 900, 30))) == (120, 280)


def test_a_number_is_read_whole_before_a_text_that_wishes_less() -> None:
    text, number = Need(80, 150, 30), Need(80, 260, 10, whole=True)
    assert share_width(360, (text, number)) == (100, 260)


def test_the_last_columns_go_first_and_the_first_always_stands() -> None:
    assert share_width(250, (Need(100, 100, 9), Need(120, 120, 3), Need(90, 90, 5))) == (130, 120)
    assert share_width(60, (Need(100, 100, 9), Need(120, 120, 3))) == (60,)


def test_a_table_of_no_columns_has_no_widths() -> None:
    assert share_width(60, ()) == ()
