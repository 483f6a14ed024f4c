"""The logs of a small run: the same for the same seed, with evidence where the truth says, and honest where it says nothing."""
import base64
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
LEEWAY = 30


def run(folder, seed, hash_seed, *flags):
    command = [sys.executable, str(HERE / "run.py"), "--seed", seed, "--requests", "300", "--out", str(folder), *flags]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONHASHSEED": hash_seed})
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def claims(authorization):
    payload = authorization.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


class Logs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        made = tempfile.TemporaryDirectory()
        cls.addClassCleanup(made.cleanup)
        folder = Path(made.name)
        cls.first, cls.again, cls.other = run(folder / "a", "7", "1"), run(folder / "b", "7", "2"), run(folder / "c", "8", "1")
        cls.honest = run(folder / "d", "7", "1", "--honest")
        cls.truth = [json.loads(line) for line in cls.first["truth.jsonl"].splitlines()]

    def lines(self, log):
        return self.first[log].decode().split("\n")

    def evidence(self, signal, log):
        entry = next(entry for entry in self.truth if entry["signal"] == signal)
        return [line for first, last in entry["evidence"][log] for line in self.lines(log)[first - 1 : last]]

    def form(self, signal):
        """Which form chance took, of those that the description names."""
        return next(entry["form"] for entry in self.truth if entry["signal"] == signal)

    def test_equal_seeds_give_equal_bytes(self):
        self.assertEqual(sorted(self.first), sorted(self.again))
        for name, data in self.first.items():
            self.assertTrue(data == self.again[name], name)

    def test_other_seeds_give_other_bytes(self):
        self.assertNotEqual(self.first["json.log"], self.other["json.log"])

    def test_each_misuse_has_evidence_in_each_log(self):
        self.assertEqual(len(self.truth), 32)
        for entry in self.truth:
            for log in entry["visible"]:
                self.assertTrue(self.evidence(entry["signal"], log), (entry["signal"], log))

    def test_evidence_is_where_the_truth_says(self):
        for log in ("json.log", "gunicorn.log", "dump.log", "nginx.log", "logfmt.log"):
            self.assertTrue(any(self.form("unknown_host") in line for line in self.evidence("unknown_host", log)), log)
            self.assertTrue(any(self.form("token_in_query") + "=ey" in line for line in self.evidence("token_in_query", log)), log)
        self.assertEqual(len(self.evidence("burst", "nginx.log")), 300)
        self.assertEqual(len(self.evidence("id_walk", "json.log")), 80)

    def test_the_honest_run_has_no_misuse(self):
        self.assertEqual(self.honest["truth.jsonl"], b"")
        self.assertNotIn(b"/accounts/remember/", self.honest["json.log"])

    def test_as_many_honest_requests_as_asked_for(self):
        self.assertEqual(sum(b'"shop.requests"' in line for line in self.honest["json.log"].splitlines()), 300)

    def test_honest_tokens_are_used_as_they_should(self):
        ended = set()
        for line in map(json.loads, self.honest["json.log"].splitlines()):
            authorization = line.get("headers", {}).get("Authorization", "")
            if authorization.count(".") != 2 or line["status"] >= 300:
                continue
            token, moment = claims(authorization), datetime.datetime.fromisoformat(line["time"].replace("Z", "+00:00")).timestamp()
            self.assertGreater(token["exp"] + LEEWAY, moment)
            self.assertNotIn(token["jti"], ended)
            self.assertEqual(line["scheme"], "https")
            user = re.search(r"/users/(\d+)/", line["path"])
            if token.get("role") == "customer":
                self.assertNotIn("/admin/", line["path"])
                self.assertIn(user and int(user[1]), (None, token["user_id"]))
            if line["path"].endswith("/auth/logout/"):
                ended.add(token["jti"])


if __name__ == "__main__":
    unittest.main()
