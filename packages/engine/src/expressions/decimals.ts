/**
 * Arithmetic of FEEL numbers on doubles. FEEL numbers are decimals (DMN 1.4 section 10.3.2.3.1), so a result that is off a short
 * decimal only by the error of binary fractions is put on it: `0.1 + 0.2 = 0.3` holds.
 */

/** Sum of two numbers. */
export function add(left: number, right: number): number {
  const sum = left + right;
  return Number.isInteger(sum) && Number.isInteger(left) ? sum : exactSum(sum, left, right);
}

/** Difference of two numbers. */
export function subtract(left: number, right: number): number {
  const difference = left - right;
  return Number.isInteger(difference) && Number.isInteger(left)
    ? difference
    : exactSum(difference, left, right);
}

/** Product of two numbers. */
export function multiply(left: number, right: number): number {
  const product = left * right;
  return Number.isInteger(product) ? product : snap(product);
}

/** Quotient of two numbers; null for a division by zero. */
export function divide(left: number, right: number): number | null {
  if (right === 0) return null;
  const quotient = left / right;
  return Number.isInteger(quotient) ? quotient : snap(quotient);
}

function exactSum(sum: number, left: number, right: number): number {
  // what cancels leaves the errors of the larger operand behind
  const largest = Math.max(Math.abs(left), Math.abs(right));
  if (!Number.isFinite(largest) || largest === 0) return sum;
  const decimals = 15 - Math.ceil(Math.log10(largest));
  const rounded = decimals < 0 || decimals > 100 ? sum : Number(sum.toFixed(decimals));
  return Math.abs(rounded - sum) <= Math.max(largest, Math.abs(sum)) * 4.5e-16 ? rounded : sum;
}

/** The short decimal that a number is meant to be, if it lies within the error of one operation. */
export function snap(value: number): number {
  if (!Number.isFinite(value)) return value;
  const short = Number(value.toPrecision(15));
  return Math.abs(short - value) <= Math.abs(value) * 4.5e-16 ? short : value;
}
