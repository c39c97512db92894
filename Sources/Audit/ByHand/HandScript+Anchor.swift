extension HandScript {
  /// The manifest and the approvals.
  static let anchor = #"""

    # --- 1. The manifest: who the hospitals are, and their keys ------------------------------------
    # It lies in the founder's folder and is signed with the founder's key, which stands in it. That
    # proves little; what binds it is its digest, the session: compare that with a hospital by telephone.
    found='' other=''
    for file in [a-z]*/consortium/manifest.json; do
      plain "$file" || continue
      if [ -n "$session" ]; then
        case $(digest "$file") in "$session"*) found=$file ;; *) note "$file is another session"; other=$file ;; esac
      elif [ -n "$found" ]; then
        fail "$file is a second manifest: run this again with the session that a hospital tells you"
      else
        found=$file
      fi
    done
    if [ -z "$found" ] && [ -n "$other" ]; then
      fail "$other is of another session than $session"
      finish
    fi
    [ -n "$found" ] || { wait_for "*/consortium/manifest.json is not here"; finish; }
    manifest=$found
    sid=$(digest "$manifest")
    founder=$(jq -r '.coordinator' "$manifest" 2>/dev/null)
    members=$(jq -r '.members[].id' "$manifest" 2>/dev/null)
    [ -n "$members" ] || { fail "$manifest names no hospitals"; finish; }
    # Names come out of a file and become paths: only letters, digits and hyphens may be in them.
    for member in $members $founder; do
      case $member in
        [!a-z]* | *[!a-z0-9-]*) fail "$manifest names a hospital with a bad name"; finish ;;
      esac
    done
    [ "$manifest" = "$founder/consortium/manifest.json" ] ||
      fail "$manifest does not lie in the folder of the founder it names"

    # The minisign keys of the hospitals: the manifest's, and behind it those that a hospital has changed
    # to since (step 2), with the entry from which on it signs. What comes out of files is compared, and
    # never part of a command.
    keys=$(jq -r '.members[] | .id + " " + .identity + " 1"' "$manifest")
    keys_of() {
      printf '%s\n' "$keys" | while read -r id identity rest; do
        [ "$id" != "$1" ] || printf '%s\n' "$identity"
      done
    }
    key() { keys_of "$1" | head -n 1; }

    # in_time FILE MEMBER KEY: a statement is signed with the key of its author's entry. What people said
    # with a key of before, every change of the key names; nobody adds to that later, but that the key was
    # stolen.
    in_time() (
      case ${1##*/} in commit.json | result.json | manifest.json) exit 0 ;; esac
      entry=$(jq -r '.incarnation' "$1")
      case $entry in '' | *[!0-9]* | ????????????*) exit 1 ;; esac
      printf '%s\n' "$keys" | (
        state=earlier
        while read -r id identity from change; do
          [ "$id" = "$2" ] || continue
          case $state in
            earlier)
              [ "$identity" = "$3" ] || continue
              [ "$entry" -ge "$from" ] || exit 1
              state=own ;;
            own)
              case ${1##*/} in expel-*)
                [ "$(jq -r '.body.member' "$1")" != "$2" ] || exit 0 ;;
              esac
              [ "$entry" -lt "$from" ] || exit 1
              case ${1##*/} in expel-* | restart-*)
                jq -e --arg digest "$(digest "$1")" '.sees | index($digest)' "$change" >/dev/null || exit 1 ;;
              esac ;;
          esac
        done
        exit 0
      )
    )

    # signed FILE MEMBER PLACE SESSION: FILE is one line in canonical form, and MEMBER signed it for
    # PLACE of this session. Canonical form means that one content has one spelling: jq gives the same
    # bytes again. The comment inside the signature names session and place, so a file cannot be moved.
    signed() {
      signed_ok=0
      if ! plain "$1"; then lack "$1 is not here"; return; fi
      if ! plain "$1.minisig"; then lack "$1.minisig is not here"; return; fi
      if ! jq -cS . "$1" 2>/dev/null | cmp -s - "$1"; then fault "$1 is not in canonical form"; return; fi
      first=$(head -n 1 "$1.minisig" | tr -d '\000')
      if [ "$first" != "untrusted comment: decaph signature of $2" ]; then
        fault "$1.minisig does not begin as it must"
        return
      fi
      # Four lines and nothing behind them: a byte that no signature covers could say anything.
      if [ "$(wc -l <"$1.minisig")" -ne 4 ] || [ -n "$(tail -c 1 "$1.minisig")" ]; then
        fault "$1.minisig has not exactly four lines"
        return
      fi
      comment=''
      for with in $(keys_of "$2"); do
        comment=$(minisign -V -H -Q -m "$1" -P "$with" 2>/dev/null) && break
        comment=''
      done
      if [ -z "$comment" ]; then
        fault "$1 is not what $2 signed"
        return
      fi
      if [ "$comment" != "decaph/1 $(printf '%.16s' "$4") $3" ]; then
        fault "$1 was signed for another place or session"
        return
      fi
      if ! in_time "$1" "$2" "$with"; then
        fault "$1 is signed with a key that $2 did not have then, or has changed"
        return
      fi
      signed_ok=1
      checked=$((checked + 1))
    }

    zeros=0000000000000000000000000000000000000000000000000000000000000000
    signed "$manifest" "$founder" "$founder/consortium/manifest" "$sid"
    say "ok    session $sid: compare it with a hospital's by telephone"

    # --- 2. The approvals: every hospital agreed to exactly this manifest --------------------------
    # A hospital enrols with its own key before there is a session (hence the zeros), the manifest names
    # the digest of that enrolment, and the hospital signs that it approves this manifest and no other.
    for member in $members; do
      file=$member/consortium/enrol-0001.json
      signed "$file" "$member" "$member/consortium/enrol-0001" "$zeros"
      if [ "$signed_ok" = 1 ]; then
        named=$(jq -r --arg id "$member" '.members[] | select(.id == $id).enrolment' "$manifest")
        [ "$(digest "$file")" = "$named" ] || fail "$file is not the enrolment that the manifest admits"
        [ "$(jq -r '.body.identity' "$file")" = "$(key "$member")" ] ||
          fail "$file introduces another key than the manifest names"
      fi
      file=$member/consortium/approval.json
      signed "$file" "$member" "$member/consortium/approval" "$sid"
      if [ "$signed_ok" = 1 ]; then
        [ "$(jq -r '.body.manifest' "$file")" = "$sid" ] || fail "$file approves another manifest"
      fi
    done
    file=$founder/consortium/plan.json
    signed "$file" "$founder" "$founder/consortium/plan" "$zeros"
    if [ "$signed_ok" = 1 ]; then
      [ "$(jq -cS '.body.plan' "$file")" = "$(jq -cS '.plan' "$manifest")" ] ||
        fail "$file is another plan than the manifest's"
    fi
    [ "$failed" -gt 0 ] || [ "$waiting" -gt 0 ] || ok "every hospital approved exactly this manifest"

    # A hospital may change its key by entering again: the entry is signed with the new key, and holds
    # the signature of the key of before over one line that names the new one.
    spare=''
    for member in $members; do
      newest=1
      entries=$(ls "$member/consortium" 2>/dev/null | sed -n 's/^enrol-\([0-9]\{4,9\}\)\.json$/\1/p' | sort -n)
      for number in $entries; do
        file=$member/consortium/enrol-$number.json
        plain "$file" || continue
        entry=$(printf '%s' "$number" | sed 's/^0*//')
        # The first entry may name the key of a consortium before; any other spelling of a number is none.
        [ "${entry:-1}" -gt 1 ] && [ "$(printf '%04d' "$entry")" = "$number" ] || continue
        jq -e '.body.formerly' "$file" >/dev/null 2>&1 || continue
        if [ -z "$spare" ]; then
          spare=$(mktemp -d) || { say "there is no place for temporary files"; exit 69; }
          trap 'rm -rf -- "$spare"' EXIT
        fi
        last=$(keys_of "$member" | tail -n 1)
        new=$(jq -r '.body.identity' "$file" | tr -cd 'A-Za-z0-9+/=')
        jq -r '"decaph/1 key \(.body.formerly.session) \(.from) \(.body.identity) \(.body.sealing)"' "$file" >"$spare/key"
        jq -r '.body.formerly.signature[]' "$file" >"$spare/key.minisig"
        comment=$(minisign -V -H -Q -m "$spare/key" -P "$last" 2>/dev/null)
        says=$(jq -r '"\(.from) \(.incarnation) \(.body.formerly.session) \(.body.formerly.identity) \(.body.sealing)"' "$file")
        sealing=$(jq -r --arg id "$member" '.members[] | select(.id == $id).sealing' "$manifest")
        if [ "$comment" != "decaph/1 $(printf '%.16s' "$sid") $member/key" ] ||
          [ "$says" != "$member $entry $sid $last $sealing" ] || [ "$entry" -le "$newest" ] ||
          [ "$(jq -cS '.sees' "$file")" != "$(jq -cS '.sees | unique' "$file")" ]; then
          note "$file changes no key: the key of before has not signed that"
          continue
        fi
        known=$keys
        keys="$keys
    $member $new $entry $file"
        weak=1 signed_ok=0
        signed "$file" "$member" "$member/consortium/enrol-$number" "$sid"
        weak=0
        if [ "$signed_ok" = 1 ]; then
          note "$member has another key from $file on, signed with the one before"
          newest=$entry
        else
          keys=$known
        fi
      done
    done

    """#
}
