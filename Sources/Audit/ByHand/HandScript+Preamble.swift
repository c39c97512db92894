extension HandScript {
  /// What the script may use and how it ends.
  static let preamble = #"""
    #!/bin/sh
    # Checks round @ROUND@ of a decaph consortium by hand: minisign, b2sum, jq and what every system has,
    # nothing else. It reads the folder and believes nobody: not decaph, not the hospitals, not whoever runs the
    # folder. Read it before you run it.
    #
    #   sh FILE [FOLDER [SESSION]]      SESSION: what a hospital reads out to you on the telephone
    #
    # exit 0  everything that can be checked by hand is right; the last line says so
    #      1  something is wrong; every FAIL names the file
    #      2  something is not here, so the round cannot be judged; every wait names the file
    #      69 a tool is not installed
    set -u
    LC_ALL=C
    export LC_ALL
    unset CDPATH
    round=@ROUND@
    default=@DIRECTORY@
    dir=${1:-$default}
    session=${2:-}
    folder=$(printf 'round-%06d' "$round")
    before=$(printf 'round-%06d' "$((round - 1))")
    after=$(printf 'round-%06d' "$((round + 1))")
    failed=0 waiting=0 checked=0

    # What comes out of files is shown with everything but printable ASCII as '?': no name forges a line.
    say() {
      printf '%s' "$*" | tr -c '[:print:]' '?'
      printf '\n'
    }
    ok() { say "ok    $*"; }
    note() { say "note  $*"; }
    fail() { say "FAIL  $*"; failed=$((failed + 1)); }
    wait_for() { say "wait  $*"; waiting=$((waiting + 1)); }
    # What concerns a hospital that is not in the sum is no fault of the round.
    fault() { if [ "$weak" = 1 ]; then note "$* (not in the sum)"; else fail "$*"; fi; }
    lack() { if [ "$weak" = 1 ]; then note "$* (not in the sum)"; else wait_for "$*"; fi; }
    weak=0
    digest() { b2sum -l 256 <"$1" | cut -d ' ' -f 1; }
    # A plain file: no link, no folder, no pipe.
    plain() { [ -f "$1" ] && [ ! -L "$1" ]; }
    finish() {
      say ""
      say "by hand nobody can check: shares and seeds against their commitments, the sum, the model, epsilon."
      say "'decaph-audit verify round-$round --key KEY' recomputes those."
      if [ "$failed" -gt 0 ]; then
        say "round $round by hand: VIOLATED, $failed wrong, $waiting missing"
        exit 1
      fi
      if [ "$waiting" -gt 0 ]; then
        say "round $round by hand: INCOMPLETE, $waiting missing"
        exit 2
      fi
      say "round $round by hand: all is well, $checked signed files"
      exit 0
    }

    for tool in minisign b2sum jq cmp cut find grep od sed sort tr uniq wc; do
      command -v "$tool" >/dev/null 2>&1 || { say "$tool is not installed"; exit 69; }
    done
    cd -- "$dir" 2>/dev/null || { say "there is no folder $dir"; exit 66; }

    """#
}
