import type { Message, View } from '../slack/types';

/** Somebody a newcomer can be. */
export interface Persona {
  id: string;
  key: string;
  name: string;
  title: string;
  role: string;
  is_guest: boolean;
  tz: string;
  locale: string;
  ask: string;
  asks?: string[];
}

export interface Organisation {
  key: string;
  name: string;
  kind: 'vendor' | 'distributor' | 'reseller' | 'prospect' | 'none';
  team: string;
  team_name: string;
  people: Persona[];
}

export interface People {
  now: string;
  zone: string;
  organisations: Organisation[];
  start?: string[];
}

export interface Me extends Persona {
  organisation: string;
  team: string;
}

export interface User {
  id: string;
  name: string;
  real_name: string;
  title: string;
  team: string;
  is_bot: boolean;
  is_guest: boolean;
  is_external: boolean;
  initials: string;
}

export interface Team {
  id: string;
  name: string;
  domain: string;
}

export interface Shortcut {
  type: 'global' | 'message';
  callback_id: string;
  name: string;
  description?: string;
}

export interface SlashCommand {
  command: string;
  description: string;
  usage_hint?: string;
}

export interface App {
  id: string;
  name: string;
  description: string;
  bot_user_id: string;
  bot_user_ids: string[];
  dm: string;
  icon: string | null;
  connected: boolean;
  connections: number;
  commands: SlashCommand[];
  shortcuts: Shortcut[];
}

export interface Conversation {
  id: string;
  name: string;
  kind: 'channel' | 'private' | 'im' | 'mpim';
  is_app_dm: boolean;
  other: string | null;
  host_team: string;
  teams: string[];
  is_ext_shared: boolean;
  topic: string;
  purpose: string;
  members: string[];
  app_is_member: boolean;
  can_command: boolean;
  unread: number;
  mentions: number;
  last_ts: string | null;
}

export interface Prompt {
  title: string;
  message: string;
}

export interface Prompts {
  channel: string;
  thread_ts?: string;
  title: string | null;
  prompts: Prompt[];
}

export interface Status {
  channel: string;
  thread_ts: string | null;
  status: string;
  loading_messages: string[];
  user: string;
}

export interface WorldState {
  me: Me;
  now: string;
  zone: string;
  team: Team;
  teams: Record<string, Team>;
  users: Record<string, User>;
  app: App;
  conversations: Conversation[];
  home: View | null;
  views: View[];
  prompts: Prompts | null;
  statuses: Status[];
}

export interface Clock {
  now: string;
  local: string;
  zone: string;
  start: string;
}

export interface TrafficEntry {
  n: number;
  at: string;
  wall_ms: number;
  kind: string;
  direction: 'to_app' | 'from_app';
  name: string;
  team: string | null;
  channel?: string | null;
  user?: string | null;
  ok: boolean;
  error?: string | null;
  status?: number | null;
  ms: number;
  attempt: number;
  tier?: number | null;
  warnings?: string[];
  request?: unknown;
  response?: unknown;
}

export interface Notification {
  channel: string;
  ts: string;
  thread_ts?: string;
  title: string;
  desktop: string;
  mobile: string;
  mention: boolean;
  dm: boolean;
}

export interface SubmitAnswer {
  response_action: null | 'clear' | 'errors' | 'update' | 'push';
  errors?: Record<string, string>;
  view?: View;
  views: View[];
}

export type Container =
  { type: 'message'; channel: string; ts: string } | { type: 'home' } | { type: 'view'; view_id: string };

/** The stream's frames: event name to its data. */
export interface Frames {
  hello: { now: string };
  message: { channel: string; message: Message };
  changed: { channel: string; message: Message };
  deleted: { channel: string; ts: string; thread_ts?: string };
  status: Status;
  title: { channel: string; thread_ts: string; title: string };
  prompts: Prompts;
  home: { view: View };
  view_opened: { view: View; views: View[] };
  view_pushed: { view: View; views: View[] };
  view_updated: { view: View; views: View[] };
  view_closed: { view_id: string; views: View[] };
  notification: Notification;
  unread: { channel: string; unread: number; mentions: number };
  conversation: { conversation: Conversation };
  read: { channel: string; unread: number };
  clock: Clock;
  connection: { connected: boolean; connections: number };
  traffic: TrafficEntry;
  reset: Record<string, never>;
}

export type FrameName = keyof Frames;
