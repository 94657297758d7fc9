import type { Conversation, WorldState } from '../api/contract';

/** What the composer offers while somebody types a mention or a command. */
export interface Suggestion {
  key: string;
  label: string;
  note: string;
  insert: string;
  user?: string;
}

export interface Completion {
  kind: 'mention' | 'command';
  from: number;
  suggestions: Suggestion[];
}

const MOST = 8;

function mentionables(conversation: Conversation, world: WorldState): Suggestion[] {
  const bot = conversation.members.find((id) => world.app.bot_user_ids.includes(id)) ?? world.app.bot_user_id;
  const app: Suggestion = { key: bot, label: world.app.name, note: 'App', insert: `@${world.app.name} `, user: bot };
  const people = conversation.members
    .flatMap((id) => world.users[id] ?? [])
    .filter((user) => !user.is_bot && user.id !== world.me.id)
    .map((user) => ({
      key: user.id,
      label: user.real_name,
      note: [user.title, world.teams[user.team]?.name].filter(Boolean).join(' · '),
      insert: `@${user.real_name} `,
      user: user.id,
    }));
  return [app, ...people];
}

const wordStarts = (label: string, typed: string): boolean =>
  label.toLowerCase().startsWith(typed) ||
  label
    .toLowerCase()
    .split(' ')
    .some((word) => word.startsWith(typed));

/** The suggestions for the text before the cursor, or null when there is nothing to complete. */
export function complete(before: string, conversation: Conversation, world: WorldState): Completion | null {
  const mention = /(?:^|\s)@([\p{L}\w.-]*)$/u.exec(before);
  if (mention) {
    const typed = (mention[1] ?? '').toLowerCase();
    const suggestions = mentionables(conversation, world).filter((one) => wordStarts(one.label, typed));
    return { kind: 'mention', from: before.length - typed.length - 1, suggestions: suggestions.slice(0, MOST) };
  }
  if (!conversation.can_command) return null;
  const command = /^\/(\S*)$/.exec(before);
  if (!command) return null;
  const suggestions = world.app.commands
    .filter((one) => one.command.startsWith(before))
    .map((one) => ({
      key: one.command,
      label: `${one.command} ${one.usage_hint ?? ''}`.trim(),
      note: one.description,
      insert: `${one.command} `,
    }));
  return { kind: 'command', from: 0, suggestions };
}

/** The text with the mentions that were chosen as Slack writes them. */
export function withMentions(text: string, mentioned: Map<string, string>): string {
  const names = [...mentioned.keys()].sort((one, other) => other.length - one.length);
  return names.reduce((now, name) => now.replaceAll(`@${name}`, `<@${mentioned.get(name)}>`), text);
}
