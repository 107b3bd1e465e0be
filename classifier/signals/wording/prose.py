"""Words and lines of the family prose, folded, in the nine languages."""

from __future__ import annotations

from classifier.expressions import expression
from classifier.signals.phrases import phrases

SMALL_WORDS = {
    "en": "the a an and or but if of to in on at by for with from as about into over after before than then so not no is are was were be been am do does did have has had will would can could should may might must i you he she it we they me him her us them my your his its our their this that these those there here what which who when where how all some any one up out just also only very i'm i'll i've it's don't that's let's can't we're we'll you're didn't doesn't isn't",
    "de": "der die das den dem des ein eine einen einem einer eines und oder aber wenn weil dass ob als wie in im an am auf aus bei beim mit nach von vom vor zu zum zur fur uber unter durch um bis ist sind war waren sein bin bist hat haben habe hatte hatten wird werden wurde kann konnen konnte soll sollte muss mussen mochte wollen will darf ich du er sie es wir ihr mich mir dich dir uns euch ihn ihm ihnen mein meine meinen dein ihre ihren sein seine unser unsere dieser diese dieses da dort hier was wer wo wann so nicht kein keine noch auch nur schon sehr mal ja nein man sich doch dann denn etwas alle",
    "fr": "le la les l un une des du de d et ou mais si que qui quoi dont ou en dans sur sous par pour avec sans chez a au aux ce cet cette ces c'est est sont etait etre suis es sommes etes ai as avons avez ont avait avoir fait faire peut peux pouvez pouvons doit je j'ai j tu il elle on nous vous ils elles me te se lui leur y mon ma mes ton ta tes son sa ses notre nos votre vos leurs ne n pas plus tres bien aussi comme quand tout tous toute n'est n'ai qu'il d'un d'une s'il deja encore",
    "es": "el la los las un una unos unas de del al a y e o u pero si que quien como cuando donde en con sin por para sobre entre desde hasta es son era ser soy eres somos esta estan estoy estaba he ha hemos han habia hay tengo tiene tienen puede puedo pueden voy va me te se le les lo nos os yo tu el ella usted ustedes mi mis tu tus su sus nuestro nuestra este esta esto ese esa eso no ni ya muy mas tambien solo todo todos",
    "pl": "i a oraz lub albo ale ze zeby bo czy jak gdy kiedy jesli gdzie co kto ktory ktora ktore w we z ze na do od po o u za przed przy przez dla bez pod nad jest sa byl byla bylo byly byc bedzie beda jestem jestesmy mam ma mamy maja moze moge mozna mozemy trzeba ja ty on ona ono my wy oni mnie mi ciebie ci go jej jego ich nam nas wam was sie siebie moj moja moje pan pani panu panstwa panstwo to ten ta te tego tej tym tych tak nie juz jeszcze tez takze tylko bardzo prosze jako",
    "cs": "a i nebo ale ze aby kdyz jestli protoze jak kde co kdo ktery ktera ktere v ve z ze s se na do od po o u za pred pri pro bez pod nad k ke je jsou byl byla bylo byly byt bude budou jsem jsi jsme jste mam mas ma mame mate maji muze muzu mohu muzete mohl mohla ja ty on ona my vy oni me mi mne te ti ho mu ji nam nas vam vas si muj moje moji vase vasi nas to ten ta te tu tom tim tak ne uz jeszcze jeste take taky jen velmi prosim by bych byste",
    "it": "il lo la i gli le un uno una di del della dei degli delle da dal dalla in nel nella nei nelle su sul sulla con per tra fra a al alla ai agli alle e ed o ma se che chi cui come quando dove e' sono era essere sei siamo siete ho ha hai abbiamo avete hanno aveva posso puo possiamo potete io tu lui lei noi voi loro mi ti si ci vi me te ne lo mio mia miei tuo tua suo sua nostro nostra vostro vostra questo questa questi quello non ne gia ancora anche solo molto piu cosi c'e tutto tutti",
    "pt": "o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com sem sobre entre ate e ou mas se que quem como quando onde ao aos e sao era ser sou somos esta estao estou estava foi tem tenho temos tinha ter ha pode posso podem podemos vou vai me te se lhe nos eu tu ele ela voce voces meu minha meus minhas seu sua seus suas nosso nossa este esta isto esse essa isso nao nem ja ainda muito mais tambem so tudo todos",
    "nl": "de het een en of maar als dat die dit deze omdat dan toen in op aan bij met van voor door over uit naar tot om onder te is zijn was waren ben bent heb hebt heeft hebben had kan kunnen kunt kon zal zullen zou wil willen moet moeten mag word wordt worden ik je jij u hij ze zij we wij jullie me mij jou hem haar ons hun mijn jouw uw zijn onze er hier daar wat wie waar wanneer hoe niet geen nog ook al wel maar nu heel zo even graag alle",
}
"""Language → articles, pronouns, prepositions, conjunctions, auxiliaries: what holds sentences together."""
MACHINE_LINE = expression(
    r"\s*(?:"
    r"[-=_*#~+|.]{4,}[^\w\n]*$"  # a rule
    r"|[<\[(]?(?:https?|ftp)://\S+$"  # a bare link
    r"|[\w.-]{1,20}(?:[ -][\w./()#-]{1,20}){0,3}\s{0,20}(?::$|[:=]\s(?![^\n]{0,200}[.?!]\s*$))"  # label: value
    r"|[{}\[\]\"<|]"  # JSON, XML, tables, [IMAGE], [1] https://...
    r"|[0-9][0-9a-fA-F.:/-]{6,}\b|[0-9a-f]{8,}\b"  # dates, addresses, hashes
    r"|(?:[\w.-]*/){2}"  # paths
    r"|[^\n\t]{0,40}(?:\t|   )\s*\S"  # columns
    r")"
)
"""Lines that programs print, by how they begin."""
FIRST_LINE = expression(
    r"\W{0,4}(?:(?:https?|ftp)://|www\.|[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-z]{2,20}/?[ \t]*$)|\W{0,4}[^\W\d_][\w.-]{0,20}(?:[ -][\w./()#-]{1,20}){0,3}[ \t]{0,8}:[ \t]{1,20}\S.{0,100}$"
)
"""A link, or a label and its value."""
CLOCK = expression(r":[0-5]\d(?::[0-5]\d|(?: ?[AaPp][Mm])? ?\(?(?:UTC|GMT|CES?T|[ECMP][SD]T|[+-]0\d00)\b)")
"""Behind the hour, as a pattern that begins with a letter of its own is found ten times as fast."""
TALK = frozenset(
    """
    fyi pls plz thx tks asap btw yep yeah gonna i'll we'll
    """.split()
)
"""Words of live talk that need no second one."""
TALK_OF_TWO = frozenset(
    tuple(pair.split())
    for pair in (
        "can you, could you, do you, did you, are you, have you, were you, would you, will you, you want, you need, you think, you see, you said, you did, you guys,"
        " can we, could we, do we, did we, should we, should i, do i, will do, will call, will try, will check, will send, will get, will let, will see, will talk,"
        " let me, let him, let her, let's see, me know, call me, tell me, ask him, ask her, talk to, talked to, spoke to, spoke with, see you, see below, see attached, attached is, attached are, is attached,"
        " i just, i think, i thought, i don't, i didn't, i know, i guess, i was, i am, i'm not, i'm in, i'm at, i'm going, i've been, i have, i had, i got, i need, i want, i hope, i asked, i told, i spoke, i talked, i heard, i saw, i sent,"
        " we have, we need, we should, we can, we had, we got, we talked, we met, she said, he said, he is, he was, she is, she was, they said, he will, she will, he wants, she wants, to him, to her, with him, with her, for him, for her,"
        " that works, works for, sounds good, looks good, looks like, no problem, not sure, of course, makes sense, as discussed,"
        " kannst du, konnen sie, konnen wir, konntest du, konnten sie, hast du, haben sie, weisst du, soll ich, sollen wir, bescheid sagen, sag bescheid, ich schicke, ich melde, ich schaue, ich komme, ich rufe, ich habe, ich hab, ich bin, ich war, ich glaube, ich denke, er hat, sie hat, bis morgen, bis dann, alles klar,"
        " tu peux, peux tu, pouvez vous, as tu, avez vous, tu as, je te, je t'envoie, je vous, j'ai vu, je suis, je pense, je crois, je passe, il m'a, elle m'a, il a, elle a, on se, dis moi, dites moi, est ce, pas de,"
        " me dices, me dice, te mando, te envio, te llamo, te paso, os mando, le paso, puedes pasar, puedes mandar, creo que, he hablado, me ha, nos vemos, me parece, ya esta, yo creo, no se, he visto,"
        " daj znac, dajcie znac, prosze dac, czy mozesz, czy mozecie, czy masz, czy pan, czy pani, ja mam, nie wiem, nie mam, mysle ze, do jutra, dam znac, u mnie, u nas, jestem w, bede w,"
        " dej vedet, dejte vedet, muzes mi, muzete mi, mas cas, nevim jestli, myslim ze, u nas, u me, jsem v, budu v, ja mam, ozvu se, mluvila jsem, mluvil jsem, dam vedet,"
        " fammi sapere, mi faccia, ti mando, ti chiamo, vi mando, puoi mandarmi, hai visto, hai tempo, credo che, penso che, ho parlato, mi ha, ci vediamo, va bene, ci sentiamo, sono in, io sono,"
        " me avisa, me diz, te mando, te ligo, te aviso, voce pode, voce tem, podes mandar, acho que, penso que, falei com, me disse, eu vou, eu tenho, eu acho, vou ver, ate amanha, tudo bem,"
        " laat weten, me weten, ons weten, kun je, kunt u, kunnen we, heb je, heeft u, weet je, wil je, zullen we, zal ik, ik stuur, ik bel, ik kom, ik heb, ik ben, ik denk, ik was, ik had, hij heeft, zij heeft, tot morgen, tot dan, is goed"
    ).split(",")
)
"""Pairs of words by which people deal with each other: can you, I'll check, she said, let me know."""
_EN_DONE = (
    "suspended applied merged closed rejected accepted approved created updated modified added removed deleted blocked blacklisted listed detected submitted scheduled completed cancelled"
    " canceled assigned resolved reopened generated processed terminated activated deactivated expired exceeded logged disabled enabled triggered restarted observed identified hosted triaged queued"
)
_DE_DONE = "gesperrt erstellt geandert geloscht hinzugefugt aktualisiert angelegt ausgefuhrt abgeschlossen gefunden erkannt festgestellt zugewiesen bearbeitet ubermittelt abgelehnt genehmigt eingestellt geplant durchgefuhrt freigeschaltet"
_FR_DONE = "suspendu cree creee modifie modifiee supprime supprimee ajoute ajoutee mis bloque bloquee detecte detectee cloture cloturee annule annulee planifie valide validee refuse refusee enregistre enregistree desactive"
_ES_DONE = "suspendido creado creada modificado modificada eliminado eliminada anadido actualizado actualizada bloqueado bloqueada detectado cerrado cancelado programado asignado registrado registrada procesado rechazado aprobado"
_PT_DONE = "suspenso criado criada modificado alterado alterada removido excluido adicionado atualizado atualizada bloqueado bloqueada detectado encerrado cancelado agendado atribuido registrado registrada processado rejeitado aprovado"
_IT_DONE = "sospeso creato creata modificato modificata eliminato eliminata aggiunto aggiornato aggiornata bloccato bloccata rilevato chiuso annullato pianificato assegnato registrato registrata elaborato rifiutato approvato disattivato"
_PL_DONE = "zawieszony zawieszone zawieszona utworzony utworzone utworzona zmieniony zmienione zmieniona usuniety usuniete usunieta dodany dodane dodana zaktualizowany zablokowany zablokowane wykryto zamkniety zamkniete zakonczony zaplanowany przypisany zarejestrowane odrzucony zatwierdzony"
_CS_DONE = "pozastaven vytvoren vytvorena vytvoreno zmenen zmenena zmeneno smazan smazana pridan pridana aktualizovan zablokovan zablokovana zjisten uzavren uzavrena dokoncen zrusen zrusena naplanovan prirazen zaregistrovan zpracovan zamitnut schvalen"
_NL_DONE = "opgeschort aangemaakt gewijzigd verwijderd toegevoegd bijgewerkt geblokkeerd gedetecteerd gesloten voltooid geannuleerd gepland toegewezen geregistreerd verwerkt afgewezen goedgekeurd uitgevoerd gedeactiveerd vastgesteld"


