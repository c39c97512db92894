// The module Journal.
