/** Slack's own JSON as the page reads it. Anything not named here is kept and shown, never dropped. */

export interface TextObject {
  type: 'plain_text' | 'mrkdwn';
  text: string;
  emoji?: boolean;
}

export interface Confirm {
  title?: TextObject;
  text: TextObject;
  confirm?: TextObject;
  deny?: TextObject;
  style?: 'primary' | 'danger';
}

export interface Choice {
  text: TextObject;
  value: string;
  description?: TextObject;
  url?: string;
}

export interface ChoiceGroup {
  label: TextObject;
  options: Choice[];
}

/** Every interactive element, with the fields of all kinds; `type` says which of them count. */
export interface Element {
  type: string;
  action_id?: string;
  text?: TextObject | string;
  value?: string;
  url?: string;
  style?: 'primary' | 'danger';
  confirm?: Confirm;
  accessibility_label?: string;
  placeholder?: TextObject;
  options?: Choice[];
  option_groups?: ChoiceGroup[];
  initial_option?: Choice;
  initial_options?: Choice[];
  initial_user?: string;
  initial_users?: string[];
  initial_conversation?: string;
  initial_conversations?: string[];
  initial_channel?: string;
  initial_channels?: string[];
  initial_date?: string;
  initial_time?: string;
  initial_date_time?: number;
  initial_value?: string | RichText;
  min_query_length?: number;
  max_selected_items?: number;
  multiline?: boolean;
  min_length?: number;
  max_length?: number;
  min_value?: string;
  max_value?: string;
  is_decimal_allowed?: boolean;
  filetypes?: string[];
  max_files?: number;
  focus_on_load?: boolean;
  timezone?: string;
  dispatch_action_config?: { trigger_actions_on?: string[] };
  icon?: string;
  positive_button?: FeedbackButton;
  negative_button?: FeedbackButton;
  image_url?: string;
  alt_text?: string;
  slack_file?: { id?: string; url?: string };
}

export interface FeedbackButton {
  text: TextObject;
  value: string;
  accessibility_label?: string;
}

export interface RichText {
  type: 'rich_text';
  elements: unknown[];
  block_id?: string;
}

export interface Block {
  type: string;
  block_id?: string;
  [field: string]: unknown;
}

/** What a person chose or typed in one element, in the shape of `state.values`. */
export interface StateValue {
  type: string;
  value?: string | null;
  selected_option?: Choice | null;
  selected_options?: Choice[];
  selected_user?: string | null;
  selected_users?: string[];
  selected_conversation?: string | null;
  selected_conversations?: string[];
  selected_channel?: string | null;
  selected_channels?: string[];
  selected_date?: string | null;
  selected_time?: string | null;
  selected_date_time?: number | null;
  rich_text_value?: RichText | null;
  files?: { id: string; name?: string }[];
  timezone?: string;
}

export type StateValues = Record<string, Record<string, StateValue>>;

export type ChosenAction = { block_id: string; action_id: string } & Partial<StateValue>;

export interface SlackFile {
  id: string;
  name: string;
  title?: string;
  mimetype?: string;
  pretty_type?: string;
  size?: number;
  user?: string;
  alt_txt?: string;
  _play?: { url: string };
}

export interface Reaction {
  name: string;
  count: number;
  users: string[];
}

export interface Task {
  id?: string;
  task_id?: string;
  title: string;
  status?: 'pending' | 'in_progress' | 'complete' | 'error';
  details?: RichText | string;
  output?: RichText | string;
  sources?: { type?: string; url: string; text: string }[];
}

export interface Attachment {
  fallback?: string;
  title?: string;
  title_link?: string;
  text?: string;
  color?: string;
  blocks?: Block[];
}

export interface Message {
  type: string;
  subtype?: string;
  ts: string;
  thread_ts?: string;
  user?: string;
  bot_id?: string;
  app_id?: string;
  username?: string;
  text: string;
  blocks?: Block[];
  attachments?: Attachment[];
  files?: SlackFile[];
  reactions?: Reaction[];
  edited?: { ts: string };
  reply_count?: number;
  reply_users?: string[];
  latest_reply?: string;
  _play: {
    channel: string;
    is_ephemeral?: boolean;
    is_app?: boolean;
    streaming?: boolean;
    task_display_mode?: 'timeline' | 'plan';
    tasks?: Task[];
    plan_title?: string;
    mentions_me?: boolean;
    can_edit?: boolean;
  };
}

export interface View {
  id: string;
  type: 'modal' | 'home';
  title?: TextObject;
  submit?: TextObject;
  close?: TextObject;
  blocks: Block[];
  state?: { values: StateValues };
  hash?: string;
}
