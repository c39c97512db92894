// The module LinearAlgebra.