def _done(before: str, words: str) -> str:
    return rf"(?:{before}) (?:\w+ ){{0,2}}(?:{'|'.join(words.split())})(?!\w)"


REPORTS = phrases(
    {
        _EN_DONE: _done("has been|have been|was|were|will be|is being", _EN_DONE),
        _DE_DONE: rf"(?:wurden?|worden|wird|werden) (?:[^ .?!]+ ){{0,6}}(?:{'|'.join(_DE_DONE.split())})(?!\w)|(?:{'|'.join(_DE_DONE.split())}) (?:worden|wurden?)(?!\w)",
        _FR_DONE: _done("a ete|ont ete|sera|seront|est", _FR_DONE),
        _ES_DONE: _done("ha sido|han sido|fue|fueron|sera|se ha", _ES_DONE),
        _PT_DONE: _done("foi|foram|sera|serao|tem sido", _PT_DONE),
        _IT_DONE: _done("e stat[oa]|sono stat[ie]|verra|sara", _IT_DONE),
        _PL_DONE: _done("zostal[aoy]?|zostaly|zostanie|jest", _PL_DONE) + r"|wykryto\b",
        _CS_DONE: _done("byl[aoy]?|bude|budou|je", _CS_DONE),
        _NL_DONE: rf"(?:is|zijn|werd|werden|wordt|worden) (?:[^ .?!]+ ){{0,6}}(?:{'|'.join(_NL_DONE.split())})(?!\w)",
    }
)
"""What happened to a thing, told by nobody: has been closed, wurde gesperrt, zostal usuniety."""
THREE = {
    language: expression(
        rf", (?<=[^\W\d_]{{2}}, )[^\W\d_]{{3,30}}(?: [^\W\d_]{{3,30}})?,? (?:{words}) [^\W\d_]{{3,30}}"
    )
    for language, words in {
        "en": "and|or",
        "de": "und|oder",
        "fr": "et|ou",
        "es": "y|e|o",
        "pl": "i|oraz|lub",
        "cs": "a|i|nebo",
        "it": "e|ed|o",
        "pt": "e|ou",
        "nl": "en|of",
    }.items()
}
"""Language → the second and third of three words. From the comma on, since a pattern that begins with any letter is
found ten times as slowly."""
