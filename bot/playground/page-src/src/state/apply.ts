import type { Frame } from '../api/stream';
import type { Status, WorldState } from '../api/contract';
import type { Message } from '../slack/types';
import { type Page, type Thread, threadKey, type Timeline } from './page';

const TRAFFIC_KEPT = 500;
const TOASTS_KEPT = 3;

const byTs = (one: Message, other: Message): number => (one.ts < other.ts ? -1 : one.ts > other.ts ? 1 : 0);

/** The list with this message put in its place, or exchanged. */
export function withMessage(messages: Message[], message: Message): Message[] {
  const at = messages.findIndex((one) => one.ts === message.ts);
  if (at >= 0) return messages.map((one, position) => (position === at ? message : one));
  return [...messages, message].sort(byTs);
}

const isReply = (message: Message): boolean => Boolean(message.thread_ts && message.thread_ts !== message.ts);
const inTimeline = (message: Message): boolean => !isReply(message) || message.subtype === 'thread_broadcast';

function intoTimelines(page: Page, channel: string, message: Message): Page['timelines'] {
  const timeline = page.timelines[channel];
  if (!timeline || !inTimeline(message)) return page.timelines;
  const next: Timeline = { ...timeline, messages: withMessage(timeline.messages, message) };
  return { ...page.timelines, [channel]: next };
}

function intoThreads(page: Page, channel: string, message: Message): Page['threads'] {
  const key = threadKey(channel, message.thread_ts ?? message.ts);
  const thread = page.threads[key];
  if (!thread) return page.threads;
  const next: Thread = { ...thread, messages: withMessage(thread.messages, message) };
  return { ...page.threads, [key]: next };
}

function withoutMessage(page: Page, channel: string, ts: string): Pick<Page, 'timelines' | 'threads'> {
  const timelines = { ...page.timelines };
  const timeline = timelines[channel];
  if (timeline) timelines[channel] = { ...timeline, messages: timeline.messages.filter((one) => one.ts !== ts) };
  const threads = Object.fromEntries(
    Object.entries(page.threads).map(([key, thread]) => [
      key,
      key.startsWith(`${channel}/`) ? { ...thread, messages: thread.messages.filter((one) => one.ts !== ts) } : thread,
    ]),
  );
  return { timelines, threads };
}

const samePlace = (one: Status, other: Status): boolean =>
  one.channel === other.channel && (one.thread_ts ?? null) === (other.thread_ts ?? null);

function withStatus(statuses: Status[], status: Status): Status[] {
  const others = statuses.filter((one) => !samePlace(one, status));
  return status.status === '' ? others : [...others, status];
}

function inWorld(page: Page, change: (world: WorldState) => Partial<WorldState>): Page {
  return page.world ? { ...page, world: { ...page.world, ...change(page.world) } } : page;
}

const inConversation = (page: Page, id: string, part: object): Page =>
  inWorld(page, (world) => ({
    conversations: world.conversations.map((one) => (one.id === id ? { ...one, ...part } : one)),
  }));

function withConversation(page: Page, conversation: WorldState['conversations'][number]): Page {
  return inWorld(page, (world) => {
    const known = world.conversations.some((one) => one.id === conversation.id);
    return {
      conversations: known
        ? world.conversations.map((one) => (one.id === conversation.id ? conversation : one))
        : [...world.conversations, conversation],
    };
  });
}

/** The page after one frame of the stream. */
export function apply(page: Page, frame: Frame): Page {
  switch (frame.name) {
    case 'message':
    case 'changed': {
      const { channel, message } = frame.data;
      return {
        ...page,
        timelines: intoTimelines(page, channel, message),
        threads: intoThreads(page, channel, message),
      };
    }
    case 'deleted':
      return { ...page, ...withoutMessage(page, frame.data.channel, frame.data.ts) };
    case 'status':
      return inWorld(page, (world) => ({ statuses: withStatus(world.statuses, frame.data) }));
    case 'title': {
      const key = threadKey(frame.data.channel, frame.data.thread_ts);
      const thread = page.threads[key];
      if (!thread) return page;
      return { ...page, threads: { ...page.threads, [key]: { ...thread, title: frame.data.title } } };
    }
    case 'prompts':
      return frame.data.thread_ts ? page : inWorld(page, () => ({ prompts: frame.data }));
    case 'home':
      return inWorld(page, () => ({ home: frame.data.view }));
    case 'view_opened':
    case 'view_pushed':
    case 'view_updated':
    case 'view_closed':
      return inWorld(page, () => ({ views: frame.data.views }));
    case 'notification': {
      const toast = { ...frame.data, id: Date.now() + Math.random() };
      return { ...page, toasts: [...page.toasts, toast].slice(-TOASTS_KEPT) };
    }
    case 'unread':
      return inConversation(page, frame.data.channel, { unread: frame.data.unread, mentions: frame.data.mentions });
    case 'read':
      return inConversation(page, frame.data.channel, { unread: frame.data.unread, mentions: 0 });
    case 'conversation':
      return withConversation(page, frame.data.conversation);
    case 'clock':
      return { ...page, clockLead: new Date(frame.data.now).getTime() - Date.now() };
    case 'hello':
      return { ...page, clockLead: new Date(frame.data.now).getTime() - Date.now() };
    case 'connection':
      return inWorld(page, (world) => ({ app: { ...world.app, ...frame.data } }));
    case 'traffic':
      return { ...page, traffic: withTraffic(page.traffic, frame.data) };
    case 'reset':
      return page;
  }
}

function withTraffic(traffic: Page['traffic'], entry: Page['traffic'][number]): Page['traffic'] {
  const others = traffic.filter((one) => one.n !== entry.n);
  return [...others, entry].sort((one, other) => one.n - other.n).slice(-TRAFFIC_KEPT);
}
