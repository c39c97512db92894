extension HandScript {
  /// Who is in the sum.
  static let choice = #"""

    # --- 5. Who is in the sum: what a quorum of hospitals unmasked for -----------------------------
    # An unmask file says which masked files its author opens, each by digest. A quorum must name the
    # very same set; then nobody can have opened another one.
    choices=''
    for member in $roster; do
      for file in "$member/$folder"/unmask-*.json; do
        plain "$file" || continue
        slot=${file##*/} slot=${slot%.json}
        case $slot in unmask-*[!0-9]*) continue ;; esac
        signed "$file" "$member" "$member/$folder/$slot" "$sid"
        [ "$signed_ok" = 1 ] && in_round "$file" "$member" || continue
        [ "$(jq -r '.K' "$file")" = "$K" ] || { [ "$restarted" = 1 ] && continue; }
        choices="$choices$(jq -cS '.body.choice' "$file") $member
    "
      done
    done
    # One hospital counts once, whatever it signed.
    choice=$(printf '%s' "$choices" | sort -u | cut -d ' ' -f 1 | uniq -c | sort -rn | sed -n '1s/^ *[0-9]* //p')
    count=$(printf '%s' "$choices" | sort -u | cut -d ' ' -f 1 | grep -cxF -- "${choice:-none}")
    if [ "$count" -lt "$quorum" ]; then
      for member in $roster; do
        case $choices in *" $member
    "*) ;; *) wait_for "$member/$folder/unmask-0.json, or of a later ballot, is not here" ;; esac
      done
      wait_for "*/$folder/unmask-*.json: $count hospitals name one set, $quorum are needed; the round is in work, or was left behind by a restart"
      finish
    fi
    others=$(printf '%s' "$choices" | sort -u | cut -d ' ' -f 1 | uniq -c | sed 's/^ *//' | cut -d ' ' -f 1 | sort -rn | sed -n 2p)
    [ "${others:-0}" -lt "$quorum" ] ||
      fail "*/$folder/unmask-*.json: two sets have a quorum each, so two sums can be opened"
    kind=$(printf '%s' "$choice" | jq -r '.kind')
    inside=$(printf '%s' "$choice" | jq -r '.set.masked | keys[]')
    in_sum() { printf '%s\n' $inside | grep -qxF -- "$1"; }
    outside=''
    for member in $roster; do in_sum "$member" || outside="$outside $member"; done
    for member in $inside; do
      printf '%s\n' $roster | grep -qxF -- "$member" ||
        fail "$member is in the sum and was not expected: $member/$folder/masked.json"
    done
    [ "$kind" != open ] || [ "$(printf '%s\n' $inside | wc -l)" -ge "$smallest" ] ||
      fail "*/$folder/unmask-*.json: a sum of fewer than $smallest hospitals was opened"
    ok "$count of $(printf '%s\n' $roster | wc -l) hospitals unmasked for one set (quorum $quorum); $kind"
    ok "expected: $(printf '%s ' $roster); in: $(printf '%s ' $inside); out:${outside:- nobody}"

    # named FILE MEMBER: the digest of FILE is the one that the set has for MEMBER.
    named() {
      [ "$(digest "$1")" = "$(printf '%s' "$choice" | jq -r --arg id "$2" '.set.masked[$id] // ""')" ]
    }

    """#
}
