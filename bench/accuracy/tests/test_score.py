import unittest

from accuracy import align
from accuracy.allowance import allowed
from accuracy.ledger import Known
from accuracy.locate import Occurrence
from accuracy.residue import leaks
from accuracy.score import Score, is_json, same_spans, score_document, score_json, score_line, syntax


def scored(line, stars, *hits):
    """Scores one line; each hit is a value in it with its kind."""
    made = Score()
    found = []
    for value, kind in hits:
        start = line.index(value)
        found.append(Occurrence(0, start, start + len(value), Known(value.decode(), kind, "form", "name"), "raw"))
    score_line(made, "log", 0, line, align.masked(line, stars), found)
    return made


class Align(unittest.TestCase):
    def test_nothing_masked(self):
        self.assertEqual(align.masked(b"a * b", b"a * b"), [])

    def test_same_length(self):
        self.assertEqual(align.masked(b"x=secret&y=1", b"x=******&y=1"), [(2, 8)])

    def test_a_star_in_the_value(self):
        self.assertEqual(align.masked(b"x=se*ret", b"x=******"), [(2, 8)])

    def test_bare_numbers_become_strings(self):
        self.assertEqual(align.masked(b'{"phone": 33123395854, "n": 1}', b'{"phone": "***********", "n": 1}'), [(10, 21)])
        self.assertEqual(align.masked(b"{'phone': 33123395854}", b"{'phone': '***********'}"), [(10, 21)])
        self.assertEqual(align.masked(b'{\\"a\\": 331, \\"p\\": abc}', b'{\\"a\\": \\"***\\", \\"p\\": ***}'), [(8, 11), (20, 23)])

    def test_other_bare_values(self):
        self.assertEqual(align.masked(b"'hmac': =x", b"'hmac': '**'"), [(8, 10)])

    def test_anything_else_is_an_error(self):
        for output in (b"x=secreT", b"x=*****", b"x=[FILTERED_TOKEN]"):
            with self.assertRaises(align.Misaligned):
                align.masked(b"x=secret", output)

    def test_labels_where_the_stars_are(self):
        self.assertTrue(same_spans(b"x=secret y", [(2, 8)], b"x=[FILTERED_TOKEN] y"))
        self.assertTrue(same_spans(b'{"p": 331}', [(6, 9)], b'{"p": "[FILTERED_PHONE]"}'))
        self.assertFalse(same_spans(b"x=secret y", [(2, 8)], b"x=[FILTERED_TOKEN]"))
        self.assertFalse(same_spans(b"x=secret y", [(2, 8)], b"x=secret y"))


class Residue(unittest.TestCase):
    def leaks(self, written, mask, kind="token"):
        return leaks(written, [byte == 0x2A for byte in mask], kind)

    def test_tokens(self):
        self.assertFalse(self.leaks(b"abcdefghij", b"**********"))
        self.assertFalse(self.leaks(b"abcdefghij", b"abcd******"))
        self.assertTrue(self.leaks(b"abcdefghij", b"abcde*****"))
        self.assertTrue(self.leaks(b"abcdefghij", b"***defghi*"))

    def test_of_an_address_the_local_part_counts(self):
        self.assertFalse(self.leaks(b"ana.ruiz@example.com", b"********@example.com", "email"))
        self.assertFalse(self.leaks(b"ana.ruiz%40example.com", b"********%40example.com", "email"))
        self.assertTrue(self.leaks(b"ana@example.com", b"ana************", "email"))

    def test_of_a_number_the_digits_count(self):
        self.assertFalse(self.leaks(b"+44 20 7946 0123", b"+44 20**********", "phone"))
        self.assertTrue(self.leaks(b"+44 20 7946 0123", b"+44 20 7********", "phone"))
        self.assertFalse(self.leaks(b"%2B44%2020%207946", b"%2B44%2020%20****", "phone"))


class Over(unittest.TestCase):
    def test_a_hit(self):
        made = scored(b"a token=abcdef123 b", b"a token=********* b", (b"abcdef123", "token"))
        self.assertEqual((made.found.total(), made.hidden.total(), made.over_lines), (1, 1, 0))

    def test_a_leak(self):
        made = scored(b"a token=abcdef123 b", b"a token=abcdef123 b", (b"abcdef123", "token"))
        self.assertEqual((made.found.total(), made.hidden.total(), len(made.leaks)), (1, 0, 1))

    def test_too_much(self):
        made = scored(b"a token=abcdef123 b order", b"a token=********* b *****", (b"abcdef123", "token"))
        self.assertEqual((made.over_lines, made.over_bytes), (1, 5))

    def test_neutral_may_be_masked_or_not(self):
        for stars in (b"nonce=*********", b"nonce=abcdef123"):
            made = scored(b"nonce=abcdef123", stars, (b"abcdef123", "neutral"))
            self.assertEqual((made.found.total(), made.over_lines), (0, 0))

    def test_what_a_mask_may_take(self):
        for line, want in (
            (b'{"a": 1, "token": "abcdef123"}', b'"token": "abcdef123"'),
            (b"x Authorization: Bearer abcdef123 y", b"Authorization: Bearer abcdef123"),
            (b"x\\\"api_key\\\": \\\"abcdef123\\\", ", b'\\"api_key\\": \\"abcdef123\\"'),
            (b"sha256=abcdef123", b"sha256=abcdef123"),
            (b"a=1&token=abcdef123&b=2", b"token=abcdef123"),
            (b"next=%3Ftoken%3Dabcdef123%26", b"token%3Dabcdef123"),
            (b"seen abcdef123.", b"abcdef123"),
        ):
            start = line.index(b"abcdef123")
            low, high = allowed(line, start, start + 9)
            self.assertTrue(line[low:high].endswith(want) or want in line[low:high], line[low:high])
            self.assertNotIn(b"a=1", line[low:high])


class Json(unittest.TestCase):
    def test_lines(self):
        made = Score()
        score_json(made, b'{"a": 1}', b'{"a": 1}')
        score_json(made, b'{"a": 1}', b'{"a": [FILTERED_PHONE]}')
        score_json(made, b"no JSON {", b"no JSON {")
        self.assertEqual((made.json_lines, made.json_broken), (2, 1))

    def test_documents(self):
        made = Score()
        score_document(made, b'{\n "a": 1\n}\n', b'{\n "a": \n}\n')
        self.assertEqual((made.json_lines, made.json_broken), (1, 1))

    def test_a_number_alone_is_none(self):
        self.assertFalse(is_json(b"17"))


class Classes(unittest.TestCase):
    def test_the_same_syntax_in_every_escape(self):
        for line in (b'{"code": "abcdef123"}', b"{'code': 'abcdef123'}", b'"{\\"code\\": \\"abcdef123"', b"\x1b[36m'code\x1b[0m': 'abcdef123'"):
            self.assertEqual(syntax(line, line.index(b"abcdef123")), 'code": "')

    def test_line_ends_and_nothing(self):
        line = b'name="sig"\\r\\n\\r\\nabcdef123'
        self.assertEqual(syntax(line, line.index(b"abcdef123")), 'sig"⏎⏎')
        self.assertEqual(syntax(b"abcdef123", 0), "(the line begins)")


class Sum(unittest.TestCase):
    def test_scores_add_up(self):
        total = Score()
        total += scored(b"token=abcdef123", b"token=*********", (b"abcdef123", "token"))
        total += scored(b"sid=abcdef123", b"sid=abcdef123", (b"abcdef123", "cookie"))
        self.assertEqual(total.by(0), {"token": [1, 1], "cookie": [1, 0]})
