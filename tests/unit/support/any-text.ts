import fc from "fast-check";

/** Texts of all that a text can hold: control characters, all planes, halves of surrogate pairs. */
export function anyText(maxLength?: number): fc.Arbitrary<string> {
  const code = fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.nat(0x10_ffff));
  const unit = code.map((point) => String.fromCodePoint(point));
  return fc.string({ unit, ...(maxLength !== undefined && { maxLength }) });
}
