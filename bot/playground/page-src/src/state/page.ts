import type { Notification, People, Status, TrafficEntry, WorldState } from '../api/contract';
import type { Message } from '../slack/types';

export interface Timeline {
  messages: Message[];
  hasMore: boolean;
}

export interface Thread {
  messages: Message[];
  title: string | null;
}

export interface Toast extends Notification {
  id: number;
}

export interface Notice {
  id: number;
  words: string;
  nextStep: string;
}

/** Everything the page shows. */
export interface Page {
  people: People | null;
  world: WorldState | null;
  failure: string | null;
  conversation: string | null;
  tab: 'messages' | 'home';
  threadRoot: string | null;
  timelines: Record<string, Timeline>;
  threads: Record<string, Thread>;
  drafts: Record<string, string>;
  viewErrors: Record<string, Record<string, string>>;
  toasts: Toast[];
  notices: Notice[];
  traffic: TrafficEntry[];
  inspector: boolean;
  overlay: 'switch' | 'quick' | 'reset' | null;
  theme: 'light' | 'dark';
  /** World time minus the browser's time, in milliseconds. */
  clockLead: number;
  /** On a narrow screen: the list of conversations, or what was opened. */
  narrow: 'list' | 'conversation';
}

export const emptyPage = (theme: 'light' | 'dark'): Page => ({
  people: null,
  world: null,
  failure: null,
  conversation: null,
  tab: 'messages',
  threadRoot: null,
  timelines: {},
  threads: {},
  drafts: {},
  viewErrors: {},
  toasts: [],
  notices: [],
  traffic: [],
  inspector: false,
  overlay: null,
  theme,
  clockLead: 0,
  narrow: 'list',
});

export const threadKey = (channel: string, root: string): string => `${channel}/${root}`;

export const draftKey = (channel: string, root: string | null): string => (root ? threadKey(channel, root) : channel);

export const worldNow = (page: Page): Date => new Date(Date.now() + page.clockLead);

/** The status line of a place: a thread's own, or for the timeline the ones without thread. */
export function statusesOf(statuses: Status[], channel: string, root: string | null): Status[] {
  return statuses.filter(
    (status) => status.channel === channel && (status.thread_ts ?? null) === root && status.status !== '',
  );
}
