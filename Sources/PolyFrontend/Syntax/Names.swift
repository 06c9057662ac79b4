// Names that the compiler knows: symbols with fixed numbers, keywords first, in the order of TokenKind.
import PolySupport

/// Symbols that exist in every `SymbolTable` made by `Names.makeTable`.
public enum Names {
  /// Symbols below this number are keywords of some edition, in the order of `TokenKind`'s keywords.
  public static let keywordCount: UInt32 = 52
  /// The number of names that every table begins with.
  public static let knownCount: UInt32 = 357
  static let keywordCount2015: UInt32 = 47
  static let keywordCount2018: UInt32 = 51

  /// A table in which the known names have their fixed numbers.
  public static func makeTable() -> SymbolTable {
    let table = SymbolTable()
    for name in texts { _ = table.intern(name) }
    return table
  }

  /// The text of the keyword with this number.
  static func text(number: UInt8) -> String {
    Int(number) < texts.count ? "\(texts[Int(number)])" : ""
  }

  @inlinable public static var `as`: Symbol { Symbol(raw: 0) }
  @inlinable public static var `break`: Symbol { Symbol(raw: 1) }
  @inlinable public static var const: Symbol { Symbol(raw: 2) }
  @inlinable public static var `continue`: Symbol { Symbol(raw: 3) }
  @inlinable public static var crate: Symbol { Symbol(raw: 4) }
  @inlinable public static var `else`: Symbol { Symbol(raw: 5) }
  @inlinable public static var `enum`: Symbol { Symbol(raw: 6) }
  @inlinable public static var extern: Symbol { Symbol(raw: 7) }
  @inlinable public static var `false`: Symbol { Symbol(raw: 8) }
  @inlinable public static var fn: Symbol { Symbol(raw: 9) }
  @inlinable public static var `for`: Symbol { Symbol(raw: 10) }
  @inlinable public static var `if`: Symbol { Symbol(raw: 11) }
  @inlinable public static var impl: Symbol { Symbol(raw: 12) }
  @inlinable public static var `in`: Symbol { Symbol(raw: 13) }
  @inlinable public static var `let`: Symbol { Symbol(raw: 14) }
  @inlinable public static var loop: Symbol { Symbol(raw: 15) }
  @inlinable public static var match: Symbol { Symbol(raw: 16) }
  @inlinable public static var mod: Symbol { Symbol(raw: 17) }
  @inlinable public static var move: Symbol { Symbol(raw: 18) }
  @inlinable public static var mut: Symbol { Symbol(raw: 19) }
  @inlinable public static var pub: Symbol { Symbol(raw: 20) }
  @inlinable public static var ref: Symbol { Symbol(raw: 21) }
  @inlinable public static var `return`: Symbol { Symbol(raw: 22) }
  @inlinable public static var selfValue: Symbol { Symbol(raw: 23) }
  @inlinable public static var selfType: Symbol { Symbol(raw: 24) }
  @inlinable public static var `static`: Symbol { Symbol(raw: 25) }
  @inlinable public static var `struct`: Symbol { Symbol(raw: 26) }
  @inlinable public static var `super`: Symbol { Symbol(raw: 27) }
  @inlinable public static var trait: Symbol { Symbol(raw: 28) }
  @inlinable public static var `true`: Symbol { Symbol(raw: 29) }
  @inlinable public static var type: Symbol { Symbol(raw: 30) }
  @inlinable public static var unsafe: Symbol { Symbol(raw: 31) }
  @inlinable public static var use: Symbol { Symbol(raw: 32) }
  @inlinable public static var `where`: Symbol { Symbol(raw: 33) }
  @inlinable public static var `while`: Symbol { Symbol(raw: 34) }
  @inlinable public static var abstract: Symbol { Symbol(raw: 35) }
  @inlinable public static var become: Symbol { Symbol(raw: 36) }
  @inlinable public static var box: Symbol { Symbol(raw: 37) }
  @inlinable public static var `do`: Symbol { Symbol(raw: 38) }
  @inlinable public static var final: Symbol { Symbol(raw: 39) }
  @inlinable public static var macro: Symbol { Symbol(raw: 40) }
  @inlinable public static var override: Symbol { Symbol(raw: 41) }
  @inlinable public static var priv: Symbol { Symbol(raw: 42) }
  @inlinable public static var typeof: Symbol { Symbol(raw: 43) }
  @inlinable public static var unsized: Symbol { Symbol(raw: 44) }
  @inlinable public static var virtual: Symbol { Symbol(raw: 45) }
  @inlinable public static var yield: Symbol { Symbol(raw: 46) }
  @inlinable public static var async: Symbol { Symbol(raw: 47) }
  @inlinable public static var await: Symbol { Symbol(raw: 48) }
  @inlinable public static var dyn: Symbol { Symbol(raw: 49) }
  @inlinable public static var `try`: Symbol { Symbol(raw: 50) }
  @inlinable public static var gen: Symbol { Symbol(raw: 51) }
  @inlinable public static var underscore: Symbol { Symbol(raw: 52) }
  @inlinable public static var dollarCrate: Symbol { Symbol(raw: 53) }
  @inlinable public static var union: Symbol { Symbol(raw: 54) }
  @inlinable public static var auto: Symbol { Symbol(raw: 55) }
  @inlinable public static var `default`: Symbol { Symbol(raw: 56) }
  @inlinable public static var macro_rules: Symbol { Symbol(raw: 57) }
  @inlinable public static var raw: Symbol { Symbol(raw: 58) }
  @inlinable public static var safe: Symbol { Symbol(raw: 59) }
  @inlinable public static var export: Symbol { Symbol(raw: 60) }
  @inlinable public static var interface: Symbol { Symbol(raw: 61) }
  @inlinable public static var rust: Symbol { Symbol(raw: 62) }
  @inlinable public static var rs: Symbol { Symbol(raw: 63) }
  @inlinable public static var main: Symbol { Symbol(raw: 64) }
  @inlinable public static var js: Symbol { Symbol(raw: 65) }
  @inlinable public static var javascript: Symbol { Symbol(raw: 66) }
  @inlinable public static var ts: Symbol { Symbol(raw: 67) }
  @inlinable public static var typescript: Symbol { Symbol(raw: 68) }
  @inlinable public static var python: Symbol { Symbol(raw: 69) }
  @inlinable public static var py: Symbol { Symbol(raw: 70) }
  @inlinable public static var html: Symbol { Symbol(raw: 71) }
  @inlinable public static var css: Symbol { Symbol(raw: 72) }
  @inlinable public static var verified: Symbol { Symbol(raw: 73) }
  @inlinable public static var from: Symbol { Symbol(raw: 74) }
  @inlinable public static var stdlib: Symbol { Symbol(raw: 75) }
  @inlinable public static var std: Symbol { Symbol(raw: 76) }
  @inlinable public static var core: Symbol { Symbol(raw: 77) }
  @inlinable public static var alloc: Symbol { Symbol(raw: 78) }
  @inlinable public static var node: Symbol { Symbol(raw: 79) }
  @inlinable public static var prelude: Symbol { Symbol(raw: 80) }
  @inlinable public static var v1: Symbol { Symbol(raw: 81) }
  @inlinable public static var rust_2015: Symbol { Symbol(raw: 82) }
  @inlinable public static var rust_2018: Symbol { Symbol(raw: 83) }
  @inlinable public static var rust_2021: Symbol { Symbol(raw: 84) }
  @inlinable public static var rust_2024: Symbol { Symbol(raw: 85) }
  @inlinable public static var i8: Symbol { Symbol(raw: 86) }
  @inlinable public static var i16: Symbol { Symbol(raw: 87) }
  @inlinable public static var i32: Symbol { Symbol(raw: 88) }
  @inlinable public static var i64: Symbol { Symbol(raw: 89) }
  @inlinable public static var i128: Symbol { Symbol(raw: 90) }
  @inlinable public static var isize: Symbol { Symbol(raw: 91) }
  @inlinable public static var u8: Symbol { Symbol(raw: 92) }
  @inlinable public static var u16: Symbol { Symbol(raw: 93) }
  @inlinable public static var u32: Symbol { Symbol(raw: 94) }
  @inlinable public static var u64: Symbol { Symbol(raw: 95) }
  @inlinable public static var u128: Symbol { Symbol(raw: 96) }
  @inlinable public static var usize: Symbol { Symbol(raw: 97) }
  @inlinable public static var f16: Symbol { Symbol(raw: 98) }
  @inlinable public static var f32: Symbol { Symbol(raw: 99) }
  @inlinable public static var f64: Symbol { Symbol(raw: 100) }
  @inlinable public static var f128: Symbol { Symbol(raw: 101) }
  @inlinable public static var bool: Symbol { Symbol(raw: 102) }
  @inlinable public static var char: Symbol { Symbol(raw: 103) }
  @inlinable public static var str: Symbol { Symbol(raw: 104) }
  @inlinable public static var doc: Symbol { Symbol(raw: 105) }
  @inlinable public static var cfg: Symbol { Symbol(raw: 106) }
  @inlinable public static var cfg_attr: Symbol { Symbol(raw: 107) }
  @inlinable public static var derive: Symbol { Symbol(raw: 108) }
  @inlinable public static var test: Symbol { Symbol(raw: 109) }
  @inlinable public static var should_panic: Symbol { Symbol(raw: 110) }
  @inlinable public static var ignore: Symbol { Symbol(raw: 111) }
  @inlinable public static var expected: Symbol { Symbol(raw: 112) }
  @inlinable public static var inline: Symbol { Symbol(raw: 113) }
  @inlinable public static var always: Symbol { Symbol(raw: 114) }
  @inlinable public static var never: Symbol { Symbol(raw: 115) }
  @inlinable public static var must_use: Symbol { Symbol(raw: 116) }
  @inlinable public static var repr: Symbol { Symbol(raw: 117) }
  @inlinable public static var C: Symbol { Symbol(raw: 118) }
  @inlinable public static var packed: Symbol { Symbol(raw: 119) }
  @inlinable public static var align: Symbol { Symbol(raw: 120) }
  @inlinable public static var transparent: Symbol { Symbol(raw: 121) }
  @inlinable public static var no_mangle: Symbol { Symbol(raw: 122) }
  @inlinable public static var export_name: Symbol { Symbol(raw: 123) }
  @inlinable public static var link_name: Symbol { Symbol(raw: 124) }
  @inlinable public static var link: Symbol { Symbol(raw: 125) }
  @inlinable public static var link_section: Symbol { Symbol(raw: 126) }
  @inlinable public static var lang: Symbol { Symbol(raw: 127) }
  @inlinable public static var path: Symbol { Symbol(raw: 128) }
  @inlinable public static var macro_use: Symbol { Symbol(raw: 129) }
  @inlinable public static var macro_export: Symbol { Symbol(raw: 130) }
  @inlinable public static var local_inner_macros: Symbol { Symbol(raw: 131) }
  @inlinable public static var allow: Symbol { Symbol(raw: 132) }
  @inlinable public static var warn: Symbol { Symbol(raw: 133) }
  @inlinable public static var deny: Symbol { Symbol(raw: 134) }
  @inlinable public static var forbid: Symbol { Symbol(raw: 135) }
  @inlinable public static var expect: Symbol { Symbol(raw: 136) }
  @inlinable public static var deprecated: Symbol { Symbol(raw: 137) }
  @inlinable public static var cold: Symbol { Symbol(raw: 138) }
  @inlinable public static var track_caller: Symbol { Symbol(raw: 139) }
  @inlinable public static var non_exhaustive: Symbol { Symbol(raw: 140) }
  @inlinable public static var automatically_derived: Symbol { Symbol(raw: 141) }
  @inlinable public static var global_allocator: Symbol { Symbol(raw: 142) }
  @inlinable public static var panic_handler: Symbol { Symbol(raw: 143) }
  @inlinable public static var no_std: Symbol { Symbol(raw: 144) }
  @inlinable public static var no_core: Symbol { Symbol(raw: 145) }
  @inlinable public static var no_main: Symbol { Symbol(raw: 146) }
  @inlinable public static var feature: Symbol { Symbol(raw: 147) }
  @inlinable public static var rustc_builtin_macro: Symbol { Symbol(raw: 148) }
  @inlinable public static var rustc_intrinsic: Symbol { Symbol(raw: 149) }
  @inlinable public static var rustc_const_stable: Symbol { Symbol(raw: 150) }
  @inlinable public static var stable: Symbol { Symbol(raw: 151) }
  @inlinable public static var unstable: Symbol { Symbol(raw: 152) }
  @inlinable public static var target_feature: Symbol { Symbol(raw: 153) }
  @inlinable public static var used: Symbol { Symbol(raw: 154) }
  @inlinable public static var fundamental: Symbol { Symbol(raw: 155) }
  @inlinable public static var all: Symbol { Symbol(raw: 156) }
  @inlinable public static var any: Symbol { Symbol(raw: 157) }
  @inlinable public static var not: Symbol { Symbol(raw: 158) }
  @inlinable public static var target_os: Symbol { Symbol(raw: 159) }
  @inlinable public static var target_arch: Symbol { Symbol(raw: 160) }
  @inlinable public static var target_family: Symbol { Symbol(raw: 161) }
  @inlinable public static var target_env: Symbol { Symbol(raw: 162) }
  @inlinable public static var target_pointer_width: Symbol { Symbol(raw: 163) }
  @inlinable public static var target_endian: Symbol { Symbol(raw: 164) }
  @inlinable public static var target_vendor: Symbol { Symbol(raw: 165) }
  @inlinable public static var debug_assertions: Symbol { Symbol(raw: 166) }
  @inlinable public static var unix: Symbol { Symbol(raw: 167) }
  @inlinable public static var windows: Symbol { Symbol(raw: 168) }
  @inlinable public static var wasm: Symbol { Symbol(raw: 169) }
  @inlinable public static var panic: Symbol { Symbol(raw: 170) }
  @inlinable public static var unwind: Symbol { Symbol(raw: 171) }
  @inlinable public static var abort: Symbol { Symbol(raw: 172) }
  @inlinable public static var Debug: Symbol { Symbol(raw: 173) }
  @inlinable public static var Clone: Symbol { Symbol(raw: 174) }
  @inlinable public static var Copy: Symbol { Symbol(raw: 175) }
  @inlinable public static var PartialEq: Symbol { Symbol(raw: 176) }
  @inlinable public static var Eq: Symbol { Symbol(raw: 177) }
  @inlinable public static var PartialOrd: Symbol { Symbol(raw: 178) }
  @inlinable public static var Ord: Symbol { Symbol(raw: 179) }
  @inlinable public static var Hash: Symbol { Symbol(raw: 180) }
  @inlinable public static var Default: Symbol { Symbol(raw: 181) }
  @inlinable public static var Serialize: Symbol { Symbol(raw: 182) }
  @inlinable public static var Deserialize: Symbol { Symbol(raw: 183) }
  @inlinable public static var Display: Symbol { Symbol(raw: 184) }
  @inlinable public static var Option: Symbol { Symbol(raw: 185) }
  @inlinable public static var Some: Symbol { Symbol(raw: 186) }
  @inlinable public static var None: Symbol { Symbol(raw: 187) }
  @inlinable public static var Result: Symbol { Symbol(raw: 188) }
  @inlinable public static var Ok: Symbol { Symbol(raw: 189) }
  @inlinable public static var Err: Symbol { Symbol(raw: 190) }
  @inlinable public static var Box: Symbol { Symbol(raw: 191) }
  @inlinable public static var Vec: Symbol { Symbol(raw: 192) }
  @inlinable public static var String: Symbol { Symbol(raw: 193) }
  @inlinable public static var Fn: Symbol { Symbol(raw: 194) }
  @inlinable public static var FnMut: Symbol { Symbol(raw: 195) }
  @inlinable public static var FnOnce: Symbol { Symbol(raw: 196) }
  @inlinable public static var Iterator: Symbol { Symbol(raw: 197) }
  @inlinable public static var IntoIterator: Symbol { Symbol(raw: 198) }
  @inlinable public static var Drop: Symbol { Symbol(raw: 199) }
  @inlinable public static var Deref: Symbol { Symbol(raw: 200) }
  @inlinable public static var DerefMut: Symbol { Symbol(raw: 201) }
  @inlinable public static var Index: Symbol { Symbol(raw: 202) }
  @inlinable public static var IndexMut: Symbol { Symbol(raw: 203) }
  @inlinable public static var Sized: Symbol { Symbol(raw: 204) }
  @inlinable public static var Send: Symbol { Symbol(raw: 205) }
  @inlinable public static var Sync: Symbol { Symbol(raw: 206) }
  @inlinable public static var Unpin: Symbol { Symbol(raw: 207) }
  @inlinable public static var Future: Symbol { Symbol(raw: 208) }
  @inlinable public static var From: Symbol { Symbol(raw: 209) }
  @inlinable public static var Into: Symbol { Symbol(raw: 210) }
  @inlinable public static var Range: Symbol { Symbol(raw: 211) }
  @inlinable public static var RangeFrom: Symbol { Symbol(raw: 212) }
  @inlinable public static var RangeTo: Symbol { Symbol(raw: 213) }
  @inlinable public static var RangeFull: Symbol { Symbol(raw: 214) }
  @inlinable public static var RangeInclusive: Symbol { Symbol(raw: 215) }
  @inlinable public static var RangeToInclusive: Symbol { Symbol(raw: 216) }
  @inlinable public static var Output: Symbol { Symbol(raw: 217) }
  @inlinable public static var Item: Symbol { Symbol(raw: 218) }
  @inlinable public static var Target: Symbol { Symbol(raw: 219) }
  @inlinable public static var Error: Symbol { Symbol(raw: 220) }
  @inlinable public static var Rhs: Symbol { Symbol(raw: 221) }
  @inlinable public static var next: Symbol { Symbol(raw: 222) }
  @inlinable public static var into_iter: Symbol { Symbol(raw: 223) }
  @inlinable public static var poll: Symbol { Symbol(raw: 224) }
  @inlinable public static var drop: Symbol { Symbol(raw: 225) }
  @inlinable public static var deref: Symbol { Symbol(raw: 226) }
  @inlinable public static var deref_mut: Symbol { Symbol(raw: 227) }
  @inlinable public static var index: Symbol { Symbol(raw: 228) }
  @inlinable public static var index_mut: Symbol { Symbol(raw: 229) }
  @inlinable public static var clone: Symbol { Symbol(raw: 230) }
  @inlinable public static var fmt: Symbol { Symbol(raw: 231) }
  @inlinable public static var eq: Symbol { Symbol(raw: 232) }
  @inlinable public static var partial_cmp: Symbol { Symbol(raw: 233) }
  @inlinable public static var cmp: Symbol { Symbol(raw: 234) }
  @inlinable public static var hash: Symbol { Symbol(raw: 235) }
  @inlinable public static var new: Symbol { Symbol(raw: 236) }
  @inlinable public static var call: Symbol { Symbol(raw: 237) }
  @inlinable public static var call_mut: Symbol { Symbol(raw: 238) }
  @inlinable public static var call_once: Symbol { Symbol(raw: 239) }
  @inlinable public static var add: Symbol { Symbol(raw: 240) }
  @inlinable public static var sub: Symbol { Symbol(raw: 241) }
  @inlinable public static var mul: Symbol { Symbol(raw: 242) }
  @inlinable public static var div: Symbol { Symbol(raw: 243) }
  @inlinable public static var rem: Symbol { Symbol(raw: 244) }
  @inlinable public static var bitand: Symbol { Symbol(raw: 245) }
  @inlinable public static var bitor: Symbol { Symbol(raw: 246) }
  @inlinable public static var bitxor: Symbol { Symbol(raw: 247) }
  @inlinable public static var shl: Symbol { Symbol(raw: 248) }
  @inlinable public static var shr: Symbol { Symbol(raw: 249) }
  @inlinable public static var neg: Symbol { Symbol(raw: 250) }
  @inlinable public static var add_assign: Symbol { Symbol(raw: 251) }
  @inlinable public static var sub_assign: Symbol { Symbol(raw: 252) }
  @inlinable public static var mul_assign: Symbol { Symbol(raw: 253) }
  @inlinable public static var div_assign: Symbol { Symbol(raw: 254) }
  @inlinable public static var rem_assign: Symbol { Symbol(raw: 255) }
  @inlinable public static var bitand_assign: Symbol { Symbol(raw: 256) }
  @inlinable public static var bitor_assign: Symbol { Symbol(raw: 257) }
  @inlinable public static var bitxor_assign: Symbol { Symbol(raw: 258) }
  @inlinable public static var shl_assign: Symbol { Symbol(raw: 259) }
  @inlinable public static var shr_assign: Symbol { Symbol(raw: 260) }
  @inlinable public static var branch: Symbol { Symbol(raw: 261) }
  @inlinable public static var from_residual: Symbol { Symbol(raw: 262) }
  @inlinable public static var from_output: Symbol { Symbol(raw: 263) }
  @inlinable public static var len: Symbol { Symbol(raw: 264) }
  @inlinable public static var state: Symbol { Symbol(raw: 265) }
  @inlinable public static var f: Symbol { Symbol(raw: 266) }
  @inlinable public static var other: Symbol { Symbol(raw: 267) }
  @inlinable public static var start: Symbol { Symbol(raw: 268) }
  @inlinable public static var end: Symbol { Symbol(raw: 269) }
  @inlinable public static var format_args: Symbol { Symbol(raw: 270) }
  @inlinable public static var concat: Symbol { Symbol(raw: 271) }
  @inlinable public static var stringify: Symbol { Symbol(raw: 272) }
  @inlinable public static var line: Symbol { Symbol(raw: 273) }
  @inlinable public static var column: Symbol { Symbol(raw: 274) }
  @inlinable public static var file: Symbol { Symbol(raw: 275) }
  @inlinable public static var module_path: Symbol { Symbol(raw: 276) }
  @inlinable public static var include_str: Symbol { Symbol(raw: 277) }
  @inlinable public static var include_bytes: Symbol { Symbol(raw: 278) }
  @inlinable public static var include: Symbol { Symbol(raw: 279) }
  @inlinable public static var env: Symbol { Symbol(raw: 280) }
  @inlinable public static var option_env: Symbol { Symbol(raw: 281) }
  @inlinable public static var compile_error: Symbol { Symbol(raw: 282) }
  @inlinable public static var assert: Symbol { Symbol(raw: 283) }
  @inlinable public static var unreachable: Symbol { Symbol(raw: 284) }
  @inlinable public static var print: Symbol { Symbol(raw: 285) }
  @inlinable public static var println: Symbol { Symbol(raw: 286) }
  @inlinable public static var eprint: Symbol { Symbol(raw: 287) }
  @inlinable public static var eprintln: Symbol { Symbol(raw: 288) }
  @inlinable public static var format: Symbol { Symbol(raw: 289) }
  @inlinable public static var write: Symbol { Symbol(raw: 290) }
  @inlinable public static var writeln: Symbol { Symbol(raw: 291) }
  @inlinable public static var vec: Symbol { Symbol(raw: 292) }
  @inlinable public static var todo: Symbol { Symbol(raw: 293) }
  @inlinable public static var unimplemented: Symbol { Symbol(raw: 294) }
  @inlinable public static var dbg: Symbol { Symbol(raw: 295) }
  @inlinable public static var matches: Symbol { Symbol(raw: 296) }
  @inlinable public static var thread_local: Symbol { Symbol(raw: 297) }
  @inlinable public static var concat_bytes: Symbol { Symbol(raw: 298) }
  @inlinable public static var offset_of: Symbol { Symbol(raw: 299) }
  @inlinable public static var asm: Symbol { Symbol(raw: 300) }
  @inlinable public static var global_asm: Symbol { Symbol(raw: 301) }
  @inlinable public static var addr_of: Symbol { Symbol(raw: 302) }
  @inlinable public static var args: Symbol { Symbol(raw: 303) }
  @inlinable public static var spec: Symbol { Symbol(raw: 304) }
  @inlinable public static var item: Symbol { Symbol(raw: 305) }
  @inlinable public static var expr: Symbol { Symbol(raw: 306) }
  @inlinable public static var ty: Symbol { Symbol(raw: 307) }
  @inlinable public static var pat: Symbol { Symbol(raw: 308) }
  @inlinable public static var pat_param: Symbol { Symbol(raw: 309) }
  @inlinable public static var ident: Symbol { Symbol(raw: 310) }
  @inlinable public static var lifetime: Symbol { Symbol(raw: 311) }
  @inlinable public static var literal: Symbol { Symbol(raw: 312) }
  @inlinable public static var stmt: Symbol { Symbol(raw: 313) }
  @inlinable public static var block: Symbol { Symbol(raw: 314) }
  @inlinable public static var meta: Symbol { Symbol(raw: 315) }
  @inlinable public static var vis: Symbol { Symbol(raw: 316) }
  @inlinable public static var tt: Symbol { Symbol(raw: 317) }
  @inlinable public static var expr_2021: Symbol { Symbol(raw: 318) }
  @inlinable public static var Arguments: Symbol { Symbol(raw: 319) }
  @inlinable public static var Argument: Symbol { Symbol(raw: 320) }
  @inlinable public static var Placeholder: Symbol { Symbol(raw: 321) }
  @inlinable public static var Count: Symbol { Symbol(raw: 322) }
  @inlinable public static var Implied: Symbol { Symbol(raw: 323) }
  @inlinable public static var Is: Symbol { Symbol(raw: 324) }
  @inlinable public static var Param: Symbol { Symbol(raw: 325) }
  @inlinable public static var new_const: Symbol { Symbol(raw: 326) }
  @inlinable public static var new_with_specs: Symbol { Symbol(raw: 327) }
  @inlinable public static var new_display: Symbol { Symbol(raw: 328) }
  @inlinable public static var new_debug: Symbol { Symbol(raw: 329) }
  @inlinable public static var new_lower_hex: Symbol { Symbol(raw: 330) }
  @inlinable public static var new_upper_hex: Symbol { Symbol(raw: 331) }
  @inlinable public static var new_octal: Symbol { Symbol(raw: 332) }
  @inlinable public static var new_binary: Symbol { Symbol(raw: 333) }
  @inlinable public static var new_lower_exp: Symbol { Symbol(raw: 334) }
  @inlinable public static var new_upper_exp: Symbol { Symbol(raw: 335) }
  @inlinable public static var new_pointer: Symbol { Symbol(raw: 336) }
  @inlinable public static var from_usize: Symbol { Symbol(raw: 337) }
  @inlinable public static var Formatter: Symbol { Symbol(raw: 338) }
  @inlinable public static var ops: Symbol { Symbol(raw: 339) }
  @inlinable public static var option: Symbol { Symbol(raw: 340) }
  @inlinable public static var result: Symbol { Symbol(raw: 341) }
  @inlinable public static var Ordering: Symbol { Symbol(raw: 342) }
  @inlinable public static var Less: Symbol { Symbol(raw: 343) }
  @inlinable public static var Equal: Symbol { Symbol(raw: 344) }
  @inlinable public static var Greater: Symbol { Symbol(raw: 345) }
  @inlinable public static var digit0: Symbol { Symbol(raw: 346) }
  @inlinable public static var digit1: Symbol { Symbol(raw: 347) }
  @inlinable public static var digit2: Symbol { Symbol(raw: 348) }
  @inlinable public static var digit3: Symbol { Symbol(raw: 349) }
  @inlinable public static var digit4: Symbol { Symbol(raw: 350) }
  @inlinable public static var digit5: Symbol { Symbol(raw: 351) }
  @inlinable public static var digit6: Symbol { Symbol(raw: 352) }
  @inlinable public static var digit7: Symbol { Symbol(raw: 353) }
  @inlinable public static var digit8: Symbol { Symbol(raw: 354) }
  @inlinable public static var digit9: Symbol { Symbol(raw: 355) }
  @inlinable public static var empty: Symbol { Symbol(raw: 356) }

