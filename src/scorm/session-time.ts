/** The longest time that fits into four digits of hours. */
const MOST = 9999 * 3_600_000 + 59 * 60_000 + 59_990;

/**
 * Milliseconds as a CMITimespan, "HHHH:MM:SS.SS" (SCORM 1.2 Run-Time Environment, section 3.4.3),
 * cut down to hundredths of a second.
 */
export function sessionTime(milliseconds: number): string {
  const time = Math.min(Math.max(0, milliseconds), MOST);
  const hundredths = Math.floor(time / 10);
  const digits = (value: number, length: number) => String(value).padStart(length, "0");
  const hours = digits(Math.floor(hundredths / 360_000), 4);
  const minutes = digits(Math.floor(hundredths / 6_000) % 60, 2);
  const seconds = digits(Math.floor(hundredths / 100) % 60, 2);
  return `${hours}:${minutes}:${seconds}.${digits(hundredths % 100, 2)}`;
}
