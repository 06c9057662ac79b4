// The compiler's command line.

import Glibc
import PolyDriver

exit(runCompiler(Array(CommandLine.arguments.dropFirst())))
