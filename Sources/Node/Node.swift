// The module Node.
