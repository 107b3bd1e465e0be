"""Words of the family greeting, folded, in the nine languages."""

from __future__ import annotations

# Words of roles, lists and companies: a display name or local part that holds one is no person's.
NOT_A_PERSON = frozenset(
    """
    abuse account accounting accounts ag agency alert alerts announce association bakery billing biuro board bugs buchhaltung bv bulletin care career careers club co committee
    company contact contacto contact contatto contato corp corporation customer customers department dept desk dev devel director discuss discussion discussions editor enquiries
    foundation garage gmbh group groups hello help helpdesk hotel hr inc info inquiries institute jobs journal kanzlei kernel kg kontakt limited linux list lists llc ltd mail manager
    marketing members network news newsletter noreply nv office ohg order orders owner post postmaster praxis press project reception recipient recipients redaktion reminders reply
    report reports restaurant sa sales sarl sas school secretariat security sekretariat service services shop society spa spzoo srl sro store studio support team the undisclosed
    university unknown updates user users verein vertrieb verwaltung via webmaster zoo
    """.split()
)
"""Half of it is English, since lists and roles are named so everywhere."""
NEEDS_NO_NAME = tuple(
    "bom boa bonjour bonsoir buenas buenos buon dag dobry dzien goede good greetings guten moin salve servus witam".split()
)
"""Beginnings of greetings in which nothing is missing: "Good day ," breaks a rule of typing only."""
# Whom people greet without a name.
NOBODY = frozenset(
    """
    again all allemaal alle allen allerseits amici amigo amigos ami amis and applicant applicants avocats avvocato bewohner both buren buenas chere cheres chers chicas chicos client
    cliente clientes clients colleague colleagues collega collegas collegue collegues colleghi companeros customer customers damen damy doctor doktor dottore dottoressa doutor doutora
    drodzy eltern equipa equipe equipo euch everybody everyone folks freunde friend friends gente gentlemen guys herren herr heer hiring iedereen ihr investor kolege kolegove kolegyne
    koledzy kollege kollegen kollegin kolleginnen kolezanki kunde kunden ladies leute lezer liebe list maam madam madame malta manager member members meneer mensen messieurs mesdames
    mevrouw mitglied mitglieder monsieur nachbarn neighbor neighbors neighbour neighbours noches owner pan pane pani panie panowie panove panstwo panstwu parents participants partner
    people pessoal preji professeur professor professore profesor ragazze ragazzi reader resident senhor senhora senhores senor senora senoras senores serdecznie signora signore signori
    sir sirs student students subscriber tardes taxpayer team there todas todos tous toutes trader tutte tutti tym tyme valued volunteers vsem vsichni wszystkim you zdravim zespole
    zusammen
    """.split()
)
# Short forms that do not begin as the name does.
SHORT_FORMS = frozenset(
    """
    alex andy asia beppe becky bess betty bill billy bob bobby chico chuck concha dick dino drew franta gene gigi gosia hank hannes hans harry honza honzo jack jenda jim jimmy jos kike
    kuba larry lisa liz libby lola mandy meg misha nacho ned nell nick nino ola paco pancho patty peggy peppe pepa pepe pepo polly quique rick ricky rob sandy sascha sasha sepp tanja ted
    teddy tina tonda toni tonio tony asiu franto gosiu jendo kubo olu tondo toninho trina vanya will ze
    """.split()
)
NO_NAMES = NOBODY | SHORT_FORMS | NOT_A_PERSON
# Role addresses that no person would greet; "Dear Support" and "Dear Sales" people do write.
LOCAL_AS_NAME = frozenset(
    """
    accounts billing biuro compta comptabilite contabilidad contact contacto contacts contato contatto e-mail email enquiries firma hello inbox info inquiries kontakt mail mailbox noreply
    obchod office orders post postmaster reception redaktion sekretariat sprzedaz vendite ventas vertrieb welcome
    """.split()
)
