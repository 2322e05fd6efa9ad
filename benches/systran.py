#!/usr/bin/env python3
"""Lookups a CPU second beside SYSTRAN fuzzy-match, with the same units and queries, in turn.

    python3 benches/systran.py ENTREFILET FUZZYMATCH PAIRS.tsv QUERIES.txt [UNITS...]

FUZZYMATCH is the FuzzyMatch-cli of github.com/SYSTRAN/fuzzy-match, compiled with -O3 together with
github.com/OpenNMT/Tokenizer. The units are those of `cargo bench --bench memory`: the pairs, then copies of them with
their words rotated. Both programs run on one thread with 70 percent as the least rate; fuzzy-match otherwise has its
defaults. A figure is that of the whole process (user and system time) less that for one query, the best of three rounds
over the queries, which are repeated where there are few units. Without UNITS: 10,000, 100,000 and a million.
"""

import itertools
import json
import pathlib
import resource
import subprocess
import sys
import tempfile

ROUNDS = 3
REPEATED = {10_000: 20, 100_000: 8, 1_000_000: 2}


def units(pairs):
    """The pairs, then copies: of copy number c every source has its first 7c words at the end, then c."""
    for copy in itertools.count():
        for source, target in pairs:
            if copy:
                words = source.split(" ")
                at = 7 * copy % len(words)
                source = " ".join(words[at:] + words[:at] + [str(copy)])
            yield f"{source}\t{target}\n"


def cpu(command, stdin):
    """User and system seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(stdin) as given:
        subprocess.run(command, stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


class Tool:
    """One of the two programs: how it indexes and looks up, and how its queries are written."""

    def __init__(self, name, suffix, build, search, query):
        self.name, self.suffix, self.build, self.search, self.query = name, suffix, build, search, query

    def prepare(self, memory, queries):
        """Builds the index and writes the queries; CPU seconds of the build."""
        for kind, some in (("many", queries), ("one", queries[:1])):
            memory.with_name(f"{kind}.{self.suffix}").write_text("".join(map(self.query, some)))
        return cpu(self.build(memory), "/dev/null")

    def rate(self, memory, top, queries):
        """Queries a CPU second."""
        command = self.search(memory, top)
        many, one = (cpu(command, memory.with_name(f"{kind}.{self.suffix}")) for kind in ("many", "one"))
        return queries / (many - one)


def tools(entrefilet, fuzzy_match):
    ours = [entrefilet, "memory"]
    return (
        Tool("entrefilet", "jsonl",
             lambda m: [*ours, "build", m, "--jobs", "1", "--out", f"{m}.idx"],
             lambda m, n: [*ours, "search", "--jsonl", "--memory", f"{m}.idx", "--jobs", "1", "--top", str(n)],
             lambda text: json.dumps({"id": "q", "text": text}, ensure_ascii=False) + "\n"),
        Tool("fuzzy-match", "txt",
             lambda m: [fuzzy_match, "-c", m],
             lambda m, n: [fuzzy_match, "-i", f"{m}.fmi", "-a", "match", "-f", "0.7", "-N", "1", "-n", str(n)],
             lambda text: text + "\n"),
    )


def compare(number, pairs, queries, both, folder):
    memory = folder / f"{number}.tsv"
    with memory.open("w", encoding="utf-8") as out:
        out.writelines(itertools.islice(units(pairs), number))
    queries = queries * REPEATED.get(number, 1)
    for tool in both:
        print(f"{number:>9,} units  {tool.name} builds in {tool.prepare(memory, queries):.1f} CPU seconds", flush=True)
    for top in (1, 5):
        rounds = [[tool.rate(memory, top, len(queries)) for tool in both] for _ in range(ROUNDS)]
        ours, theirs = map(max, zip(*rounds))
        print(f"{number:>9,} units  top-{top}: {ours:,.0f} and {theirs:,.0f} queries a CPU second, {ours / theirs:.1f} times", flush=True)


def main(entrefilet, fuzzy_match, pairs, queries, *numbers):
    pairs = [line.split("\t")[:2] for line in pathlib.Path(pairs).read_text(encoding="utf-8").split("\n") if line]
    queries = [line for line in pathlib.Path(queries).read_text(encoding="utf-8").split("\n") if line]
    with tempfile.TemporaryDirectory() as folder:
        for number in map(int, numbers or REPEATED):
            compare(number, pairs, queries, tools(entrefilet, fuzzy_match), pathlib.Path(folder))


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
