/** Times as people read them, always in the world's zone. */

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
  formatters.set(key, made);
  return made;
}

export const dateOfTs = (ts: string): Date => new Date(Number(ts.split('.')[0]) * 1000);

export const clockTime = (date: Date, zone: string): string =>
  formatter(zone, { hour: '2-digit', minute: '2-digit' }).format(date);

/** YYYY-MM-DD in the zone. */
export const dayKey = (date: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(date);

export function dayName(date: Date, now: Date, zone: string): string {
  const day = dayKey(date, zone);
  if (day === dayKey(now, zone)) return 'Today';
  if (day === dayKey(new Date(now.getTime() - 86_400_000), zone)) return 'Yesterday';
  return formatter(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(date);
}

export const shortDay = (date: Date, zone: string): string =>
  formatter(zone, { day: 'numeric', month: 'short' }).format(date);

export const fullTime = (date: Date, zone: string): string =>
  `${formatter(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(date)}, ${clockTime(date, zone)}`;

/** Minutes to add to UTC for local time in the zone at that moment. */
export function offsetMinutes(date: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(date);
  const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value ?? 0);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return Math.round((local - date.getTime()) / 60_000);
}

/** `YYYY-MM-DDTHH:MM` of a datetime-local field to the moment it means in the zone. */
export function momentOf(localText: string, zone: string): Date {
  const asUtc = new Date(`${localText}:00Z`);
  return new Date(asUtc.getTime() - offsetMinutes(asUtc, zone) * 60_000);
}

export function localText(date: Date, zone: string): string {
  return new Date(date.getTime() + offsetMinutes(date, zone) * 60_000).toISOString().slice(0, 16);
}

/** Slack's `<!date^…>` formats. */
export function slackDate(date: Date, format: string, now: Date, zone: string): string {
  const relative = (text: string): string => {
    const name = dayName(date, now, zone);
    return name === 'Today' || name === 'Yesterday' ? name.toLowerCase() : text;
  };
  const long = formatter(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(date);
  const middle = formatter(zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(date);
  const short = formatter(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(date);
  const forms: Record<string, string> = {
    date_num: dayKey(date, zone),
    date_slash: dayKey(date, zone).replaceAll('-', '/'),
    date: middle,
    date_short: short,
    date_long: long,
    date_pretty: relative(middle),
    date_short_pretty: relative(short),
    date_long_pretty: relative(long),
    time: clockTime(date, zone),
    time_secs: formatter(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(date),
    ago: relative(short),
  };
  return format.replace(/\{(\w+)\}/g, (whole, name: string) => forms[name] ?? whole);
}

export function fileSize(bytes: number | undefined): string {
  if (bytes === undefined) return '';
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
