/** Words in pictures, where nothing breaks or measures them. */

/** About how wide a sign is in a font of 12 px. */
const SIGN = 6.4;

/** A text cut to what fits into so many pixels. */
export function fitted(text: string, width: number, sign = SIGN): string {
  const most = Math.floor(width / sign);
  return text.length <= most ? text : most < 3 ? '' : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** About how wide a text is. */
export const widthOf = (text: string, sign = SIGN): number => text.length * sign;
