extension HandScript {
  /// What was published.
  static let outcome = #"""

    # --- 8. What was published: result, model, and the commit of the next round --------------------
    # Whoever publishes a result publishes the same bytes. It must follow from the files above, as far as
    # that can be seen without a key.
    published='' publishers=''
    for member in $members; do
      file=$member/$folder/result.json
      plain "$file" || continue
      publishers="$publishers $member"
      if [ -z "$published" ]; then
        published=$file
        [ "$(jq -r '.K' "$file")" = "$K" ] || fail "$file does not stand on K"
        [ "$(jq -cS '.set' "$file")" = "$(printf '%s' "$choice" | jq -cS '.set')" ] ||
          fail "$file names another set than the quorum"
        said=$(jq -r '.outcome' "$file")
        case $kind:${outside:+out}:$said in
          void:*:void | open::full | open:out:cut | open:*:unusable) ;;
          *) fail "$file says '$said', which does not fit the set" ;;
        esac
        [ "$(jq -r '.ledger | length' "$file")" = 1 ] || fail "$file charges not exactly one round"
        [ "$kind" != open ] ||
          [ "$(jq -r '.ledger[0].shares' "$file")" = "$(printf '%s\n' $inside | wc -l | tr -d ' ')" ] ||
          fail "$file charges another number of hospitals than are in the sum"
        ok "$file: $said; model $(jq -r '.model' "$file"); charge $(jq -cS '.ledger[0]' "$file")"
      elif ! cmp -s "$file" "$published"; then
        fail "$file is another result than $published"
      fi
      model=$member/$folder/model.json
      if plain "$model"; then
        [ "$(jq -r '.body.model' "$model")" = "$(jq -r '.model' "$published")" ] ||
          fail "$model is not the model of $published"
        [ "$(jq -c '.sees' "$model")" = "[\"$(digest "$published")\"]" ] ||
          fail "$model does not belong to $published"
      else
        lack "$model is not here"
      fi
    done
    if [ -z "$published" ]; then
      wait_for "*/$folder/result.json is not here"
      finish
    fi
    [ -z "$leader" ] || case " $publishers " in
      *" $leader "*) ok "published by the drawn leader $leader" ;;
      *) note "the drawn leader $leader was silent or absent; published by$publishers" ;;
    esac
    next=''
    for member in $members; do
      file=$member/$after/commit.json
      plain "$file" || continue
      next=$file
      signed "$file" "$member" "$member/$after/commit" "$sid"
      [ "$(digest "$file")" = "$(jq -r '.commit' "$published")" ] ||
        fail "$file is not the commit that $published names"
      [ -z "$commit" ] || [ "$(jq -r '.prev' "$file")" = "$draw" ] || fail "$file does not follow $commit"
    done
    [ -n "$next" ] || wait_for "*/$after/commit.json is not here"
    finish

    """#
}
