import unittest

from accuracy import kept


def masked(before, after, *values):
    """The masked texts of a line in which all but the values is harmless, and whether masks alone explain the output."""

    def harmless():
        made = bytearray(b"\x01" * len(before))
        for value in values:
            start = before.index(value)
            made[start : start + len(value)] = bytes(len(value))
        return made

    spans, plain = kept.masked(before, after, harmless)
    return [before[start:end] for start, end in spans], plain


class Kept(unittest.TestCase):
    def test_an_unchanged_line(self):
        self.assertEqual(masked(b"a **** b", b"a **** b"), ([], True))

    def test_masks_at_both_ends_and_in_the_middle(self):
        self.assertEqual(masked(b"ab x cd y ef", b"[FILTERED] x **** y [FILTERED_TOKEN]"), ([b"ab", b"cd", b"ef"], True))

    def test_a_line_that_is_all_mask(self):
        self.assertEqual(masked(b"secret", b"[FILTERED]"), ([b"secret"], True))

    def test_two_masks_in_a_row(self):
        self.assertEqual(masked(b"x=secret;", b"x=[FILTERED][FILTERED];"), ([b"secret"], True))

    def test_part_of_a_value_shown(self):
        self.assertEqual(masked(b"key=0123456789abcdef;", b"key=************cdef;"), ([b"0123456789ab"], True))

    def test_a_mask_in_quotes_of_its_own(self):
        self.assertEqual(masked(b'{"phone": 33123395854}', b'{"phone": "[FILTERED_PHONE]"}'), ([b"33123395854"], True))

    def test_stars_of_the_input_are_no_mask(self):
        self.assertEqual(masked(b"****** token=secret", b"****** token=[FILTERED]"), ([b"secret"], True))

    def test_of_several_readings_the_one_with_least_harm(self):
        # The blank between the masks fits at three places.
        self.assertEqual(masked(b"+44 20 79 a@b.c", b"[FILTERED] [FILTERED]", b"+44 20 79", b"a@b.c"), ([b"+44 20 79", b"a@b.c"], True))
        self.assertEqual(masked(b"a@b.c +44 20 79", b"[FILTERED] [FILTERED]", b"+44 20 79", b"a@b.c"), ([b"a@b.c", b"+44 20 79"], True))

    def test_readings_of_pieces_that_depend_on_each_other(self):
        line, values = b"a,b, c,d, e,f end", (b"a,b", b"c,d", b"e,f")
        self.assertEqual(masked(line, b"****, ****, **** end", *values), ([*values], True))

    def test_a_value_kept_beside_masks(self):
        self.assertEqual(masked(b"u=ana p=secret", b"u=ana p=[FILTERED]", b"ana", b"secret"), ([b"secret"], True))

    def test_what_was_written_anew(self):
        spans, plain = masked(b"Token = secret now", b'token: "********" now', b"secret")
        self.assertFalse(plain)
        self.assertIn(b"secret", b"".join(spans))
        self.assertNotIn(b"now", b"".join(spans))

    def test_only_the_surroundings_of_what_was_written_anew_are_compared(self):
        before = b"a password: hunter22 " * 3 + b"and a long end that stays"
        after = b"a password: hunter22 a password -> [FILTERED] a password: **** and a long end that stays"
        spans, plain = masked(before, after)
        self.assertFalse(plain)
        self.assertEqual(b"".join(spans).count(b"hunter22"), 2)
        self.assertNotIn(b"stays", b"".join(spans))

    def test_long_lines_that_were_written_anew_take_no_minutes(self):
        line = b", ".join(b"name%d: value%d" % (n, n % 7) for n in range(5000))
        spans, plain = masked(line, line.replace(b"name77:", b"name77 ="))
        self.assertEqual(([b":"], False), (spans, plain))

    def test_what_was_left_out(self):
        self.assertEqual(masked(b"a password b", b"a b"), ([b"password "], False))


if __name__ == "__main__":
    unittest.main()
