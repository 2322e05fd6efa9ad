#!/usr/bin/env python3
"""What `memory export` writes is read back the same by us, by OmegaT and by Translate Toolkit, in both directions.

  read_back.py BINARY PEERS SCRATCH     run by a Python that has translate-toolkit; PEERS holds omegat_accept.sh, tmx_check.py
"""
import json, subprocess, sys
from pathlib import Path
from translate.storage.tmx import tmxfile

binary, peers, scratch = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
hard = Path(__file__).parent.parent / "tests/memory/hard.tmx"
scratch.mkdir()


def ours(*args):
    return subprocess.run([binary, "memory", *map(str, args)], check=True, capture_output=True).stdout


def export(source, name, *options):
    index, tmx = scratch / f"{name}.idx", scratch / f"{name}.tmx"
    ours("build", source, "--out", index, "--progress", "none")
    ours("export", index, "--out", tmx, *options)
    return tmx


def omegat(tmx, source, target, sentences, keep):
    """OmegaT's exact matches for the sentences: (sentence, translation) in both orders of the languages."""
    text = scratch / f"{keep}.txt"
    text.write_text("".join(sentence + "\n\n" for sentence in sentences), encoding="utf-8")
    accept = ["sh", peers / "omegat_accept.sh", "-m", tmx, "-s", text, "-S", source, "-T", target, "-x", "100", "-k", scratch / keep]
    told = subprocess.run(list(map(str, accept)), capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
    return {(d["src"], d["target"]) for d in json.loads((scratch / keep / "probe.json").read_text())["detail"]}


def toolkit(tmx):
    return [(str(unit.source), str(unit.target)) for unit in tmxfile.parsefile(str(tmx)).units]


coded, plain = export(hard, "coded"), export(hard, "plain", "--without-codes")
for tmx in coded, plain:
    again = export(tmx, f"{tmx.stem}-again")
    assert again.read_bytes() == tmx.read_bytes(), f"{tmx.name}: we read it back otherwise"
    subprocess.run([sys.executable, peers / "tmx_check.py", tmx, "--strict"], check=True, stdout=subprocess.DEVNULL)
rows = ours("export", scratch / "plain.idx", "--out", scratch / "pairs.tsv") or (scratch / "pairs.tsv").read_text(encoding="utf-8")
pairs = [tuple(line.split("\t")[:2]) for line in rows.splitlines()]
assert toolkit(plain) == pairs, f"Translate Toolkit: {toolkit(plain)}"
assert len(toolkit(coded)) == len(pairs)
for tmx in coded, plain:
    french = omegat(tmx, "fr", "en", [fr for fr, _ in pairs], f"{tmx.stem}-fr")
    english = omegat(tmx, "en", "fr", [en for _, en in pairs], f"{tmx.stem}-en")
    assert french == set(pairs), f"OmegaT, French first: {french ^ set(pairs)}"
    assert english == {(en, fr) for fr, en in pairs}, f"OmegaT, English first: {english}"
print(f"{len(pairs)} units read back the same by us, OmegaT and Translate Toolkit")
