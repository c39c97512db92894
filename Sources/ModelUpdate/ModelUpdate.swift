// The module ModelUpdate.
