"""check_names.py refuses what it must. SPDX-License-Identifier: EUPL-1.2"""
import unittest

from check_names import complaints

ONE = "namespace probant::engine {\n\nstruct Entry {\n    int n;\n};\n\n}\n"


class Names(unittest.TestCase):
    def test_one_name_for_two_types_is_refused(self):
        self.assertEqual(
            list(complaints({"a.h": ONE, "b.h": ONE})), ["a.h and b.h: probant::engine::Entry is two types"]
        )

    def test_another_namespace_is_another_name(self):
        self.assertEqual(list(complaints({"a.h": ONE, "b.h": ONE.replace("engine", "center")})), [])

    def test_a_name_that_is_only_announced_is_no_type(self):
        self.assertEqual(list(complaints({"a.h": ONE, "b.h": "namespace probant::engine {\nstruct Entry;\n}\n"})), [])


if __name__ == "__main__":
    unittest.main()
