/**
 * A number as people type it: a comma or point, spaces between thousands, a unit behind it where that stands beside the field
 * anyway («30 %»). Null for nothing, undefined for what is no number: that is never to be taken for nothing.
 */
export function typedNumber(text: string | number | null | undefined, unit = ''): number | null | undefined {
  const bare = String(text ?? '')
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace('−', '-');
  const own = unit.replace(/\s/g, '');
  const plain = (own && bare.endsWith(own) ? bare.slice(0, -own.length) : bare).replace(',', '.');
  if (plain === '') return bare === '' ? null : undefined;
  return /^-?(\d+(\.\d+)?|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}
