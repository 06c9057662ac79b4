// Reading and printing integers and floating-point numbers as the text form writes them.

/// Numbers of the text form.
public enum NumberText {
  // Integers.

  /// The value of a decimal or hexadecimal integer with an optional sign and `_` separators, modulo
  /// 2^128; nil if it is none or does not fit.
  public static func integer(_ text: Substring) -> (magnitude: UInt128, isNegative: Bool)? {
    var digits = text.utf8
    var isNegative = false
    if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") {
      isNegative = digits.first == UInt8(ascii: "-")
      digits = digits.dropFirst()
    }
    var radix: UInt128 = 10
    if digits.count > 2, digits.first == 48, digits[digits.index(after: digits.startIndex)] | 0x20 == 120 {
      radix = 16
      digits = digits.dropFirst(2)
    }
    var value: UInt128 = 0
    var any = false
    for byte in digits {
      if byte == 95 { continue }
      let digit: UInt8
      if byte &- 48 < 10 {
        digit = byte &- 48
      } else if radix == 16, (byte | 0x20) &- 97 < 6 {
        digit = (byte | 0x20) &- 87
      } else {
        return nil
      }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(UInt128(digit))
      if overflow || carry { return nil }
      value = sum
      any = true
    }
    return any ? (value, isNegative) : nil
  }

  /// The bits of an integer that fits in `width` bits, signed or unsigned; nil if it does not.
  public static func bits(_ text: Substring, width: Int) -> UInt128? {
    guard let (magnitude, isNegative) = integer(text) else { return nil }
    let mask: UInt128 = width >= 128 ? .max : (1 << UInt128(width)) - 1
    if isNegative {
      guard magnitude <= (mask >> 1) + 1 else { return nil }
      return (0 &- magnitude) & mask
    }
    return magnitude <= mask ? magnitude : nil
  }

  /// A signed immediate: small ones in decimal, others in hexadecimal groups of four digits.
  public static func immediate(_ value: Int64) -> String {
    if value > -10_000, value < 10_000 { return String(value) }
    return hex(UInt64(bitPattern: value))
  }
  static func hex(_ value: UInt64) -> String {
    var text = "0x"
    var shift = ((64 - value.leadingZeroBitCount - 1) & 0xF0)
    var isFirst = true
    while shift >= 0 {
      let group = String(value >> UInt64(shift) & 0xFFFF, radix: 16)
      if !isFirst { text += "_" }
      text += String(repeating: "0", count: 4 - group.count) + group
      isFirst = false
      shift -= 16
    }
    return text
  }
  /// `+8`, `-72`, nothing for 0.
  static func offset(_ value: Int64) -> String {
    if value == 0 { return "" }
    let magnitude = value.magnitude
    return (value < 0 ? "-" : "+") + (magnitude < 10_000 ? String(magnitude) : hex(magnitude))
  }

  // Floating point.

  /// Widths of the fraction and the exponent of a binary interchange format.
  static func format(_ type: IRType) -> (fraction: Int, exponent: Int)? {
    switch type {
    case .f16: (10, 5)
    case .f32: (23, 8)
    case .f64: (52, 11)
    case .f128: (112, 15)
    default: nil
    }
  }

  /// The text of the bits of a floating-point number.
  public static func float(_ bits: UInt128, _ type: IRType) -> String {
    guard let (fractionBits, exponentBits) = format(type) else { return "?" }
    let fractionMask = (UInt128(1) << UInt128(fractionBits)) - 1
    let fraction = bits & fractionMask
    let maximum = (1 << exponentBits) - 1
    let exponent = Int(truncatingIfNeeded: bits >> UInt128(fractionBits)) & maximum
    let isNegative = bits >> UInt128(fractionBits + exponentBits) & 1 != 0
    let sign = isNegative ? "-" : ""
    if exponent == maximum {
      let explicitSign = isNegative ? "-" : "+"
      if fraction == 0 { return explicitSign + "Inf" }
      let quiet = UInt128(1) << UInt128(fractionBits - 1)
      let payload = fraction & (quiet - 1)
      let name = fraction & quiet != 0 ? "NaN" : "sNaN"
      return explicitSign + name + (payload != 0 ? ":0x" + String(payload, radix: 16) : "")
    }
    if exponent == 0, fraction == 0 { return sign + "0.0" }
    let digits = (fractionBits + 3) / 4
    let aligned = fraction << UInt128(digits * 4 - fractionBits)
    let text = String(aligned, radix: 16)
    let padded = String(repeating: "0", count: digits - text.count) + text
    let bias = maximum >> 1
    let lead = exponent == 0 ? "0" : "1"
    let power = exponent == 0 ? 1 - bias : exponent - bias
    return "\(sign)0x\(lead).\(padded)p\(power)"
  }

  /// The bits of a floating-point number in the text form; nil if the text is none or not exact
  /// where it must be (hexadecimal).
  public static func floatBits(_ text: Substring, _ type: IRType) -> UInt128? {
    guard let (fractionBits, exponentBits) = format(type) else { return nil }
    var body = text
    var isNegative = false
    if body.first == "-" || body.first == "+" {
      isNegative = body.first == "-"
      body = body.dropFirst()
    }
    let maximum = UInt128((1 << exponentBits) - 1)
    let signBit = isNegative ? UInt128(1) << UInt128(fractionBits + exponentBits) : 0
    let quiet = UInt128(1) << UInt128(fractionBits - 1)
    if body == "Inf" { return signBit | maximum << UInt128(fractionBits) }
    if body.hasPrefix("NaN") || body.hasPrefix("sNaN") {
      let isQuiet = body.hasPrefix("NaN")
      body = body.dropFirst(isQuiet ? 3 : 4)
      var payload: UInt128 = 0
      if body.first == ":" {
        guard let (value, _) = integer(body.dropFirst()), value < quiet, value > 0 || isQuiet else { return nil }
        payload = value
      } else if !body.isEmpty || !isQuiet {
        return nil
      }
      return signBit | maximum << UInt128(fractionBits) | (isQuiet ? quiet : 0) | payload
    }
    if body.hasPrefix("0x") || body.hasPrefix("0X") {
      return hexFloat(body.dropFirst(2), fractionBits, exponentBits).map { $0 | signBit }
    }
    return decimal(body, type).map { $0 | signBit }
  }

  private static func decimal(_ text: Substring, _ type: IRType) -> UInt128? {
    guard text.utf8.allSatisfy({ TextLexer.isDigit($0) || $0 == 46 || $0 | 0x20 == 101 || $0 == 45 || $0 == 43 })
    else { return nil }
    switch type {
    case .f32: return Float(text).map { UInt128($0.bitPattern) }
    case .f64: return Double(text).map { UInt128($0.bitPattern) }
    default:
      // Only what is exact in f64 has a decimal form in f16 and f128.
      guard let value = Double(text) else { return nil }
      let wide = UInt128(value.bitPattern)
      return SoftFloat.convert(wide, from: .f64, to: type)
    }
  }

  private static func hexFloat(_ text: Substring, _ fractionBits: Int, _ exponentBits: Int) -> UInt128? {
    var significand: UInt128 = 0
    var exponent = 0
    var seenPoint = false
    var digits = 0
    var isInexact = false
    var rest = text.utf8[...]
    while let byte = rest.first {
      if byte == 95 {
        rest = rest.dropFirst()
        continue
      }
      if byte == 46 {
        if seenPoint { return nil }
        seenPoint = true
      } else if byte &- 48 < 10 || (byte | 0x20) &- 97 < 6 {
        let digit = byte &- 48 < 10 ? byte &- 48 : (byte | 0x20) &- 87
        if significand >> 124 == 0 {
          significand = significand << 4 | UInt128(digit)
          if seenPoint { exponent -= 4 }
        } else {
          if digit != 0 { isInexact = true }
          if !seenPoint { exponent += 4 }
        }
        digits += 1
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    if digits == 0 || isInexact { return nil }
    if let byte = rest.first {
      guard byte | 0x20 == 112, let power = Int(Substring(rest.dropFirst())), abs(power) < 1 << 20 else {
        return nil
      }
      exponent += power
    }
    if significand == 0 { return 0 }
    let bias = (1 << (exponentBits - 1)) - 1
    let top = 127 - significand.leadingZeroBitCount
    let unbiased = top + exponent
    if unbiased > bias { return nil }
    let normal = unbiased >= 1 - bias
    // The weight of the last fraction bit.
    let lastBit = (normal ? unbiased : 1 - bias) - fractionBits
    let shift = exponent - lastBit
    var fraction: UInt128
    if shift >= 0 {
      guard shift < 128, (significand << UInt128(shift)) >> UInt128(shift) == significand else { return nil }
      fraction = significand << UInt128(shift)
    } else {
      guard -shift < 128, significand & ((UInt128(1) << UInt128(-shift)) - 1) == 0 else { return nil }
      fraction = significand >> UInt128(-shift)
    }
    if !normal { return fraction }
    fraction &= (UInt128(1) << UInt128(fractionBits)) - 1
    return UInt128(unbiased + bias) << UInt128(fractionBits) | fraction
  }
}

/// Conversion between binary floating-point formats on their bits.
public enum SoftFloat {
  /// Rounds to nearest, ties to even; NaNs stay NaNs and become quiet.
  public static func convert(_ bits: UInt128, from: IRType, to: IRType) -> UInt128? {
    guard let (sourceFraction, sourceExponent) = NumberText.format(from),
      let (fraction, exponent) = NumberText.format(to)
    else { return nil }
    let sign = bits >> UInt128(sourceFraction + sourceExponent) & 1
    let signBit = sign << UInt128(fraction + exponent)
    let sourceMaximum = (1 << sourceExponent) - 1
    let maximum = (1 << exponent) - 1
    let rawExponent = Int(truncatingIfNeeded: bits >> UInt128(sourceFraction)) & sourceMaximum
    let rawFraction = bits & ((UInt128(1) << UInt128(sourceFraction)) - 1)
    if rawExponent == sourceMaximum {
      if rawFraction == 0 { return signBit | UInt128(maximum) << UInt128(fraction) }
      let shifted =
        fraction >= sourceFraction
        ? rawFraction << UInt128(fraction - sourceFraction)
        : rawFraction >> UInt128(sourceFraction - fraction)
      return signBit | UInt128(maximum) << UInt128(fraction) | UInt128(1) << UInt128(fraction - 1) | shifted
    }
    if rawExponent == 0, rawFraction == 0 { return signBit }
    var significand = rawFraction
    var power = rawExponent == 0 ? 1 : rawExponent
    if rawExponent != 0 { significand |= UInt128(1) << UInt128(sourceFraction) }
    power -= sourceMaximum >> 1
    // value = significand × 2^(power − sourceFraction)
    let top = 127 - significand.leadingZeroBitCount
    let unbiased = top + power - sourceFraction
    let bias = maximum >> 1
    let normal = unbiased >= 1 - bias
    let lastBit = (normal ? unbiased : 1 - bias) - fraction
    let shift = power - sourceFraction - lastBit
    var result: UInt128
    if shift >= 0 {
      result = significand << UInt128(shift)
    } else if -shift >= 128 {
      result = 0
    } else {
      let half = UInt128(1) << UInt128(-shift - 1)
      let rest = significand & ((half << 1) &- 1)
      result = significand >> UInt128(-shift)
      if rest > half || rest == half && result & 1 != 0 { result += 1 }
    }
    var biased = normal ? unbiased + bias : 0
    if normal {
      if result >> UInt128(fraction + 1) != 0 {
        result >>= 1
        biased += 1
      }
      if biased >= maximum { return signBit | UInt128(maximum) << UInt128(fraction) }
      result &= (UInt128(1) << UInt128(fraction)) - 1
      return signBit | UInt128(biased) << UInt128(fraction) | result
    }
    // A subnormal that rounds up to the least normal number carries into the exponent by itself.
    return signBit | result
  }
}
