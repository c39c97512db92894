extension HandScript {
  /// The leader draw.
  static let draw = #"""

    # --- 4. The leader draw ------------------------------------------------------------------------
    # Rank of a hospital: BLAKE2b-256 of its name, keyed with the digest of the commit; the lowest leads.
    # b2sum has no keys, so BLAKE2b (RFC 7693) is written out here in the shell's 64-bit numbers. It is
    # first held against b2sum itself: if this shell reckons differently, the script says so.
    right() { r=$(($1 >> $2 & ((1 << (64 - $2)) - 1) | $1 << (64 - $2))); }
    mix() {
      eval "a=\$v$1 b=\$v$2 c=\$v$3 d=\$v$4 x=\$m$5 y=\$m$6"
      a=$((a + b + x)) && right $((d ^ a)) 32 && d=$r
      c=$((c + d)) && right $((b ^ c)) 24 && b=$r
      a=$((a + b + y)) && right $((d ^ a)) 16 && d=$r
      c=$((c + d)) && right $((b ^ c)) 63 && b=$r
      eval "v$1=\$a v$2=\$b v$3=\$c v$4=\$d"
    }
    # The square roots of the first primes; those above 2^63 are written as negative numbers.
    iv0=0x6a09e667f3bcc908 iv1=-0x4498517a7b3558c5 iv2=0x3c6ef372fe94f82b iv3=-0x5ab00ac5a0e2c90f
    iv4=0x510e527fade682d1 iv5=-0x64fa9773d4c193e1 iv6=0x1f83d9abfb41bd6b iv7=0x5be0cd19137e2179
    # block HEX COUNT LAST: one block of 128 bytes, COUNT bytes so far, LAST -1 for the last one, else 0.
    block() {
      hex=$1 index=0
      while [ "$index" -lt 16 ]; do
        word=$(printf '%.16s' "$hex")
        hex=${hex#"$word"}
        set -- "$1" "$2" "$3" $(printf '%s' "$word" | sed 's/../& /g')
        eval "m$index=\$(((0x${11}${10}${9}${8} << 32) | 0x${7}${6}${5}${4}))"
        index=$((index + 1))
      done
      for index in 0 1 2 3 4 5 6 7; do eval "v$index=\$h$index v$((index + 8))=\$((iv$index))"; done
      v12=$((v12 ^ $2)) v14=$((v14 ^ $3))
      for order in \
        '0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15' '14 10 4 8 9 15 13 6 1 12 0 2 11 7 5 3' \
        '11 8 12 0 5 2 15 13 10 14 3 6 7 1 9 4' '7 9 3 1 13 12 11 14 2 6 5 10 4 0 15 8' \
        '9 0 5 7 2 4 10 15 14 1 11 12 6 8 3 13' '2 12 6 10 0 11 8 3 4 13 7 5 15 14 1 9' \
        '12 5 1 15 14 13 4 10 0 7 6 3 9 2 8 11' '13 11 7 14 12 1 3 9 5 0 15 4 8 6 2 10' \
        '6 15 14 9 11 3 0 8 12 2 13 7 1 4 10 5' '10 2 8 4 7 6 1 5 15 11 9 14 3 12 13 0' \
        '0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15' '14 10 4 8 9 15 13 6 1 12 0 2 11 7 5 3'; do
        set -- $order
        mix 0 4 8 12 "$1" "$2"
        mix 1 5 9 13 "$3" "$4"
        mix 2 6 10 14 "$5" "$6"
        mix 3 7 11 15 "$7" "$8"
        mix 0 5 10 15 "$9" "${10}"
        mix 1 6 11 12 "${11}" "${12}"
        mix 2 7 8 13 "${13}" "${14}"
        mix 3 4 9 14 "${15}" "${16}"
      done
      for index in 0 1 2 3 4 5 6 7; do eval "h$index=\$((h$index ^ v$index ^ v$((index + 8))))"; done
    }
    zeros256=$zeros$zeros$zeros$zeros
    # blake2b KEY NAME: the digest of a short name; KEY: 64 hex digits, or empty for none.
    blake2b() {
      for index in 0 1 2 3 4 5 6 7; do eval "h$index=\$((iv$index))"; done
      h0=$((h0 ^ 0x01010020 ^ ${#1} / 2 << 8))
      name=$(printf '%s' "$2" | od -An -v -tx1 | tr -d ' \n')
      name=$(printf '%.256s' "$name$zeros256")
      if [ -n "$1" ]; then
        block "$(printf '%.256s' "$1$zeros256")" 128 0
        block "$name" $((128 + ${#2})) -1
      else
        block "$name" ${#2} -1
      fi
      for word in $h0 $h1 $h2 $h3; do
        for shift in 0 8 16 24 32 40 48 56; do printf '%02x' $((word >> shift & 255)); done
      done
    }
    if [ "$(blake2b '' "$founder")" = "$(printf '%s' "$founder" | b2sum -l 256 | cut -d ' ' -f 1)" ]; then
      order=$(for member in $roster; do printf '%s %s\n' "$(blake2b "$draw" "$member")" "$member"; done |
        sort | cut -d ' ' -f 2 | tr '\n' ' ')
      leader=${order%% *}
      ok "leader draw from the digest of the commit: $order"
    else
      leader=''
      wait_for "$commit: this shell does not reckon in 64 bits, so the leader draw is not checked; try dash or bash"
    fi

    """#
}
