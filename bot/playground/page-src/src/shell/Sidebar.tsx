import { type KeyboardEvent, type ReactNode } from 'react';
import { Hash, Link2, Lock, Plus } from 'lucide-react';
import type { Conversation, WorldState } from '../api/contract';
import { usePage, useSession, useWorld } from '../state/use';
import { Avatar } from '../ui/Avatar';
import { UserAvatar } from '../ui/UserAvatar';
import { MenuButton } from '../ui/Menu';

function Mark({ conversation, world }: { conversation: Conversation; world: WorldState }): ReactNode {
  if (conversation.is_app_dm) return <Avatar name={world.app.name} colour="" size="small" app />;
  if (conversation.other) return <UserAvatar id={conversation.other} name={conversation.name} size="small" />;
  if (conversation.is_ext_shared) return <Link2 size={16} aria-hidden />;
  return conversation.kind === 'private' ? <Lock size={15} aria-hidden /> : <Hash size={16} aria-hidden />;
}

function Entry({ conversation }: { conversation: Conversation }): ReactNode {
  const session = useSession();
  const world = useWorld();
  const { conversation: open } = usePage();
  const unread = conversation.unread > 0;
  const spoken = [
    conversation.is_app_dm ? `${conversation.name}, app` : conversation.name,
    conversation.is_ext_shared ? 'shared channel' : '',
    unread ? `${conversation.unread} unread` : '',
  ];
  return (
    <button
      type="button"
      className={unread ? 'entry unread' : 'entry'}
      data-testid={`conversation-${conversation.id}`}
      aria-current={open === conversation.id ? 'page' : undefined}
      aria-label={spoken.filter(Boolean).join(', ')}
      onClick={() => void session.open(conversation.id)}
    >
      <Mark conversation={conversation} world={world} />
      <span className="entry-name">{conversation.name}</span>
      {unread && (
        <span className="badge" aria-hidden>
          {conversation.unread}
        </span>
      )}
    </button>
  );
}

function Section({ title, list, tool }: { title: string; list: Conversation[]; tool?: ReactNode }): ReactNode {
  if (list.length === 0 && !tool) return null;
  return (
    <section className="side-section">
      <div className="side-title">
        <h2>{title}</h2>
        {tool}
      </div>
      {list.map((conversation) => (
        <Entry key={conversation.id} conversation={conversation} />
      ))}
    </section>
  );
}

function NewDirect(): ReactNode {
  const session = useSession();
  const { users, me } = useWorld();
  const others = Object.values(users).filter((user) => !user.is_bot && user.id !== me.id);
  return (
    <MenuButton
      label="Write to somebody"
      align="end"
      items={others.map((user) => ({
        key: user.id,
        label: user.real_name,
        note: user.title,
        icon: <UserAvatar id={user.id} size="small" />,
        run: () => void session.openDirect(user.id),
      }))}
    >
      <Plus size={15} aria-hidden />
    </MenuButton>
  );
}

/** Arrow keys walk through the list. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('.entry')];
  const at = entries.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  entries[(at + (event.key === 'ArrowDown' ? 1 : -1) + entries.length) % entries.length]?.focus();
}

export function Sidebar(): ReactNode {
  const world = useWorld();
  const { conversations, team, app } = world;
  const channels = conversations.filter((one) => one.kind === 'channel' || one.kind === 'private');
  return (
    <nav className="sidebar" aria-label="Conversations" onKeyDown={walk}>
      <div className="workspace">
        <strong>{team.name}</strong>
        <span className="quiet">{world.me.is_guest ? 'Workspace · I am a guest here' : 'Workspace'}</span>
      </div>
      <Section title="App" list={conversations.filter((one) => one.is_app_dm)} />
      <Section title="Shared channels" list={channels.filter((one) => one.is_ext_shared)} />
      <Section title="Channels" list={channels.filter((one) => !one.is_ext_shared)} />
      <Section
        title="Direct messages"
        list={conversations.filter((one) => (one.kind === 'im' || one.kind === 'mpim') && !one.is_app_dm)}
        tool={<NewDirect />}
      />
      <div className={app.connected ? 'connection on' : 'connection'} role="status">
        <span className="dot" aria-hidden />
        {app.connected ? `${app.name} is connected` : `${app.name} is not connected`}
      </div>
    </nav>
  );
}