  private static let texts: [StaticString] = [
    "as", "break", "const", "continue", "crate", "else", "enum", "extern", "false", "fn", "for",
    "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return",
    "self", "Self", "static", "struct", "super", "trait", "true", "type", "unsafe", "use", "where",
    "while", "abstract", "become", "box", "do", "final", "macro", "override", "priv", "typeof",
    "unsized", "virtual", "yield", "async", "await", "dyn", "try", "gen", "_", "$crate", "union",
    "auto", "default", "macro_rules", "raw", "safe", "export", "interface", "rust", "rs", "main",
    "js", "javascript", "ts", "typescript", "python", "py", "html", "css", "verified", "from",
    "stdlib", "std", "core", "alloc", "node", "prelude", "v1", "rust_2015", "rust_2018",
    "rust_2021", "rust_2024", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64",
    "u128", "usize", "f16", "f32", "f64", "f128", "bool", "char", "str", "doc", "cfg", "cfg_attr",
    "derive", "test", "should_panic", "ignore", "expected", "inline", "always", "never", "must_use",
    "repr", "C", "packed", "align", "transparent", "no_mangle", "export_name", "link_name", "link",
    "link_section", "lang", "path", "macro_use", "macro_export", "local_inner_macros", "allow",
    "warn", "deny", "forbid", "expect", "deprecated", "cold", "track_caller", "non_exhaustive",
    "automatically_derived", "global_allocator", "panic_handler", "no_std", "no_core", "no_main",
    "feature", "rustc_builtin_macro", "rustc_intrinsic", "rustc_const_stable", "stable", "unstable",
    "target_feature", "used", "fundamental", "all", "any", "not", "target_os", "target_arch",
    "target_family", "target_env", "target_pointer_width", "target_endian", "target_vendor",
    "debug_assertions", "unix", "windows", "wasm", "panic", "unwind", "abort", "Debug", "Clone",
    "Copy", "PartialEq", "Eq", "PartialOrd", "Ord", "Hash", "Default", "Serialize", "Deserialize",
    "Display", "Option", "Some", "None", "Result", "Ok", "Err", "Box", "Vec", "String", "Fn",
    "FnMut", "FnOnce", "Iterator", "IntoIterator", "Drop", "Deref", "DerefMut", "Index", "IndexMut",
    "Sized", "Send", "Sync", "Unpin", "Future", "From", "Into", "Range", "RangeFrom", "RangeTo",
    "RangeFull", "RangeInclusive", "RangeToInclusive", "Output", "Item", "Target", "Error", "Rhs",
    "next", "into_iter", "poll", "drop", "deref", "deref_mut", "index", "index_mut", "clone", "fmt",
    "eq", "partial_cmp", "cmp", "hash", "new", "call", "call_mut", "call_once", "add", "sub", "mul",
    "div", "rem", "bitand", "bitor", "bitxor", "shl", "shr", "neg", "add_assign", "sub_assign",
    "mul_assign", "div_assign", "rem_assign", "bitand_assign", "bitor_assign", "bitxor_assign",
    "shl_assign", "shr_assign", "branch", "from_residual", "from_output", "len", "state", "f",
    "other", "start", "end", "format_args", "concat", "stringify", "line", "column", "file",
    "module_path", "include_str", "include_bytes", "include", "env", "option_env", "compile_error",
    "assert", "unreachable", "print", "println", "eprint", "eprintln", "format", "write", "writeln",
    "vec", "todo", "unimplemented", "dbg", "matches", "thread_local", "concat_bytes", "offset_of",
    "asm", "global_asm", "addr_of", "args", "spec", "item", "expr", "ty", "pat", "pat_param",
    "ident", "lifetime", "literal", "stmt", "block", "meta", "vis", "tt", "expr_2021", "Arguments",
    "Argument", "Placeholder", "Count", "Implied", "Is", "Param", "new_const", "new_with_specs",
    "new_display", "new_debug", "new_lower_hex", "new_upper_hex", "new_octal", "new_binary",
    "new_lower_exp", "new_upper_exp", "new_pointer", "from_usize", "Formatter", "ops", "option",
    "result", "Ordering", "Less", "Equal", "Greater", "0", "1", "2", "3", "4", "5", "6", "7", "8",
    "9", "",
  ]
}
