// A module of PolyIR as an object file.
