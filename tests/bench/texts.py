"""Invented French of about ninety words a message, from a seed: the same words on every machine."""

from random import Random

WHO = "le comité|notre équipe|une collègue|l’atelier|le laboratoire|la stagiaire|un voisin|la doyenne|le groupe".split(
    "|"
)
DID = "a essayé|a comparé|a relu|a noté|propose|prépare|a gardé|a changé|a mesuré|cherche encore".split("|")
WHAT = (
    "une grille plus courte|la fiche de contrôle|trois lots du printemps|un rappel avant la pause|la liste des écarts|"
    "une façon de trier|le plan de visite|les photos des défauts|un carnet partagé|la règle des deux regards"
).split("|")
WHERE = (
    "à l’entrée de la ligne|pendant la réunion du mardi|avec les gens de nuit|chez un fournisseur|"
    "dans la petite salle|au retour du congé|juste avant l’audit|sur le terrain"
).split("|")
THEN = (
    "et le temps perdu a baissé|mais personne ne s’en sert encore|ce qui a surpris tout le monde|"
    "et la question reste ouverte|sans rien casser d’autre|et il faudrait le dire aux autres|"
    "puis on l’a gardé pour de bon"
).split("|")
ROOTS = (
    "port|mesur|class|form|group|trait|sond|coul|tamis|calibr|pes|not|pay|rang|coup|lim|sabl|vern|soud|mont|cap|dos|tri|"
    "repér|contrôl|ajust|régl|chauff|rinc|emball|list|dat|sign|vis|brid|perc|frais|tourn|poin|marqu"
).split("|")
ENDINGS = "age|eur|euse|ement|ure|oir|ette|ation|able|ant|ée|és|ons|aient|era|erait".split("|")
RARE = [f"{root}{ending}" for root in ROOTS for ending in ENDINGS]
FIRST = (
    "Aline|Bastien|Carole|Denis|Élise|Fatou|Gilles|Hana|Igor|Jeanne|Kévin|Lise|Marc|Nadia|Omar|Paule|Rémi|Sofia".split(
        "|"
    )
)
LAST = (
    "Aubin|Bélanger|Caron|Doucet|Émond|Fortin|Gagné|Huard|Imbeau|Joly|Lavoie|Morin|Noël|Ouellet|Paré|Roy|Simard".split(
        "|"
    )
)


def sentence(chance: Random) -> str:
    """One sentence of about sixteen words, some of them rare: real prose does not pack like a form letter."""
    words = [chance.choice(part) for part in (WHO, DID, WHAT, WHERE)]
    words.insert(2, f"{' '.join(chance.sample(RARE, 3))}, {chance.randrange(2, 400)} fois,")
    text = f"{' '.join(words)}, {chance.choice(THEN)}"
    return f"{text[0].upper()}{text[1:]}."


def message(chance: Random) -> str:
    """About ninety words, in two paragraphs, now and then with a list or a link."""
    lines = [sentence(chance) for _ in range(4)]
    text = f"{lines[0]} {lines[1]}\n\n{lines[2]} {lines[3]}"
    kind = chance.random()
    if kind < 0.1:
        text += f"\n\n- {chance.choice(WHAT)}\n- {chance.choice(WHAT)}\n- {chance.choice(WHAT)}"
    elif kind < 0.15:
        text += f"\n\nVoir https://exemple.org/fiches/{chance.randrange(900)}."
    elif kind < 0.25:
        text += f"\n\n**{chance.choice(WHAT).capitalize()}** d’abord\u00a0?"
    return text


def title(chance: Random) -> str:
    """A few words to name a thread."""
    return f"{chance.choice(WHAT)} {chance.choice(WHERE)}".capitalize()


def name(chance: Random, number: int) -> str:
    """A person's name; the number keeps two people apart."""
    return f"{chance.choice(FIRST)} {chance.choice(LAST)} {number}"
