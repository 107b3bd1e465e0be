# Dovecot, IMAPSieve: a mail that its reader moves into or out of Outreach or Junk corrects the label.
#
# Install   coldsieve recipe correct.sieve > @FOLDER@/correct.sieve; sievec @FOLDER@/correct.sieve
# Test      move a mail; `coldsieve history stats` as that user counts a correction more
# Undo      take imapsieve_… out of Dovecot's configuration
#
# The reader's move waits for this: about 0.2 s a mail. When it fails, the move is done and Dovecot's log says why.
require ["vnd.dovecot.pipe", "copy", "imapsieve", "environment", "variables"];

if environment :matches "imap.mailbox" "*" { set "mailbox" "${1}"; }

# Only where a move says what the mail is: Trash, Archive and folders of the reader's own say nothing.
if string :is "${mailbox}" "Outreach" { set "kind" "outreach"; }
elsif string :is "${mailbox}" "Junk" { set "kind" "spam"; }
elsif string :is "${mailbox}" "INBOX" { set "kind" "human"; }
elsif string :is "${mailbox}" "Newsletters" { set "kind" "newsletter"; }
else { stop; }

# The address that it was delivered to, as the LMTP server wrote it: what is remembered is apart for each.
if header :matches "Delivered-To" "*" { set "recipient" "${1}"; }

pipe :copy "coldsieve" ["correct", "-", "--as", "${kind}", "--recipient", "${recipient}"];
