// The module Images.
