import type { ChosenAction, Choice, ChoiceGroup, Message, SlackFile, StateValues, View } from '../slack/types';
import type { Clock, Container, Conversation, People, SubmitAnswer, TrafficEntry, WorldState } from './contract';

const ROOT = '/play/api';

/** A refusal of the local Slack, with words fit to show. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly nextStep: string,
    readonly code: string,
  ) {
    super(message);
  }
}

interface Envelope {
  ok: boolean;
  error?: string;
  next_step?: string;
  code?: string;
}

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(ROOT + path, init);
  } catch {
    throw new Refused('The playground does not answer.', 'Is its process still running?', 'unreachable');
  }
  const body = (await answer.json().catch(() => null)) as (Envelope & T) | null;
  if (body === null) {
    throw new Refused(`The playground answered ${answer.status} without JSON.`, 'See its log.', 'not_json');
  }
  if (!body.ok) {
    throw new Refused(body.error ?? 'That was refused.', body.next_step ?? '', body.code ?? 'refused');
  }
  return body;
}

const get = <T>(path: string, query: Record<string, string | number | undefined> = {}): Promise<T> => {
  const known = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(known.map(([name, value]) => [name, String(value)])).toString();
  return call<T>(text ? `${path}?${text}` : path);
};

const post = <T>(path: string, body: object): Promise<T> =>
  call<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

export const readPeople = (): Promise<People> => get<People>('/people');
export const readClock = (): Promise<Clock> => get<Clock>('/clock');
export const moveClock = (step: object): Promise<Clock> => post<Clock>('/clock', step);
export const resetWorld = (): Promise<unknown> => post('/reset', {});

export const readTraffic = (after: number, limit: number): Promise<{ entries: TrafficEntry[]; last: number }> =>
  get('/inspector', { after, limit });

/** Everything one person does; `as` is their user id. */
export class Hand {
  constructor(readonly as: string) {}

  private post<T>(path: string, body: object): Promise<T> {
    return post<T>(path, { as: this.as, ...body });
  }

  state(): Promise<WorldState> {
    return get('/state', { as: this.as });
  }

  messages(channel: string, before?: string): Promise<{ messages: Message[]; has_more: boolean }> {
    return get(`/conversations/${channel}/messages`, { as: this.as, before, limit: 50 });
  }

  thread(channel: string, root: string): Promise<{ messages: Message[]; title: string | null }> {
    return get(`/conversations/${channel}/threads/${root}`, { as: this.as });
  }

  say(channel: string, words: { text: string; thread_ts?: string; files?: string[] }): Promise<{ message: Message }> {
    return this.post(`/conversations/${channel}/messages`, words);
  }

  edit(channel: string, ts: string, text: string): Promise<unknown> {
    return this.post('/messages/edit', { channel, ts, text });
  }

  remove(channel: string, ts: string): Promise<unknown> {
    return this.post('/messages/delete', { channel, ts });
  }

  react(channel: string, ts: string, name: string, remove: boolean): Promise<unknown> {
    return this.post('/reactions', { channel, ts, name, remove });
  }

  read(channel: string): Promise<unknown> {
    return this.post('/read', { channel });
  }

  stopStream(channel: string, ts: string): Promise<unknown> {
    return this.post('/streams/stop', { channel, ts });
  }

  upload(files: File[]): Promise<{ files: SlackFile[] }> {
    const form = new FormData();
    form.append('as', this.as);
    for (const file of files) form.append('file', file);
    return call('/files', { method: 'POST', body: form });
  }

  act(container: Container, action: ChosenAction, values: StateValues): Promise<unknown> {
    return this.post('/actions', { container, action, state: { values } });
  }

  suggest(
    container: Container,
    asked: { block_id: string; action_id: string; value: string },
  ): Promise<{ options?: Choice[]; option_groups?: ChoiceGroup[] }> {
    return this.post('/suggestions', { container, ...asked });
  }

  submit(viewId: string, values: StateValues): Promise<SubmitAnswer> {
    return this.post(`/views/${viewId}/submit`, { state: { values } });
  }

  close(viewId: string, clear: boolean): Promise<{ views: View[] }> {
    return this.post(`/views/${viewId}/close`, { clear });
  }

  command(channel: string, text: string): Promise<unknown> {
    return this.post('/commands', { channel, text });
  }

  globalShortcut(callbackId: string): Promise<unknown> {
    return this.post('/shortcuts', { type: 'global', callback_id: callbackId });
  }

  messageShortcut(callbackId: string, channel: string, ts: string): Promise<unknown> {
    return this.post('/shortcuts', { type: 'message', callback_id: callbackId, channel, ts });
  }

  openApp(tab: 'home' | 'messages'): Promise<unknown> {
    return this.post('/open', { tab });
  }

  openDirect(user: string): Promise<{ conversation: Conversation }> {
    return this.post('/conversations/open', { users: [user] });
  }

  fileUrl(file: SlackFile, download: boolean): string {
    const base = file._play?.url ?? `${ROOT}/files/${file.id}`;
    return `${base}?as=${encodeURIComponent(this.as)}${download ? '&download=1' : ''}`;
  }
}
