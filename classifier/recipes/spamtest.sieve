# Sieve: the same by the standard spamtest (RFC 5235), for clients that offer a slider: the score in percent.
#
# Install   as a user's script, where sieve_spamtest_… stands in Dovecot's configuration (see dovecot-2.3.conf)
# Test      sieve-test -t - spamtest.sieve letter.eml
# Undo      deactivate it
require ["spamtestplus", "relational", "comparator-i;ascii-numeric", "fileinto", "mailbox"];

if spamtest :percent :value "ge" :comparator "i;ascii-numeric" "80" {
  fileinto :create "Outreach";
}
