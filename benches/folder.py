#!/usr/bin/env python3
"""Time and memory of a run over a large folder, and the size of its digest.

    python3 benches/folder.py ENTREFILET [ARTICLES...]        (default: 1 1000 5000 20000)
    python3 benches/folder.py --write FOLDER ARTICLES         writes the articles and leaves them there

The articles are made up, the same ones every time: stories of one to eight tellings, told with names of our glossaries and
with names that no glossary knows, one telling in twelve a near-copy. They are run with all our glossaries and the memory of
the demonstration, on one thread. User and system seconds and the greatest resident memory are the kernel's, as in
`/usr/bin/time -v`.
"""

import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
ACTORS = """la CEDEAO|l’Union africaine|l’ONU|le gouvernement malien|le gouvernement tchadien|l’armée burkinabè|la Banque mondiale|la France
|le Sénégal|l’Union européenne|la Cour pénale internationale|le Niger|la Mauritanie|le ministère des Affaires étrangères|le Premier ministre
|le syndicat des enseignants|la commission électorale|l’Alliance des États du Sahel|la Russie|le Nigeria|une délégation du FMI""".replace("\n", "")
VERBS = """a annoncé|a suspendu|a rejeté|a confirmé|a signé|a reporté|a condamné|a approuvé|a dénoncé|a financé|a examiné|a relancé"""
THINGS = """l’accord|le calendrier|la réforme|le budget|le projet de barrage|la campagne de vaccination|le retrait des troupes|le scrutin|la médiation
|le couvre-feu|la fermeture de la frontière|le plan d’aide|la livraison de céréales|l’embargo|le procès|la concession minière|la ligne de chemin de fer
|le prêt|la grève|l’enquête""".replace("\n", "")
WHERE = """à Bamako|à Niamey|à Dakar|à Abuja|à Ouagadougou|à N’Djamena|à Nouakchott|à Abidjan|à Lomé|à Cotonou|à Accra|à New York"""
WHY = """faute de moyens|après des semaines de négociations|malgré les critiques|sous la pression de la rue|à la demande des bailleurs
|pour des raisons de sécurité|à l’issue d’une réunion à huis clos|en attendant un vote du Parlement""".replace("\n", "")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
SYLLABLES = "ba bé do dou fa ga gou ka ké ko lo ma mo na ni no ra ri sa si ta ti to wa ya yo za".split()


def pick(dice, listed):
    return dice.choice(listed.split("|"))


def name(dice, parts=3):
    return "".join(dice.choice(SYLLABLES) for _ in range(parts)).capitalize()


class Story:
    """What all tellings of a story share: its town, its people, its subject, its figures and its sentences."""

    def __init__(self, number):
        self.dice = dice = random.Random(number)
        self.town, self.person, self.body = name(dice, 4), f"{name(dice, 2)} {name(dice)}", name(dice, 4)
        self.actor, self.thing, self.where = pick(dice, ACTORS), pick(dice, THINGS), pick(dice, WHERE)
        self.day, self.month = dice.randint(1, 28), dice.choice(MONTHS)
        self.sentences = [self.sentence() for _ in range(18)]

    def sentence(self):
        dice = self.dice
        verb, thing, why, count = pick(dice, VERBS), pick(dice, THINGS), pick(dice, WHY), dice.randint(11, 9000)
        return dice.choice([
            f"{self.actor} {verb} {thing} de {self.town} {why}.",
            f"Selon {self.person}, « {count} familles attendent toujours {thing} promis en {dice.choice(MONTHS)} ».",
            f"« Nous voulons savoir qui {verb} {thing} », a déclaré {self.person} {self.where}.",
            f"Quelque {count} habitants de {self.town} {why} ont quitté le quartier de {name(dice)}.",
            f"{thing}, d’un coût de {dice.randint(2, 90)} millions d’euros, concerne aussi la société {self.body}.",
            f"{pick(dice, ACTORS)} {verb} {self.thing} le {dice.randint(1, 28)} {dice.choice(MONTHS)} {pick(dice, WHERE)}.",
        ])

    def telling(self, dice):
        """A headline, a dateline and some of the sentences, in their order."""
        kept = sorted(dice.sample(range(len(self.sentences)), dice.randint(8, 14)))
        body = [capital(self.sentences[i]) for i in kept]
        title = capital(f"{self.actor} {pick(dice, VERBS)} {self.thing} de {self.town}")
        place = self.where.split(" ", 1)[1].upper()
        lead = f"{place}, {self.day} {self.month} 2024 — "
        paragraphs = [" ".join(body[i : i + 3]) for i in range(0, len(body), 3)]
        return "\n\n".join([title, lead + paragraphs[0], *paragraphs[1:]]) + "\n"


def capital(sentence):
    return sentence[0].upper() + sentence[1:]


def articles(wanted):
    """(path, text) of so many articles."""
    dice, number, told = random.Random(2024), 0, 0
    while told < wanted:
        story, number = Story(number), number + 1
        last = ""
        for _ in range(min(wanted - told, 1 + min(7, int(dice.expovariate(0.6))))):
            copy = last and dice.random() < 1 / 12
            last = last.replace(" aussi ", " également ") if copy else story.telling(dice)
            yield f"{told % 40:02}/{dice.randrange(10**8):08}-{told}.txt", last
            told += 1


def write(folder, wanted):
    for path, text in articles(wanted):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def measured(command):
    """Wall seconds, user and system seconds, and the greatest resident memory in MiB of `command`."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return time.monotonic() - start, usage.ru_utime, usage.ru_stime, usage.ru_maxrss / 1024


def main(entrefilet, counts):
    print("| articles | stories | wall | user | system | memory | digest.md | digest.html |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for wanted in counts:
        with tempfile.TemporaryDirectory() as work:
            work = pathlib.Path(work)
            write(work / "articles", wanted)
            pipeline = work / "pipeline.toml"
            memory = ROOT / "pipelines/sahel/memory.tmx"
            pipeline.write_text(f'input = ["articles"]\noutput = "out"\nglossaries = ["{ROOT}/glossaries/*.toml"]\nmemories = ["{memory}"]\n')
            wall, user, system, size = measured([entrefilet, "run", str(pipeline), "--jobs", "1", "--progress", "none"])
            digests = [(work / "out" / f"digest.{end}").stat().st_size / 1024 for end in ("md", "html")]
            stories = re.search(r"Stories: ([\d,]+)", (work / "out/digest.md").read_text(encoding="utf-8"))[1]
            print(f"| {wanted:,} | {stories} | {wall:.1f} s | {user:.1f} s | {system:.1f} s | {size:.0f} MiB | {digests[0]:.0f} KiB | {digests[1]:.0f} KiB |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--write":
        write(pathlib.Path(sys.argv[2]), int(sys.argv[3]))
    elif len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        main(sys.argv[1], [int(n) for n in sys.argv[2:]] or [1, 1000, 5000, 20000])
    else:
        sys.exit(__doc__)
