"""Mail that programs hand to a socket → verdicts, by worker processes that are ready: the daemon.

``spamd`` speaks SpamAssassin's protocol, ``milter`` that of mail servers' filters, ``metrics`` tells how it goes, ``pool`` keeps the workers, in which ``judge``
answers, and ``daemon`` joins them. A process that holds no mail of its own, and that a worker cannot harm, talks to clients.
"""
