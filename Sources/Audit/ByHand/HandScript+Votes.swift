extension HandScript {
  /// What unmask files stand on.
  static let votes = #"""

    # --- 7. Votes: what the unmask files stand on --------------------------------------------------
    # The digests of the set, in the order of the names: what everybody must have seen.
    set_digests=$(printf '%s' "$choice" | jq -c '[.set.masked | to_entries | sort_by(.key)[].value]')
    # Every digest that belongs to a masked, vote or unmask file of a hospital, for 'heads' below.
    heads=$(for member in $members; do
      for file in "$member/$folder"/masked.json "$member/$folder"/vote-*.json \
        "$member/$folder"/unmask-*.json "$member/$folder"/relay-*.json; do
        plain "$file" && printf '%s %s\n' "$(jq -r '.from' "$file")" "$(digest "$file")"
      done
    done)
    # supports BALLOT: digests of votes of this ballot, and of unmask files of lower ones, for the choice.
    supports() {
      for member in $roster; do
        for file in "$member/$folder"/vote-"$1".json "$member/$folder"/unmask-*.json \
          "$member/$folder"/relay-*.unmask-*.json; do
          plain "$file" && [ "$(jq -cS '.body.choice' "$file")" = "$choice" ] || continue
          case $file in
            */vote-*) ;;
            *) [ "$(jq -r '.body.ballot' "$file")" -lt "$1" ] || continue ;;
          esac
          in_round "$file" "$(jq -r '.from' "$file")" || continue
          printf '%s %s\n' "$(digest "$file")" "$(jq -r '.from' "$file")"
        done
      done
    }
    votes=0
    for member in $roster; do
      for file in "$member/$folder"/vote-*.json; do plain "$file" && votes=$((votes + 1)); done
      for file in "$member/$folder"/unmask-*.json; do
        plain "$file" && [ "$(jq -cS '.body.choice' "$file" 2>/dev/null)" = "$choice" ] || continue
        ballot=$(jq -r '.body.ballot' "$file")
        [ "$(jq -c --argjson set "$set_digests" '.sees[:($set | length)]' "$file")" = "$set_digests" ] ||
          fail "$file has not seen the masked files of its own set"
        if [ "$ballot" = 0 ]; then
          [ "$(jq '.sees | length' "$file")" = "$(printf '%s' "$set_digests" | jq length)" ] ||
            fail "$file has seen more than a ballot 0 stands on"
          [ -z "$outside" ] || fail "$file opens ballot 0, which is for everybody, without$outside"
        else
          backing=$(supports "$ballot")
          backers=$(jq -r --argjson set "$set_digests" '.sees[($set | length):][]' "$file" |
            while read -r one; do
              printf '%s\n' "$backing" | while read -r have_digest who; do
                [ "$have_digest" != "$one" ] || printf '%s\n' "$who"
              done
            done | sort -u | wc -l)
          if [ "$backers" -lt "$quorum" ]; then
            wait_for "$file stands on $backers votes that are here; $quorum are needed"
          fi
        fi
        # heads: what it saw of the others is what lies here.
        for head in $(jq -r '.body.heads | to_entries[] | .key + ":" + .value.digest' "$file"); do
          printf '%s\n' "$heads" | grep -qxF -- "${head%%:*} ${head#*:}" ||
            wait_for "$file: the statement that $member saw of ${head%%:*} does not lie here"
        done
      done
    done
    [ "$failed" -gt 0 ] || [ "$waiting" -gt 0 ] ||
      ok "$votes votes; every unmask file saw its set, and stands on what it may; what hospitals saw of each other lies here"

    """#
}
