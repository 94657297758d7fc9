import { describe, expect, it } from 'vitest';
import type { Conversation, WorldState } from '../api/contract';
import { complete, withMentions } from './completion';

const user = (id: string, name: string, isBot = false) => ({
  id,
  name,
  real_name: name,
  title: '',
  team: 'T1',
  is_bot: isBot,
  is_guest: false,
  is_external: false,
  initials: '',
});

const world = {
  me: { id: 'ULENA' },
  users: {
    ULENA: user('ULENA', 'Lena Brandl'),
    UNADIA: user('UNADIA', 'Nadia Rossi'),
    UBOTB: user('UBOTB', 'Tierdesk', true),
  },
  teams: { T1: { id: 'T1', name: 'Alpenrock', domain: 'alpenrock' } },
  app: {
    name: 'Tierdesk',
    bot_user_id: 'UBOTA',
    bot_user_ids: ['UBOTA', 'UBOTB'],
    commands: [{ command: '/tierdesk', description: 'Ask' }],
  },
} as unknown as WorldState;

const shared = { members: ['ULENA', 'UNADIA', 'UBOTB'], can_command: false } as unknown as Conversation;
const own = { ...shared, can_command: true };

describe('what the composer offers', () => {
  it('names the app as it is in this conversation, and the others but me', () => {
    const offered = complete('hello @', shared, world)?.suggestions;
    expect(offered?.map((one) => [one.label, one.user])).toEqual([
      ['Tierdesk', 'UBOTB'],
      ['Nadia Rossi', 'UNADIA'],
    ]);
  });

  it('finds people by their last name too', () => {
    expect(complete('@ros', shared, world)?.suggestions.map((one) => one.label)).toEqual(['Nadia Rossi']);
  });

  it('offers commands only where I may use them', () => {
    expect(complete('/ti', own, world)?.suggestions.map((one) => one.insert)).toEqual(['/tierdesk ']);
    expect(complete('/ti', shared, world)).toBeNull();
  });

  it('offers nothing in the middle of an address', () => {
    expect(complete('mail me at lena@alp', shared, world)).toBeNull();
  });
});

it('a mention that was chosen goes out by id', () => {
  const chosen = new Map([
    ['Nadia', 'U1'],
    ['Nadia Rossi', 'U2'],
  ]);
  expect(withMentions('@Nadia Rossi and @Nadia', chosen)).toBe('<@U2> and <@U1>');
});
