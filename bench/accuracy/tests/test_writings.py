import json
import unittest
from urllib.parse import quote, quote_plus, urlencode

from accuracy.writings import MOST, writings


class Writings(unittest.TestCase):
    def holds(self, value, text):
        self.assertTrue(text.encode() in writings(value), f"{value!r} is not found as {text!r}")

    def test_a_plain_value_has_one_writing(self):
        self.assertEqual(writings("5f2Ab9"), {b"5f2Ab9": "raw"})

    def test_percent(self):
        value = "ana.ruiz+shop@example.com"
        self.holds(value, quote(value))
        self.holds(value, quote(value, safe="").lower().replace("%2b", "%2b"))
        self.holds(value, quote(quote(value, safe=""), safe=""))
        self.holds("correct staple 7", quote_plus("correct staple 7"))
        self.holds("pä ss&w=rd", urlencode({"p": "pä ss&w=rd"})[2:])

    def test_json_in_json_in_json(self):
        text = value = 'p"ü\\7xyz'
        for _ in range(6):
            text = json.dumps(text)[1:-1]
            self.holds(value, text)

    def test_json_of_a_link(self):
        self.holds("a&b@example.com", "a\\u0026b\\u0040example.com")

    def test_python(self):
        self.holds("it's\\nü1", repr("it's\\nü1")[1:-1])
        self.holds("ünicode1", repr("ünicode1".encode())[2:-1])
        both = {"a": "it's", "b": 'say "x"'}
        self.holds("it's 'a' \"b\"", repr("it's 'a' \"b\"")[1:-1])
        self.assertIn("it's", repr(both))

    def test_json_of_a_repr(self):
        value = "it's7\\ü"
        self.holds(value, json.dumps(repr([value]))[4:-4])

    def test_markup_mail_and_sql(self):
        self.holds("a<b'c&d1", "a&lt;b&#x27;c&amp;d1")
        self.holds("tok=en==", "tok=3Den=3D=3D")
        self.holds("o'neil_7@example.com", "o''neil\\_7@example.com")

    def test_nginx(self):
        self.holds('grüße"7x', "gr\\xC3\\xBC\\xC3\\x9Fe\\x227x")

    def test_international_domain(self):
        self.holds("ana@münchen-beispiel.de", "ana@xn--mnchen-beispiel-zvb.de")

    def test_the_number_is_bounded(self):
        self.assertLess(len(writings('a"b\'c\\d<e>&ü€%/ @#?')), 4 * MOST)
