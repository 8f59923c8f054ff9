"""Words that carry no question by themselves: days, months, moments, verbs that do everything, politeness.

Left out of what somebody says they have to do, unless nothing else is left. Ordinary search keeps them all.
"""

from terreau.community.folding import fold

from .words import stems_of

# left out by their stem: « rencontrons » is not there, « faisons » is
_BY_STEM = """
    lundi mardi mercredi jeudi vendredi samedi dimanche
    janvier fevrier avril juin juillet aout septembre octobre novembre decembre
    jour journee matin matinee midi soir soiree demain hier semaine mois annee heure minute fois moment temps
    bientot tantot prochain prochaine prochainement dernier derniere maintenant vite urgent
    faire fasse fassent ferai fera devoir doive devrai devra falloir faille aller aille irai ira pouvoir puisse
    avoir aurai aura aurais aurait eu etre vouloir veuille voudra savoir sache saurai saura
    mettre mettrai prendre prenne prendrai donner venir vienne chercher trouver aimer laisser rendre passer
    besoin envie aide aider
    merci bonjour bonsoir salut svp plait pardon excuse excusez desole
    chose truc personne quelqu
    monday tuesday wednesday thursday friday saturday sunday
    january february april june july august september october november december
    today tomorrow yesterday tonight day week month year hour morning afternoon evening soon next last now time
    make makes making made take takes taking taken took give gives giving gave given get gets getting got go goes going
    went put want need know knew find found look let try run runs running must shall might may like
    please thanks thank hello hi hey sorry help thing someone somebody anyone
""".split()
# left out as they are: their stem is that of other words
_AS_WRITTEN = frozenset(
    "mai mars march an ans gens people dois serai sera serait pourrai pourra pourrait aimerais aimerait use".split()
)
_STEMS = frozenset(stems_of(word).main for word in _BY_STEM)


def is_weak(word: str) -> bool:
    """Whether this word, in small letters, says nothing of what is asked."""
    return fold(word) in _AS_WRITTEN or stems_of(word).main in _STEMS


def strong(words: list[str]) -> list[str]:
    """The words that carry the question, or all of them when none does."""
    return [word for word in words if not is_weak(word)] or words
