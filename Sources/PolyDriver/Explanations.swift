// Texts of `--explain`, in our own words.

/// The explanation of an error code, or nil if there is none.
func explanation(of code: String) -> String? { explanations[code.uppercased()] }

private let explanations: [String: String] = [
  "E0004": "A `match` does not cover every value. Add an arm for the patterns that the error names, or `_ => …` for the rest.",
  "E0308": "An expression has another type than its place asks for. Convert the value, or change the declared type.",
  "E0382": "A value is used after it was moved away. Borrow it with `&` where it was moved, clone it, or use it earlier.",
  "E0384": "A variable that is not `mut` is assigned a second time. Declare it with `let mut`.",
  "E0425": "A name is not defined where it is used. Check its spelling, or import it with `use`.",
  "E0432": "A `use` names something that does not exist. Check the path, and that the item is declared there.",
  "E0433": "The first part of a path does not exist. Import the module or type, or correct its name.",
  "E0277": "A type does not implement a trait that is needed here. Implement it, or use a type that does.",
  "E0599": "A type has no method or associated function of this name. Check the spelling and which traits are in scope.",
  "E0596": "Something that is not mutable is borrowed as mutable. Declare the variable `mut`, or take `&mut`.",
  "E0601": "A program needs a function `main`. Add `fn main() {}`, or compile as a library with `--crate-type lib`.",
]
