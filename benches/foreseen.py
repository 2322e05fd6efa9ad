#!/usr/bin/env python3
"""How well `not-in-source` foresees what OmegaT matches when it opens the articles' own files.

    python3 benches/foreseen.py ENTREFILET PEERS ARTICLE...

PEERS is the folder with omegat_accept.sh. The articles are run with a make-believe engine, so that every sentence is
exported, then opened in OmegaT together with the folder's memory; each exported sentence is counted by format, by whether
OmegaT shows it as a segment, and by the reason foretold.
"""

import collections
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PIPELINE = """input = ["articles"]
output = "out"
[translation]
engine = "command"
command = ["sed", "-u", "s/^/EN /"]
translate = "all"
[tmx]
units = "all"
"""


def exported(tmx):
    """Position and French of each unit."""
    for unit in ET.parse(tmx).getroot().iter("tu"):
        position = next(p.text for p in unit.findall("prop") if p.get("type") == "x-position")
        yield position, next("".join(v.find("seg").itertext()) for v in unit.findall("tuv") if v.get(LANG) == "fr")


def main(entrefilet, peers, articles):
    work = pathlib.Path(tempfile.mkdtemp())
    (work / "articles").mkdir()
    (work / "pipeline.toml").write_text(PIPELINE, encoding="utf-8")
    for article in articles:
        shutil.copy(article, work / "articles")
    subprocess.run([entrefilet, "run", work / "pipeline.toml", "--progress", "none"], check=True, stderr=subprocess.DEVNULL)
    command = ["sh", pathlib.Path(peers) / "omegat_accept.sh", "-m", work / "out/memory.tmx", "-k", work / "kept"]
    for article in sorted((work / "articles").iterdir()):
        command += ["-s", article]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    probe = json.loads((work / "kept/probe.json").read_text(encoding="utf-8"))
    segments = {segment["src"].strip() for segment in probe["detail"]}
    counts = collections.Counter()
    for article in json.loads((work / "out/run.json").read_text(encoding="utf-8"))["articles"]:
        told = {lost["position"]: lost["reason"] for lost in article["not-in-source"]}
        for position, french in exported(work / f"out/{article['path']}.tmx"):
            shown = "shown" if french.strip() in segments else "not shown"
            counts[article["path"].rsplit(".", 1)[-1], shown, told.get(position, "-")] += 1
    for key, number in sorted(counts.items()):
        print(*key, number, sep="\t")
    shutil.rmtree(work)


main(sys.argv[1], sys.argv[2], sys.argv[3:])
