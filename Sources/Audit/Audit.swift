// The module Audit.
