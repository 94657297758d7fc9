import { describe, expect, it } from 'vitest';
import { dayName, localText, momentOf, slackDate } from './time';

const ZONE = 'Europe/Berlin';
const now = new Date('2026-11-24T08:00:00Z');

describe('the time of the world', () => {
  it('is one hour before UTC in winter and two in summer', () => {
    expect(momentOf('2026-12-01T09:00', ZONE).toISOString()).toBe('2026-12-01T08:00:00.000Z');
    expect(momentOf('2027-07-01T09:00', ZONE).toISOString()).toBe('2027-07-01T07:00:00.000Z');
    expect(localText(now, ZONE)).toBe('2026-11-24T09:00');
  });

  it('calls the days as people do', () => {
    expect(dayName(new Date('2026-11-23T23:30:00Z'), now, ZONE)).toBe('Today');
    expect(dayName(new Date('2026-11-23T22:30:00Z'), now, ZONE)).toBe('Yesterday');
    expect(dayName(new Date('2026-11-20T10:00:00Z'), now, ZONE)).toMatch(/^Friday,? 20 November 2026$/);
  });

  it('fills the forms of a message date', () => {
    expect(slackDate(now, 'due {date_short_pretty} at {time}', now, ZONE)).toBe('due today at 09:00');
    expect(slackDate(now, '{date_long}', now, ZONE)).toMatch(/^Tuesday,? 24 November 2026$/);
    expect(slackDate(now, '{unknown}', now, ZONE)).toBe('{unknown}');
  });
});
