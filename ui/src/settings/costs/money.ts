/** Amounts of money: whole numbers in minor units on the wire, with digits behind the point for people. */
import { locale } from '../../format/locale';
import { NO_DATA } from '../../format/numbers';

export const isCurrency = (code: string): boolean => Intl.supportedValuesOf('currency').includes(code);

/** How many digits a currency's minor unit has. */
export const digitsOf = (currency: string): number =>
  isCurrency(currency) ? (new Intl.NumberFormat(locale, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2) : 2;

/** "£4.50"; what is not known is a dash, never zero. */
export const money = (minor: number | null | undefined, currency: string, digits: number): string =>
  minor == null ? NO_DATA : new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(minor / 10 ** digits);

/** An amount as it is typed: "4.50". */
export const typed = (minor: number | null | undefined, digits: number): string => (minor == null ? '' : (minor / 10 ** digits).toFixed(digits));

/** What was typed in minor units; nothing where it is left out, NaN where it is no amount of this currency. */
export function minorOf(text: string, digits: number): number | undefined {
  const amount = text.trim().replace(',', '.');
  if (amount === '') return undefined;
  const fits = /^(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!fits || (fits[2] ?? '').length > digits) return Number.NaN;
  return Number(`${fits[1]}${(fits[2] ?? '').padEnd(digits, '0')}`);
}
