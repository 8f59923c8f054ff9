"""Words too common to find anything by, and the forms of French verbs and nouns that no rule brings together."""

FRENCH = frozenset(
    """
    a ai ainsi alors apres as au aucun aucune aujourd aussi autre autres aux avant avec avez avoir avons ayant bien ca
    car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de deja depuis des
    devez devons devrait devrais dois doit doivent du
    donc dont elle elles en encore entre es est et etaient etais etait etant ete etes etre eu eux
    faudrait faut hui ici il ils
    j jamais je jusqu l la le les leur leurs lors lorsqu lui m ma mais me meme memes mes moi moins mon n ne ni nos
    notre nous on ont ou par parce pas peu peut peuvent peux plus plutot pour pourquoi puis puisqu qu quand que quel
    quelle quelles quelqu quels qui quoi quoiqu s sa sans se sera seront ses si soient sois soit sommes son sont sous
    suis sur t ta tandis te tel telle tels tes toi ton toujours tous tout toute toutes tres trop tu un une va vais vers
    voici voila vont vos votre veut veux voudrais voudrait vous y
    """.split()
)
ENGLISH = frozenset(
    """
    about after again all also am an and any are as at be because been before being between both but by can could did
    do does doing don for from had has have having he her here hers him his how i if in into is it its just me more
    most my no nor not now of off on once only or other our out over own same she should so some such than that the
    their them then there these they this those through to too under until up very was we were what when where which
    while who whom why will with would you your yours
    """.split()
)
STOP = FRENCH | ENGLISH

# the stem, then the forms brought to it; forms are written without accents
_TOGETHER = """
    prend prendre prends prend prenons prenez prennent pris prise prises prenait prendra
    apprend apprendre apprends apprend apprenons apprennent appris apprise apprentissage apprentissages
    comprend comprendre comprends comprenons comprennent compris comprise comprehension
    mettr mettre mets met mettons mettez mettent mis mise mises mettait
    fair faire fais fait faits faite faites faisons font ferons ferait faisait feront
    dir dire dis dit dits dite dites disons disent disait
    ecrir ecrire ecris ecrit ecrits ecrite ecrivons ecrivent ecriture ecrivait
    lir lire lis lit lisons lisent lisait lecture lectures lu lus lues
    relir relire relis relit relisons relisez relisent relu relue relus relues relecture relectures
    voir vois voit voyons voient vu vus vue vues verra
    savoir sais sait savons savent su savait
    pouvoir pouvons pourrait pourrons
    vouloir veux veut voulons veulent voulu voulait
    venir viens vient venons viennent venu venue venus venait
    tenir tiens tient tenons tiennent tenu tenue tenus
    recevoir recois recoit recevons recoivent recu recue recus recues reception
    vendr vendre vends vend vendons vendent vendu vendus vente ventes
    perdr perdre perds perd perdons perdent perdu perdus perte pertes
    attendr attendre attends attend attendons attendent attendu attente attentes
    repondr repondre reponds repond repondons repondent repondu reponse reponses
    suivr suivre suit suivons suivent suivi suivie suivis
    conduir conduire conduis conduit conduisons conduisent conduite
    choisir choisis choisit choisissons choisi choisie choisis choix
    accueil accueillir accueille accueilles accueillons accueillent accueilli accueillie accueils
    partir pars part partons partent parti partie partis depart departs
    ouvrir ouvre ouvres ouvrons ouvrent ouvert ouverte ouverts ouverture
    decouvr decouvrir decouvre decouvrons decouvert decouverte decouvertes
    oeil yeux
    travail travaux travaille travailler travaillons travaillent travaillait travaille
    journal journaux
    nouveau nouvel nouvelle nouvelles nouveaux nouveaute nouveautes
    vieux vieil vieille vieilles
    beau bel belle belles beaux
    """
TOGETHER = {form: line.split()[0] for line in _TOGETHER.strip().splitlines() for form in line.split()}
