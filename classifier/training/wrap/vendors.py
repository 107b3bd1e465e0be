"""Services for newsletters and campaigns, and what each leaves in a mail.

Words in braces are filled by `services.filled`; ``{own:…}`` is the customer's host where a service lets them have one.
"""

from __future__ import annotations

from typing import NamedTuple

Named = tuple[tuple[str, str], ...]


class Vendor(NamedTuple):
    """One service."""

    name: str
    host: str
    """Name of the host that hands the mail over."""
    network: str
    """First two numbers of its address."""
    signer: str
    """Domain of its own signature, beside or instead of the customer's."""
    bounce: str
    """Return path."""
    message_id: str
    fields: Named
    """Fields that only this service writes."""
    feedback: str
    """Feedback-ID."""
    click: str
    pixel: str
    unsubscribe: str
    boundary: str = "{hex60}"


CAMPAIGNS = (
    Vendor(
        name="Mailchimp",
        host="mail{n3}.suw{n2}.mcsv.net",
        network="198.2",
        signer="mailchimpapp.net",
        bounce="bounce-mc.us{n2}_{d8}.{d7}-{reader}@{host}",
        message_id="<{hex40}.{hex10}.{stamp}.{hex10}.{hex8}@{host}>",
        fields=(
            ("X-Mailer", "Mailchimp Mailer - **CID{hex10}{hex10}**"),
            ("X-Campaign", "mailchimp{hex25}.{hex10}"),
            ("X-campaignid", "mailchimp{hex25}.{hex10}"),
            (
                "X-Report-Abuse",
                "Please report abuse for this campaign here:\n https://mailchimp.com/contact/abuse/?u={hex25}",
            ),
            ("X-MC-User", "{hex25}"),
            ("X-Accounttype", "pd"),
        ),
        feedback="{d8}:{d8}.{d7}:us{n2}:mc",
        click="https://{own:l.us4.list-manage.com}/track/click?u={hex25}&id={hex10}&e={hex10}",
        pixel="https://{own:l.us4.list-manage.com}/track/open.php?u={hex25}&id={hex10}&e={hex10}",
        unsubscribe="https://{own:l.us4.list-manage.com}/unsubscribe?u={hex25}&id={hex10}&e={hex10}",
        boundary="_----------=_MCPart_{d10}",
    ),
    Vendor(
        name="Brevo",
        host="r{n3}.sender-sib.com",
        network="77.32",
        signer="sendinblue.com",
        bounce="bounces-{d8}-{mail}@{own:ab.d.sender-sib.com}",
        message_id="<{stamp}.{d12}@smtp-relay.sendinblue.com>",
        fields=(
            ("X-Mailin-EID", "{b64}"),
            ("X-sib-id", "{b64}"),
            ("Origin-messageId", "<{stamp}.{d12}@smtp-relay.sendinblue.com>"),
            ("X-Mailer", "Sendinblue"),
        ),
        feedback="77.32.1.1:{d7}_{n3}:{d7}:Sendinblue",
        click="https://{own:xyz.r.bh.d.sendibt3.com}/tr/cl/{b62}",
        pixel="https://{own:xyz.r.bh.d.sendibt3.com}/tr/op/{b62}",
        unsubscribe="https://{own:xyz.r.bh.d.sendibt3.com}/tr/un/{b62}",
        boundary="----sinikael-?=_1-{d16}",
    ),
    Vendor(
        name="Klaviyo",
        host="o{n3}.{own:klaviyomail.com}",
        network="167.89",
        signer="klaviyomail.com",
        bounce="bounces+{d8}-{hex4}-{mail}@{own:klaviyomail.com}",
        message_id="<{b22}@klaviyomail.com>",
        fields=(
            ("X-Kmail-Account", "{b6}"),
            ("X-Kmail-Message", "{b22}"),
            ("X-Kmail-Relay", "{b6}"),
            ("CFBL-Address", "cfbl@klaviyomail.com; report=arf"),
        ),
        feedback="{b6}:{b6}:{b6}:klaviyo",
        click="https://{own:ctrk.klclick.com}/l/{b22}_{n2}",
        pixel="https://{own:trk.klaviyomail.com}/o/{b62}",
        unsubscribe="https://manage.kmail-lists.com/subscriptions/unsubscribe?a={b6}&c={b22}",
    ),
    Vendor(
        name="HubSpot",
        host="{b6low}.hubspotemail.net",
        network="143.244",
        signer="hubspotemail.net",
        bounce="1ax{b22low}-{mail}@{own:bf04.hubspotemail.net}",
        message_id="<{ms}.{uuid}@bf04.hubspotemail.net>",
        fields=(("X-HS-Cid", "{b62}"),),
        feedback="aae{d8}:HubSpot",
        click="https://{own:d2v8.hubspotlinks.com}/Ctc/2N+113/{b62}",
        pixel="https://{own:d2v8.hubspotlinks.com}/Cto/2N+113/{b62}",
        unsubscribe="https://{own:hs-1.hs-sites.com}/hs/manage-preferences/unsubscribe?d={b62}&_hsenc=p2ANqtz-{b22}",
        boundary="----=_Part_{d8}_{d8}.{ms}",
    ),
    Vendor(
        name="MailerLite",
        host="out.mlsend{n2}.com",
        network="185.136",
        signer="ml.mailersend.com",
        bounce="{b22low}@{own:bounce.mlsend.com}",
        message_id="<{uuid}@{domain}>",
        fields=(
            ("X-Mailer", "MailerLite"),
            ("X-MailerLite-ID", "{d8}"),
        ),
        feedback="{d7}:{d8}:{d8}:mailerlite",
        click="https://{own:click.mlsend.com}/link/c/{b62}",
        pixel="https://{own:click.mlsend.com}/link/o/{b62}",
        unsubscribe="https://preview.mailerlite.com/{b6}/unsubscribe",
        boundary="_=_swift_v4_{d10}_{hex32}_=_",
    ),
    Vendor(
        name="ActiveCampaign",
        host="s{n3}.acems{n2}.com",
        network="173.255",
        signer="acems1.com",
        bounce="bounce-{d8}-{n3}-{n2}-{hex10}@{own:emsd1.com}",
        message_id="<{stamp}.{d7}.{d8}.swift@{b6low}.activehosted.com>",
        fields=(
            ("X-Mailer", "ActiveCampaign Mailer"),
            ("X-mid", "{b64}"),
            ("X-Virtual-MTA", "s{n3}"),
        ),
        feedback="{n3}:{n3}:{n3}:activecampaign",
        click="https://{own:x.emlnk1.com}/lt.php?x={b62}",
        pixel="https://{own:x.emlnk1.com}/Prod/link-tracker/open?{b62}",
        unsubscribe="https://{own:x.emlnk1.com}/proc.php?nl=1&c={n3}&act=unsub&e={b22}",
        boundary="_=_swift_v4_{d10}_{hex32}_=_",
    ),
    Vendor(
        name="Constant Contact",
        host="ccm{n3}.constantcontact.com",
        network="208.75",
        signer="auth.ccsend.com",
        bounce="{b22}@in.constantcontact.com",
        message_id="<{d16}.{d7}.{d7}.0.{d7}@scheduler.constantcontact.com>",
        fields=(
            ("X-CTCT-ID", "{uuid}"),
            ("X-Campaign-Activity-ID", "{uuid}"),
            ("X-Roving-ID", "{d16}.{d7}"),
            ("X-Mailer", "Roving Constant Contact 2012 (http://www.constantcontact.com)"),
        ),
        feedback="{uuid}:{d16}:CTCT",
        click="https://{own:r20.rs6.net}/tn.jsp?f={b62}",
        pixel="https://{own:r20.rs6.net}/on.jsp?ca={uuid}&a={d16}",
        unsubscribe="https://visitor.constantcontact.com/do?p=un&m={b62}",
        boundary="----=_Part_{d8}_{d8}.{ms}",
    ),
    Vendor(
        name="listmonk",
        host="mailer.{own:listserver.example}",
        network="203.0",
        signer="{domain}",
        bounce="bounces@{domain}",
        message_id="<{ms}.{b22}@{domain}>",
        fields=(
            ("X-Listmonk-Campaign", "{uuid}"),
            ("X-Listmonk-Subscriber", "{uuid}"),
        ),
        feedback="",
        click="https://lists.{domain}/link/{uuid}/{uuid}/{uuid}",
        pixel="https://lists.{domain}/campaign/{uuid}/{uuid}/px.png",
        unsubscribe="https://lists.{domain}/subscription/{uuid}/{uuid}",
    ),
    Vendor(
        name="phpList",
        host="www.{domain}",
        network="192.0",
        signer="{domain}",
        bounce="bounce@{domain}",
        message_id="<{hex32}@www.{domain}>",
        fields=(
            ("X-Mailer", "phplist version 3.6.{n2} (www.phplist.com)"),
            ("X-MessageID", "{n3}"),
            ("X-ListMember", "{mail2}"),
        ),
        feedback="",
        click="https://www.{domain}/lists/lt.php?tid={b22}",
        pixel="https://www.{domain}/lists/ut.php?u={hex32}&m={n3}",
        unsubscribe="https://www.{domain}/lists/?p=unsubscribe&uid={hex32}",
        boundary="b1_{hex32}",
    ),
    Vendor(
        name="CleverReach",
        host="smtp{n2}.{own:crsend.com}",
        network="185.72",
        signer="crsend.com",
        bounce="bounce-{d8}-{d7}@{own:crsend.com}",
        message_id="<{hex32}@{host}>",
        fields=(
            ("X-Customer", "{d7}"),
            ("X-Mailing", "{d8}"),
            ("X-Mailer", "gomailer-v1"),
        ),
        feedback="{d7}:{d8}:cleverreach",
        click="https://{own:eu1.crsend.com}/c/{d7}/{d8}-{b22}",
        pixel="https://{own:eu1.crsend.com}/o/{d7}/{d8}-{b22}",
        unsubscribe="https://{own:eu1.crsend.com}/f/{d7}-{d8}/wwu/{b22}",
    ),
)
"""Services for newsletters and campaigns, and two programs that people host themselves."""
