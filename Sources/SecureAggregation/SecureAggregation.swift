// The module SecureAggregation.
