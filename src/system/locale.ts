/** The machine's language tag, e.g. `en-US`. Of all that know it, plural rules are thirty times cheaper to ask than dates. */
export const readLocale = (): string => new Intl.PluralRules().resolvedOptions().locale;
