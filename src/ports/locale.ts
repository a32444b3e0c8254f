/** The machine's language tag, e.g. `en-US`. */
export const readLocale = (): string => Intl.DateTimeFormat().resolvedOptions().locale;
