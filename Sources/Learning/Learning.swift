// The module Learning.
