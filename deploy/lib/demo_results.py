#!/usr/bin/env python3
"""Fetches, as a member of the registry's staff, what became of the demonstration's packet.

Usage: demo_results.py REGISTRY_URL NAME PASSWORD_FILE OUT
Leaves OUT/packet.json (the registry's checks) and OUT/certificates/<code>.json and .pdf.

SPDX-License-Identifier: EUPL-1.2
"""
import json
import pathlib
import sys
import urllib.request


def call(url, path, body=None, cookie=None):
    headers = {"Origin": url, "Sec-Fetch-Site": "same-origin"}
    if cookie:
        headers["Cookie"] = cookie
    data = None
    if body is not None:
        data = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(url + path, data=data, headers=headers)
    with urllib.request.urlopen(request, timeout=20) as reply:
        return reply.read(), reply.headers.get("Set-Cookie")


def main(url, name, password_file, out):
    password = pathlib.Path(password_file).read_text(encoding="utf-8").strip()
    _, set_cookie = call(url, "/api/v1/staff/sign-in", {"name": name, "password": password})
    cookie = set_cookie.split(";")[0]
    packets = json.loads(call(url, "/api/v1/packets", cookie=cookie)[0])["packets"]
    if len(packets) != 1:
        sys.exit(f"one packet was expected at the registry, {len(packets)} are there")
    digest = packets[0]["digest"]
    detail = json.loads(call(url, f"/api/v1/packets/{digest}", cookie=cookie)[0])
    folder = pathlib.Path(out)
    (folder / "certificates").mkdir(parents=True, exist_ok=True)
    (folder / "packet.json").write_text(json.dumps(detail, ensure_ascii=False, indent=2), encoding="utf-8")
    codes = [sitting["certificate"] for sitting in detail["sittings"] if sitting["certificate"]]
    for code in codes:
        for ending in ("json", "pdf"):
            content, _ = call(url, f"/api/v1/certificates/{code}/file.{ending}")
            (folder / "certificates" / f"{code}.{ending}").write_bytes(content)
    print(digest)


if __name__ == "__main__":
    main(*sys.argv[1:5])
