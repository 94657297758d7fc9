import type { ReactNode } from 'react';
import { Hash, Link2, MessageCircle } from 'lucide-react';
import type { Conversation } from '../api/contract';
import { usePage, useSession } from '../state/use';
import { Dialog } from '../ui/Dialog';
import { type Entry, SearchList } from '../ui/SearchList';
import { peopleEntries } from './people';

function markOf(conversation: Conversation): ReactNode {
  if (conversation.kind === 'im') return <MessageCircle size={17} aria-hidden />;
  return conversation.is_ext_shared ? <Link2 size={17} aria-hidden /> : <Hash size={17} aria-hidden />;
}

export function QuickSwitch(): ReactNode {
  const session = useSession();
  const { people, world } = usePage();
  const close = (): void => session.set({ overlay: null });
  const places: Entry[] = (world?.conversations ?? []).map((one) => ({
    key: one.id,
    group: 'Conversations',
    label: one.name,
    note: one.is_app_dm ? 'App' : one.topic,
    mark: markOf(one),
    run: () => void session.open(one.id),
  }));
  const persons = people
    ? peopleEntries(people, world?.me.id, (id) => {
        close();
        void session.become(id);
      }).map((entry) => ({ ...entry, group: `Be somebody else: ${entry.group}` }))
    : [];
  return (
    <Dialog title="Go to" onClose={close} testId="quick-switch">
      <SearchList
        label="Conversations and people"
        placeholder="A channel, the app, or somebody to be"
        entries={[...places, ...persons]}
      />
    </Dialog>
  );
}
