# Dovecot: label every mail, before the users' own scripts (see dovecot-2.3.conf and dovecot-2.4.conf).
#
# Install   coldsieve recipe label.sieve > @FOLDER@/label.sieve; sievec @FOLDER@/label.sieve
# Test      sieve-test -e -l maildir:/tmp/out @FOLDER@/label.sieve letter.eml; head /tmp/out/new/*
# Undo      take sieve_before out of Dovecot's configuration
require ["vnd.dovecot.execute", "editheader", "variables"];

# Nobody else may write them. First, so that they are gone whatever happens after.
deleteheader "X-Coldsieve-Label";
deleteheader "X-Coldsieve-Kind";
deleteheader "X-Coldsieve-Score";
deleteheader "X-Coldsieve-Level";
deleteheader "X-Coldsieve-Reasons";
deleteheader "X-Coldsieve-Version";

# "execute" and not "filter": the mail itself stays with Dovecot, so no program can lose or shorten it.
if execute :pipe :output "verdict" "coldsieve" ["verdict"] {
  if string :matches "${verdict}" "* * *" {
    set "label" "${1}";
    set "kind" "${2}";
    set "score" "${3}";
    # Tenths of the score, for spamtest.
    if string :matches "${score}" "1.*" { set "level" "**********"; }
    elsif string :matches "${score}" "0.9*" { set "level" "*********"; }
    elsif string :matches "${score}" "0.8*" { set "level" "********"; }
    elsif string :matches "${score}" "0.7*" { set "level" "*******"; }
    elsif string :matches "${score}" "0.6*" { set "level" "******"; }
    elsif string :matches "${score}" "0.5*" { set "level" "*****"; }
    elsif string :matches "${score}" "0.4*" { set "level" "****"; }
    elsif string :matches "${score}" "0.3*" { set "level" "***"; }
    elsif string :matches "${score}" "0.2*" { set "level" "**"; }
    elsif string :matches "${score}" "0.1*" { set "level" "*"; }
    if not string :is "${level}" "" { addheader "X-Coldsieve-Level" "${level}"; }
    addheader "X-Coldsieve-Kind" "${kind}";
    addheader "X-Coldsieve-Label" "${label}";
  }
} else {
  addheader "X-Coldsieve-Label" "error";
}
