// The module Sodium.
