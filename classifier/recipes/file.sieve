# Sieve: put cold outreach and junk into folders of their own, by kind and label. Also for users who may write scripts.
#
# Install   coldsieve recipe file.sieve > @FOLDER@/file.sieve; sievec @FOLDER@/file.sieve      (or a user's own script)
# Test      sieve-test -t - @FOLDER@/file.sieve letter.eml
# Undo      take it out of sieve_before2, or deactivate it
require ["fileinto", "mailbox"];

if header :is "X-Coldsieve-Label" "spam" {
  fileinto :create "Junk";
  stop;
}
# Newsletters, receipts and everything doubtful stay in the inbox.
if header :matches "X-Coldsieve-Kind" "outreach*" {
  fileinto :create "Outreach";
  stop;
}
