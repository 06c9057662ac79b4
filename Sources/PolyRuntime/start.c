#include "poly_runtime.h"
