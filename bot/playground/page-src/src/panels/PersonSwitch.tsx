import type { ReactNode } from 'react';
import { usePage, useSession } from '../state/use';
import { Dialog } from '../ui/Dialog';
import { SearchList } from '../ui/SearchList';
import { peopleEntries } from './people';

export function PersonSwitch(): ReactNode {
  const session = useSession();
  const { people, world } = usePage();
  const close = (): void => session.set({ overlay: null });
  const become = (id: string): void => {
    close();
    void session.become(id);
  };
  return (
    <Dialog title="Who am I?" onClose={close} testId="person-dialog">
      <SearchList
        label="People"
        placeholder="Find a person, organisation or role"
        entries={people ? peopleEntries(people, world?.me.id, become) : []}
      />
    </Dialog>
  );
}
