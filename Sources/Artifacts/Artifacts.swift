// The module Artifacts.
