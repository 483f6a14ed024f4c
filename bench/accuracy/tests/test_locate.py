import unittest

from accuracy.fragments import Fragments
from accuracy.ledger import Known, Ledger
from accuracy.locate import Index, locate
from accuracy.truth import truth


def ledger(*pairs):
    made = Ledger()
    for value, kind in pairs:
        made.add(value, kind, "form", "name")
    return made


def spans(data, *pairs):
    return [(hit.line, data.split(b"\n")[hit.line][hit.start : hit.end], hit.known.kind) for hit in locate(data, Index(ledger(*pairs)))]


class Locate(unittest.TestCase):
    def test_line_and_span(self):
        data = b"first\nemail=ana%40example.com&x=1\nana@example.com\n"
        want = [(1, b"ana%40example.com", "email"), (2, b"ana@example.com", "email")]
        self.assertEqual(spans(data, ("ana@example.com", "email")), want)

    def test_twice_in_a_line(self):
        self.assertEqual(len(spans(b"abcdef1 abcdef1", ("abcdef1", "token"))), 2)

    def test_short_values_are_not_noted(self):
        self.assertEqual(list(ledger(("abc", "token"))), [])

    def test_a_number_in_a_longer_number_is_another(self):
        self.assertEqual(spans(b"90151234567 01512345678", ("0151234567", "phone")), [])
        self.assertEqual(len(spans(b"q=%200151234567", ("0151234567", "phone"))), 1)
        self.assertEqual(len(spans(b"(0151234567)", ("0151234567", "phone"))), 1)

    def test_the_longest_wins(self):
        found = spans(b"x ana@example.com.br y", ("ana@example.com", "email"), ("ana@example.com.br", "email"))
        self.assertEqual(found, [(0, b"ana@example.com.br", "email")])

    def test_neutral_ones_hide_nothing(self):
        found = spans(b"Cookie: theme=dark; sid=abcdef123", ("theme=dark; sid=abcdef123", "neutral"), ("abcdef123", "cookie"))
        self.assertEqual([kind for _, _, kind in found], ["neutral", "cookie"])

    def test_nothing_goes_over_lines(self):
        self.assertEqual(spans(b"abc\ndef\n", ("abc\ndef", "token")), [])


class Pieces(unittest.TestCase):
    VALUE = "k7Qp2Zr9Lm4Xs8Tv1Wn6"

    def pieces(self, data):
        index = Index(ledger((self.VALUE, "token")))
        found = truth(data, index, Fragments(index, [data]))
        return [data.split(b"\n")[hit.line][hit.start : hit.end].decode() for hit in found if hit.fragment]

    def test_cut_by_a_limit(self):
        self.assertEqual(self.pieces(b"body token=k7Qp2Zr9Lm4X... (cut)"), ["k7Qp2Zr9Lm4X"])

    def test_cut_by_a_container_runtime(self):
        data = b"2026-11-22T03:00:14Z stderr P x k7Qp2Zr9Lm\n2026-11-22T03:00:14Z stderr F 4Xs8Tv1Wn6 y"
        self.assertEqual(self.pieces(data), ["k7Qp2Zr9Lm", "4Xs8Tv1Wn6"])

    def test_folded_by_quoted_printable(self):
        data = b"Content-Transfer-Encoding: quoted-printable\n\ntoken k7Qp2Zr9Lm4Xs8=\nTv1Wn6 end\n"
        self.assertEqual(self.pieces(data), ["k7Qp2Zr9Lm4Xs8=", "Tv1Wn6"])

    def test_a_piece_too_short_to_be_known_is_neutral(self):
        data = b"body token=k7Q... (cut)"
        hits = truth(data, Index(ledger((self.VALUE, "token"))), Fragments(Index(ledger()), [data]))
        self.assertEqual([data[hit.start : hit.end] for hit in hits if hit.neutral], [b"oken=k7Q... (cut)"])

    def test_a_whole_value_is_no_piece(self):
        self.assertEqual(self.pieces(b"token=k7Qp2Zr9Lm4Xs8Tv1Wn6\nk7Qp2Zr9Lm4Xs8Tv1Wn6\n"), [])


class Notes(unittest.TestCase):
    def test_the_first_note_counts(self):
        made = ledger(("abcdef1", "token"), ("abcdef1", "cookie"))
        self.assertEqual(list(made), [Known("abcdef1", "token", "form", "name")])
