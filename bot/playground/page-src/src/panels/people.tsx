import type { Organisation, People, Persona } from '../api/contract';
import type { Entry } from '../ui/SearchList';
import { UserAvatar } from '../ui/UserAvatar';

const KINDS: Record<Organisation['kind'], string> = {
  vendor: 'Vendor',
  distributor: 'Distributor',
  reseller: 'Reseller',
  prospect: 'Prospective partner',
  none: 'Belongs to nobody',
};

export const kindOf = (organisation: Organisation): string => KINDS[organisation.kind];

export const describe = (person: Persona): string =>
  [person.title || person.role, person.is_guest ? 'guest' : ''].filter(Boolean).join(' · ');

export function peopleEntries(people: People, me: string | undefined, become: (id: string) => void): Entry[] {
  return people.organisations.flatMap((organisation) =>
    organisation.people.map((person) => ({
      key: person.id,
      group: organisation.name,
      groupNote: kindOf(organisation),
      label: person.name,
      note: describe(person),
      words: `${person.key} ${kindOf(organisation)}`,
      mark: <UserAvatar id={person.id} size="small" />,
      current: person.id === me,
      run: () => become(person.id),
    })),
  );
}
