import { type ReactNode } from 'react';
import { ArrowLeft, Hash, Link2, Lock, Users } from 'lucide-react';
import type { Conversation, WorldState } from '../api/contract';
import { conversationOf } from '../state/session';
import { usePage, useSession, useWorld } from '../state/use';
import { useDirectory } from '../state/directory';
import { Avatar } from '../ui/Avatar';
import { UserAvatar } from '../ui/UserAvatar';
import { MenuButton } from '../ui/Menu';
import { HomeTab } from '../panels/HomeTab';
import { Composer } from './Composer';
import { Prompts } from './Prompts';
import { StatusLine } from './StatusLine';
import { Timeline } from './Timeline';

function Title({ conversation, world }: { conversation: Conversation; world: WorldState }): ReactNode {
  if (conversation.is_app_dm) {
    return (
      <>
        <Avatar name={world.app.name} colour="" size="small" app />
        <h1>{world.app.name}</h1>
        <span className="tag">App</span>
      </>
    );
  }
  const Icon = conversation.kind === 'private' ? Lock : Hash;
  const channel = conversation.kind === 'channel' || conversation.kind === 'private';
  return (
    <>
      {channel && <Icon size={17} aria-hidden />}
      <h1>{conversation.name}</h1>
    </>
  );
}

function SharedMark({ conversation, world }: { conversation: Conversation; world: WorldState }): ReactNode {
  if (!conversation.is_ext_shared) return null;
  const names = conversation.teams.map((team) => world.teams[team]?.name ?? team);
  return (
    <span className="shared-mark" title={names.join(', ')}>
      <Link2 size={14} aria-label="Shared channel" />
      <span>Shared by {names.length > 3 ? `${names.length} workspaces` : names.join(' and ')}</span>
    </span>
  );
}

function Members({ conversation, world }: { conversation: Conversation; world: WorldState }): ReactNode {
  const session = useSession();
  const directory = useDirectory();
  const users = conversation.members.flatMap((id) => world.users[id] ?? []);
  return (
    <MenuButton
      label={`${users.length} members`}
      className="members"
      align="end"
      heading="Members"
      items={users.map((user) => ({
        key: user.id,
        label: user.real_name,
        note: user.is_bot ? 'App' : [user.title, directory.get(user.id)?.organisation.name].filter(Boolean).join(' · '),
        icon: <UserAvatar id={user.id} size="small" />,
        run: () => {
          if (!user.is_bot && user.id !== world.me.id) void session.openDirect(user.id);
        },
      }))}
    >
      <Users size={15} aria-hidden /> {users.length}
    </MenuButton>
  );
}

function Tabs({ conversation }: { conversation: Conversation }): ReactNode {
  const session = useSession();
  const { tab } = usePage();
  return (
    <div className="tabs" role="tablist" aria-label="Parts of the app">
      {(['messages', 'home'] as const).map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={tab === name}
          aria-controls="app-panel"
          onClick={() => void session.open(conversation.id, name)}
        >
          {name === 'home' ? 'Home' : 'Messages'}
        </button>
      ))}
    </div>
  );
}

export function ConversationPane(): ReactNode {
  const session = useSession();
  const page = usePage();
  const world = useWorld();
  const conversation = conversationOf(page);
  if (!conversation) return <main className="conversation" />;
  const home = conversation.is_app_dm && page.tab === 'home';
  return (
    <main className="conversation" aria-label={conversation.name}>
      <header className="pane-head">
        <button
          type="button"
          className="icon-button back"
          aria-label="Back to the conversations"
          onClick={() => session.set({ narrow: 'list' })}
        >
          <ArrowLeft size={18} aria-hidden />
        </button>
        <Title conversation={conversation} world={world} />
        <SharedMark conversation={conversation} world={world} />
        <span className="topic">{conversation.is_app_dm ? world.app.description : conversation.topic}</span>
        {!conversation.is_app_dm && <Members conversation={conversation} world={world} />}
      </header>
      {conversation.is_app_dm && <Tabs conversation={conversation} />}
      {home ? (
        <HomeTab />
      ) : (
        <div className="pane-body" id="app-panel">
          <Timeline conversation={conversation} />
          <div className="pane-foot">
            <StatusLine channel={conversation.id} root={null} />
            <Prompts conversation={conversation} />
            <Composer key={`${world.me.id}/${conversation.id}`} conversation={conversation} root={null} />
          </div>
        </div>
      )}
    </main>
  );
}
