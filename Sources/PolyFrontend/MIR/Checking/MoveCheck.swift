import PolySema
enum MoveCheck { static func run(_ body: Body, program: Program) {} }
