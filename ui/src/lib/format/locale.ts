// Which locale numbers and days are written in. It follows the system and has nothing to do with the language of the
// words; tests name their own.

let current: string = supported(typeof navigator === 'undefined' ? 'en-US' : navigator.language);

function supported(tag: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf([tag])[0] ?? 'en-US';
  } catch {
    return 'en-US';
  }
}

/** The locale in force. */
export function locale(): string {
  return current;
}

/** Uses another locale from now on; unknown tags fall back to English. */
export function setLocale(tag: string): void {
  current = supported(tag);
  formats.clear();
  dateFormats.clear();
}

const formats = new Map<string, Intl.NumberFormat>();

/** A number format, made once: making one costs more than using it a hundred times. */
export function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(current, options);
    formats.set(key, format);
  }
  return format;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** A format of days and times, made once: a page names some fifty instants, and making one takes milliseconds. */
export function dateFormat(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  let format = dateFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(tag, options);
    dateFormats.set(key, format);
  }
  return format;
}
