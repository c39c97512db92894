extension HandScript {
  /// What the round stands on.
  static let ground = #"""

    # --- 3. What the round stands on: the result before it, and the commit that opens it -----------
    # Whoever led the round before published its result; several may have, and all are the same bytes.
    # Its digest is K. Every masked file of this round must name this K.
    standing=$(for member in $members; do
      file=$member/$folder/masked.json
      plain "$file" && jq -r '.K' "$file" 2>/dev/null
    done | sort | uniq -c | sort -rn | sed -n '1s/^ *[0-9]* //p')
    result='' restarted=0
    for member in $members; do
      for file in "$member/$before"/restart-*.json; do plain "$file" && restarted=1; done
      file=$member/$before/result.json
      plain "$file" || continue
      if [ "$(digest "$file")" = "$standing" ]; then
        result=$file
        signer=$member
      fi
    done
    if [ -z "$result" ]; then
      if [ "$restarted" = 1 ]; then
        wait_for "*/$before/result.json: the round stands on a restart whose result nobody published; decaph-audit derives it"
      else
        wait_for "*/$before/result.json: no result here is the one on which the round's masked files stand"
      fi
      finish
    fi
    signed "$result" "$signer" "$signer/$before/result" "$sid"
    K=$(digest "$result")
    roster=$(jq -r '.roster.members | keys[]' "$result")
    # in_round FILE MEMBER: the file names the entry by which its author is in this round.
    entered=$(jq -r '.roster.members | to_entries[] | "\(.key) \(.value.incarnation)"' "$result")
    in_round() { printf '%s\n' "$entered" | grep -qxF -- "$2 $(jq -r '.incarnation' "$1")"; }
    quorum=$(jq -r '.roster.t' "$result")
    smallest=$(jq -r '.roster.m' "$result")
    for member in $roster; do
      case $member in *[!a-z0-9-]*) fail "$result names a hospital with a bad name"; finish ;; esac
      [ -n "$(key "$member")" ] || { fail "$result names $member, whom the manifest does not know"; finish; }
    done
    ok "round $round stands on $result: K = $K"

    # The commit holds the tickets that were opened in the round before. The result names its digest, so
    # nobody could choose it after the fact.
    commit=''
    for member in $members; do
      file=$member/$folder/commit.json
      [ -e "$file" ] || [ -e "$file.minisig" ] || continue
      signed "$file" "$member" "$member/$folder/commit" "$sid"
      [ "$signed_ok" = 1 ] || continue
      if [ "$(digest "$file")" = "$(jq -r '.commit' "$result")" ]; then
        commit=$file
      elif [ "$restarted" = 1 ]; then
        note "$file belongs to what a restart left behind"
      else
        fail "$file is not the commit that $result names"
      fi
    done
    if [ -n "$commit" ]; then
      ok "$commit is the commit that $result names"
      if [ "$restarted" = 0 ]; then
        [ "$(jq -cS '.nonces | keys' "$commit")" = "$(
          jq -cS 'if .outcome == "void" then [] else .set.masked | keys end' "$result"
        )" ] || fail "$commit does not hold the tickets of exactly the hospitals of the sum before"
      fi
      draw=$(digest "$commit")
    else
      [ "$restarted" = 1 ] || wait_for "*/$folder/commit.json is not here"
      draw=$(jq -r '.commit' "$result")
    fi
    # It goes into the shell's arithmetic below: hex digits and nothing else.
    case $draw in *[!0-9a-f]*) draw='' ;; esac
    [ "${#draw}" -eq 64 ] || { fail "$result names no digest of a commit"; finish; }

    """#
}
