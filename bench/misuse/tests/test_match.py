import unittest

from score.audit import Signal
from score.match import Case, match


def case(signal="burst", also=(), visible=True):
    return Case(signal, {signal, *also}, "", visible, "", evidence={10, 11}, context={8})


def matched(cases, *signals):
    return match(cases, [Signal(name, lines, {}) for name, lines in signals], honest=20000)


class Match(unittest.TestCase):
    def test_a_signal_on_a_line_of_the_evidence_finds(self):
        result = matched([case()], ("burst", {3, 11}))
        self.assertEqual((result.found, result.false), ({"burst": "found"}, []))

    def test_a_signal_of_the_right_name_may_point_at_what_led_to_it(self):
        self.assertEqual(matched([case()], ("burst", {8})).found, {"burst": "found"})

    def test_a_signal_of_another_name_finds_nothing_and_is_not_false_on_evidence(self):
        result = matched([case()], ("many_agents", {10}))
        self.assertEqual((result.found, result.false), ({"burst": "missed"}, []))

    def test_a_signal_of_another_name_on_what_led_to_it_is_false(self):
        self.assertEqual(len(matched([case()], ("many_agents", {8})).false), 1)

    def test_a_signal_of_the_right_name_elsewhere_is_false(self):
        result = matched([case()], ("burst", {12}))
        self.assertEqual((result.found, result.rate()), ({"burst": "missed"}, 0.5))

    def test_another_right_name_is_told(self):
        self.assertEqual(matched([case("alg_changed", ["alg_unexpected"])], ("alg_unexpected", {10})).found, {"alg_changed": "as alg_unexpected"})

    def test_what_a_format_cannot_show_is_not_missed(self):
        result = matched([case(visible=False)])
        self.assertEqual((result.found, result.missed()), ({"burst": "hidden"}, []))


if __name__ == "__main__":
    unittest.main()
