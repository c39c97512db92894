// The module SharedFolder.
