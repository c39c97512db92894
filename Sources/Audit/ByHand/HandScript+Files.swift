extension HandScript {
  /// Every signed file of the round.
  static let files = #"""

    # --- 6. Every file of the round: who signed it, what it says where it lies, what it pins --------
    # prev: each statement names its author's statement before by digest, so none can be taken away or
    # exchanged unseen. The digests of all that is here of a hospital,
    # copies by others too:
    chain() {
      find $members -type f \( -path "$1/*.json" -o -name "relay-$1.json" -o -name "relay-$1.unmask-*.json" \) \
        -exec b2sum -l 256 {} + 2>/dev/null | cut -d ' ' -f 1
    }
    # Whether the plan lets hospitals remove it by now nobody sees by hand.
    kept=$(jq -r '.plan.rounds.keepPayloads // empty' "$manifest")
    [ -z "$kept" ] || kept="; hospitals may remove it after $kept further rounds: 'decaph-audit verify' knows"
    # payload FILE SEALED: the sealed file has the size and the digest that its statement names.
    payload() {
      size=$(jq -r '.payload[0] | "\(.bytes) \(.digest)"' "$1")
      want=${size#* } size=${size%% *}
      if ! plain "$2"; then
        if [ "$kind" = void ]; then note "$2 is not here; nothing was opened"; else lack "$2 is not here$kept"; fi
      elif [ "$(wc -c <"$2" | tr -d ' ')" != "$size" ]; then
        fault "$2 has not the size that $1 names"
      elif [ "$(digest "$2")" != "$want" ]; then
        fault "$2 is not the sealed file that $1 pins"
      fi
    }
    have=''
    for member in $members; do
      links=$(chain "$member")
      for path in "$member/$folder"/*; do
        [ -e "$path" ] || [ -L "$path" ] || continue
        weak=0
        name=${path##*/}
        case $name in
          *.json.minisig) [ -e "${path%.minisig}" ] || {
            case $name in masked.*) in_sum "$member" || weak=1 ;; esac
            lack "${path%.minisig} is not here, its signature is"
          }; continue ;;
          *.sealed) [ -e "${path%.sealed}.json" ] || {
            case $name in masked.*) in_sum "$member" || weak=1 ;; esac
            lack "${path%.sealed}.json is not here, its sealed file is"
          }; continue ;;
          *.json) slot=${name%.json} ;;
          *) note "$path is no part of the protocol"; continue ;;
        esac
        author=$member original=$slot
        case $slot in
          commit) continue ;;
          masked) in_sum "$member" || weak=1 ;;
          relay-*.unmask-*) author=${slot#relay-} original=unmask-${author#*.unmask-} author=${author%%.*} ;;
          relay-*) author=${slot#relay-} original=masked; in_sum "$author" || weak=1 ;;
          result | model | vote-* | cut-* | unmask-* | evidence-* | restart-*) ;;
          *) note "$path is no part of the protocol"; continue ;;
        esac
        case $author in *[!a-z0-9-]*) note "$path is no part of the protocol"; continue ;; esac
        signed "$path" "$author" "$author/$folder/$original" "$sid"
        [ "$signed_ok" = 1 ] || continue
        case $slot in
          unmask-*) checked=$((checked - 1)) ;; # counted in step 5
        esac
        # What it says of itself is where it lies. A result has no author, and no chain.
        says=$(jq -r '"\(.decaph) \(.session) \(.from) \(.round) \(.slot) \(.K) \(.seq) \(.prev)"' "$path")
        place="1 $sid $author $round $original"
        [ "$slot" != result ] || place="1 $sid null $round result"
        case $says in "$place "*) ;; *) fault "$path says that it belongs elsewhere"; continue ;; esac
        says=${says#"$place "} prev=${says##* }
        case $original in masked | vote-* | cut-* | unmask-*)
          if printf '%s\n' $roster | grep -qxF -- "$author" && ! in_round "$path" "$author"; then
            if [ "$restarted" = 1 ]; then note "$path is of another entry of $author, from before a restart"
            else fault "$path is of another entry of $author than the one in this round"; fi
            continue
          fi ;;
        esac
        case $slot in
          result | evidence-* | restart-*) ;;
          *) [ "${says%% *}" = "$K" ] ||
            if [ "$restarted" = 1 ]; then note "$path stands on another result, from before a restart"
            else fault "$path stands on another result than K"; fi ;;
        esac
        if [ "$author" = "$member" ] && [ "$slot" != result ] && [ "$prev" != "$zeros" ]; then
          printf '%s\n' "$links" | grep -qxF -- "$prev" ||
            lack "$path: the statement before it is not here as it was"
        fi
        case $slot in
          masked | relay-*)
            case $original in masked)
              if in_sum "$author"; then
                if named "$path" "$author"; then have="$have $author"
                else fail "$path is another version than the one that was opened"; fi
              fi
              payload "$path" "${path%.json}.sealed" ;;
            esac ;;
          model) payload "$path" "${path%.json}.sealed" ;;
        esac
      done
    done
    weak=0
    for member in $inside; do
      case " $have " in *" $member "*) ;; *) wait_for "$member/$folder/masked.json is in the sum and is not here" ;; esac
    done
    [ "$failed" -gt 0 ] || [ "$waiting" -gt 0 ] ||
      ok "every file of the round: canonical, signed for its place, in its author's chain, payload as pinned"

    """#
}
