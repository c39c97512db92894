// The module Rounds.
