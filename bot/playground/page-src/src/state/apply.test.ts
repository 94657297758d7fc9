import { describe, expect, it } from 'vitest';
import type { Message } from '../slack/types';
import { apply, withMessage } from './apply';
import { emptyPage, type Page, threadKey } from './page';

const said = (ts: string, extra: Partial<Message> = {}): Message => ({
  type: 'message',
  ts,
  text: ts,
  _play: { channel: 'C1' },
  ...extra,
});

const page = (): Page => ({
  ...emptyPage('light'),
  timelines: { C1: { messages: [said('1.1'), said('3.1')], hasMore: false } },
  threads: { [threadKey('C1', '1.1')]: { messages: [said('1.1')], title: null } },
});

describe('the page after an event', () => {
  it('has a late message at its place, once', () => {
    const twice = withMessage(withMessage([said('1.1'), said('3.1')], said('2.1')), said('2.1', { text: 'new' }));
    expect(twice.map((message) => message.text)).toEqual(['1.1', 'new', '3.1']);
  });

  it('has a reply in its thread and not in the timeline', () => {
    const next = apply(page(), {
      name: 'message',
      data: { channel: 'C1', message: said('4.1', { thread_ts: '1.1' }) },
    });
    expect(next.timelines.C1?.messages.map((message) => message.ts)).toEqual(['1.1', '3.1']);
    expect(next.threads['C1/1.1']?.messages.map((message) => message.ts)).toEqual(['1.1', '4.1']);
  });

  it('has a broadcast reply in both', () => {
    const reply = said('4.1', { thread_ts: '1.1', subtype: 'thread_broadcast' });
    const next = apply(page(), { name: 'message', data: { channel: 'C1', message: reply } });
    expect(next.timelines.C1?.messages.at(-1)?.ts).toBe('4.1');
    expect(next.threads['C1/1.1']?.messages.at(-1)?.ts).toBe('4.1');
  });

  it('no longer has a deleted message', () => {
    const next = apply(page(), { name: 'deleted', data: { channel: 'C1', ts: '3.1' } });
    expect(next.timelines.C1?.messages.map((message) => message.ts)).toEqual(['1.1']);
  });
});
